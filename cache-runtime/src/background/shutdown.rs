//! The end of all background work of one cache.

use crate::cache::Cache;
use crate::write_behind::Left;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::time::Duration;

/// What [`Cache::shutdown`] returns: to be awaited, after [`within`](Self::within) if the default does not suit.
#[derive(Debug)]
#[must_use = "nothing is shut down before this is awaited"]
pub struct ShuttingDown {
    cache: Cache,
    grace: Duration,
}

/// What became of the work that was going on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stopped {
    /// Refreshes and loads that came to their end.
    pub finished: usize,
    /// Those that did not within the time given. A load of a sync function among them goes on until it returns, and what
    /// it brings is stored if the process is still there.
    pub stopped: usize,
    /// Writes of `#[write_behind]` that this process saved at the end.
    pub saved: usize,
    /// Those that it did not: they still wait, or are in the dead letters. With `journal = "memory"` they are lost with the
    /// process; with `journal = "redis"` another process saves them, or this one when it runs again.
    pub unsaved: usize,
}

impl Stopped {
    pub(crate) fn new(finished: usize, stopped: usize, writes: Left) -> Self {
        Self {
            finished,
            stopped,
            saved: writes.saved,
            unsaved: writes.unsaved,
        }
    }
}

impl ShuttingDown {
    pub(crate) fn new(cache: Cache) -> Self {
        Self {
            cache,
            grace: Duration::from_secs(10),
        }
    }

    /// How long to wait before what still runs is stopped. If not specified, 10 s.
    pub fn within(mut self, grace: Duration) -> Self {
        self.grace = grace;
        self
    }
}

impl IntoFuture for ShuttingDown {
    type Output = Stopped;
    type IntoFuture = Pin<Box<dyn Future<Output = Stopped> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.cache.end_background_work(self.grace).await })
    }
}
