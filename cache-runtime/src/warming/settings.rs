//! How a function is warmed: so many calls at a time, and who is told how far it has come.

use std::fmt;

/// How `warm_*` goes about it: how many calls at a time, and whom it tells.
///
/// A number alone says the first: `warm_get_user(&db, ids, 8)`.
///
/// ```
/// use cache_runtime::{Warming, cached};
///
/// #[cached(key = "square:<number>", ttl = "1h")]
/// fn square(number: u64) -> u64 {
///     number * number
/// }
///
/// let warming = Warming::new(4).on_progress(|progress| {
///     println!("{} of {:?}", progress.done, progress.expected);
/// });
/// assert_eq!(warm_square(1..=10, warming).loaded, 10);
/// ```
#[must_use]
pub struct Warming {
    pub(super) concurrency: usize,
    pub(super) on_progress: Option<OnProgress>,
}

pub(super) type OnProgress = Box<dyn FnMut(&Progress) + Send>;

/// How far a warming has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Progress {
    /// Keys that are done with.
    pub done: u64,
    /// Keys in all, where the iterator says how many it has.
    pub expected: Option<u64>,
    /// Keys whose values were loaded.
    pub loaded: u64,
    /// Keys whose values were there.
    pub present: u64,
    /// Keys whose loads have failed.
    pub failed: u64,
}

impl Warming {
    /// So many calls at a time; 0 counts as 1.
    pub fn new(concurrency: usize) -> Self {
        Self {
            concurrency: concurrency.max(1),
            on_progress: None,
        }
    }

    /// Calls `tell` after each key: one call after the other, between the loads of an async function, and on the threads
    /// that load of a sync one. If not specified, nobody is told.
    pub fn on_progress(mut self, tell: impl FnMut(&Progress) + Send + 'static) -> Self {
        self.on_progress = Some(Box::new(tell));
        self
    }
}

impl From<usize> for Warming {
    fn from(concurrency: usize) -> Self {
        Self::new(concurrency)
    }
}

impl fmt::Debug for Warming {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Warming")
            .field("concurrency", &self.concurrency)
            .finish_non_exhaustive()
    }
}
