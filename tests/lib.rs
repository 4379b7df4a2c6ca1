//! The tests stand in `integration/`, the compiler's messages in `ui/`, the golden expansions (checked by a unit test of
//! `cache-macros`) in `expand/`. Here: the examples of the README, which are compiled and run.

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
