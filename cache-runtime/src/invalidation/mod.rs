//! What makes entries invalid other than time: keys, tags, dependencies, functions, everything.
//!
//! One counter orders all of it. Each invalidation takes the next number and leaves it where the entries it means will
//! look: in a [`Cell`] (a tag, or a key that others depend on), in a family's floor (a function), or by removing the
//! entry (a key). A load reads the counter before it begins; its value may be stored and served only while everything
//! it rests on carries no later number. So a load never has to be found to be told that its value is out of date.

mod cell;
mod dependents;
mod links;
mod report;
mod tags;

pub(crate) use cell::{Cell, Cells};
pub(crate) use dependents::Dependents;
pub use links::Links;
pub(crate) use links::follow;
pub use report::{Invalidated, Invalidation};
pub(crate) use tags::Tags;

use crate::sync::{AtomicU64, Ordering};

/// The order of invalidations and loads within one cache.
#[derive(Debug, Default)]
pub(crate) struct Sequence(AtomicU64);

/// A place in the order: "after the invalidations up to this number".
pub(crate) type Number = u64;

impl Sequence {
    /// Where a load stands that begins now.
    pub(crate) fn current(&self) -> Number {
        self.0.load(Ordering::SeqCst)
    }

    /// The number of a new invalidation: later than every load that began before.
    pub(crate) fn next(&self) -> Number {
        self.0.fetch_add(1, Ordering::SeqCst) + 1
    }
}
