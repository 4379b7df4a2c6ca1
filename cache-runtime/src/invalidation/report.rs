//! What an invalidation answers: at once for sync callers, as a future for async ones.

use crate::error::Error;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// What an invalidation found to remove in this process.
///
/// Invalidation of a tag, a function or everything takes the same time for one entry and for ten million: it removes
/// nothing at once and looks for no load, so both numbers count only what keys and patterns met. The other entries
/// vanish when they are next asked for or swept, and the other loads learn at their end that they are not stored.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Invalidated {
    /// Entries removed at once or, by `expire_*`, marked stale.
    pub entries: usize,
    /// Loads that were running and will not be stored.
    pub loads: usize,
}

impl std::ops::AddAssign for Invalidated {
    fn add_assign(&mut self, other: Self) {
        self.entries += other.entries;
        self.loads += other.loads;
    }
}

/// An invalidation that happens when it is awaited: what the `invalidate_*` helpers of async functions return.
///
/// # Errors
/// [`Error`] if a tier could not be reached. The memory tier always can.
#[must_use = "nothing is invalidated until this is awaited"]
pub struct Invalidation(Option<Box<dyn FnOnce() -> Invalidated + Send>>);

impl Invalidation {
    pub(crate) fn new(act: impl FnOnce() -> Invalidated + Send + 'static) -> Self {
        Self(Some(Box::new(act)))
    }
}

impl Future for Invalidation {
    type Output = Result<Invalidated, Error>;

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Ready(Ok(self.0.take().map(|act| act()).unwrap_or_default()))
    }
}

impl std::fmt::Debug for Invalidation {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Invalidation")
            .field("done", &self.0.is_none())
            .finish()
    }
}
