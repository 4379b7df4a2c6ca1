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

/// An invalidation that begins when it is first polled: what the `invalidate_*` helpers of async functions return.
///
/// Where the cache has a shared tier, an invalidation that has begun is carried out also if this is dropped.
///
/// # Errors
/// [`Error::Untold`] if the shared tier could not be told. The memory tier always can, and then has been.
#[must_use = "nothing is invalidated until this is awaited"]
pub struct Invalidation(State);

enum State {
    Waiting(Box<dyn FnOnce() -> Begun + Send>),
    OnItsWay(Told),
    Done,
}

/// How an invalidation goes on.
pub(crate) enum Begun {
    Done(Invalidated),
    OnItsWay(Told),
}

type Told = Pin<Box<dyn Future<Output = Result<Invalidated, Error>> + Send>>;

impl Invalidation {
    pub(crate) fn new(begin: impl FnOnce() -> Begun + Send + 'static) -> Self {
        Self(State::Waiting(Box::new(begin)))
    }

    /// Begins it, and leaves the rest to itself.
    pub(crate) fn begin(self) {
        if let State::Waiting(begin) = self.0 {
            drop(begin());
        }
    }
}

impl Future for Invalidation {
    type Output = Result<Invalidated, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut told = match std::mem::replace(&mut self.0, State::Done) {
            State::Waiting(begin) => match begin() {
                Begun::Done(invalidated) => return Poll::Ready(Ok(invalidated)),
                Begun::OnItsWay(told) => told,
            },
            State::OnItsWay(told) => told,
            State::Done => return Poll::Ready(Ok(Invalidated::default())),
        };
        let polled = told.as_mut().poll(context);
        if polled.is_pending() {
            self.0 = State::OnItsWay(told);
        }
        polled
    }
}

impl std::fmt::Debug for Invalidation {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let state = match self.0 {
            State::Waiting(_) => "waiting",
            State::OnItsWay(_) => "on its way",
            State::Done => "done",
        };
        formatter.debug_tuple("Invalidation").field(&state).finish()
    }
}
