//! Every route by HTTP, in process: a database of its own, a cache of its own and a clock that only the test moves.
#![allow(
    clippy::unwrap_used,
    reason = "a test fails where it stands; functions beside it are tests too"
)]

mod away;
mod lists;
mod pages;
mod postgres;
mod refusals;
mod shop;
mod switches;
mod telling;
mod writes;
