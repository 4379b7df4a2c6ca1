//! Policies that are said at run time: named ones, which attributes refer to, and what is said of single functions.
//!
//! Three layers say how the entries of a function live: a named policy, the attribute, and what is said of the function at
//! run time; a later one counts for more ([`overlay`]). What they must not say together stands in [`rules`], what a function
//! cannot do in [`abilities`], what comes of them in [`resolved`]. [`book`] holds all that is said, in code and in the file
//! ([`file`], [`reading`], [`duration`]); [`ruling`] is the place where a function finds what is in force for it. Who asks
//! stands in `cache/policies.rs`, and what a change does to entries and loads in `cache/reload.rs`.

mod abilities;
mod book;
#[cfg(feature = "policies")]
mod duration;
mod fault;
#[cfg(feature = "policies")]
mod file;
mod function;
mod nearest;
mod overlay;
mod overrides;
#[cfg(feature = "policies")]
mod reading;
mod resolved;
mod rules;
mod ruling;

pub(crate) use book::Book;
#[cfg(feature = "policies")]
pub(crate) use book::Decision;
pub use fault::PolicyFault;
#[cfg(feature = "policies")]
pub(crate) use file::read;
pub(crate) use function::{Function, Written};
pub(crate) use nearest::did_you_mean;
pub use overrides::Override;
pub(crate) use resolved::idle_after;
#[cfg(all(test, feature = "policies"))]
pub(crate) use ruling::Rule;
pub(crate) use ruling::{PolicyOfCall, Ruling};

#[cfg(all(test, feature = "policies"))]
mod tests;
