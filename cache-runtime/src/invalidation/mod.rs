//! What makes entries invalid other than time: keys, tags, dependencies, functions, everything.
//!
//! One counter orders all of it. Each invalidation takes the next number and leaves it where the entries it means will
//! look: in a [`Cell`] (a tag, or a key that others depend on), in a family's floor (a function), or by removing the
//! entry (a key). A load reads the counter before it begins; its value may be stored and served only while everything
//! it rests on carries no later number. So a load never has to be found to be told that its value is out of date.
//!
//! A number comes into force only when all that it means is out of reach: a load that begins earlier may still have
//! read an entry that goes out of date, through a function it depends on, and must count as older.

mod cause;
mod cell;
mod copies;
mod dependents;
mod kind;
mod links;
mod log;
mod order;
mod report;
mod tags;

pub use cause::InvalidationSource;
pub(crate) use cause::{Cause, SourceLocation};
pub(crate) use cell::{Cell, Cells, Subject};
pub(crate) use copies::{Copies, Linked};
pub(crate) use dependents::Dependents;
pub use kind::InvalidationKind;
pub use links::Links;
pub(crate) use links::follow;
#[cfg(any(feature = "redis", feature = "tracing"))]
pub(crate) use log::named;
pub use log::{InvalidationCount, RecentInvalidation};
pub(crate) use log::{InvalidationLog, Meant};
pub(crate) use order::Order;
pub(crate) use report::Begun;
pub use report::{Invalidated, Invalidation};
pub(crate) use tags::Tags;

use crate::sync::{AtomicU64, Mutex, Ordering, lock};

/// The order of invalidations and loads within one cache.
#[derive(Debug, Default)]
pub(crate) struct Sequence {
    /// The latest number in force.
    current: AtomicU64,
    /// The latest number given out.
    given: Mutex<Number>,
}

/// A place in the order: "after the invalidations up to this number".
pub(crate) type Number = u64;

impl Sequence {
    /// Where a load stands that begins now.
    pub(crate) fn current(&self) -> Number {
        self.current.load(Ordering::SeqCst)
    }

    /// Runs `leave` with the number of a new invalidation, which is later than every load that begins before the end.
    /// Entries that are removed must be gone before.
    ///
    /// One after the other: an entry that was found valid up to a number has seen what all up to it left. If `leave`
    /// panics, its number comes into force with the next.
    pub(crate) fn invalidate(&self, leave: impl FnOnce(Number)) {
        let mut given = lock(&self.given);
        *given += 1;
        leave(*given);
        self.current.store(*given, Ordering::SeqCst);
    }
}
