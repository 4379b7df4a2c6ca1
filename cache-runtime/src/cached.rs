//! [`Cached`]: a value with its provenance.

use crate::clock::{Millis, NEVER};
use crate::freshness::Life;
use std::time::Duration;

/// A value and where it comes from: what the `*_cached` and `peek_*` helpers return.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cached<T> {
    /// The value.
    pub value: T,
    /// Where it was found.
    pub source: Source,
    /// How long ago it was stored; zero when it was just loaded.
    pub age: Duration,
    /// How long it stays fresh; `None` if it never goes stale, or was not stored at all.
    pub remaining: Option<Duration>,
    /// Whether it is past its time and merely kept as a fallback.
    pub stale: bool,
}

/// Where a value was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Source {
    /// The memory of this process.
    Memory,
    /// The shared tier.
    Redis,
    /// The function itself, in this call or in one that this call waited for.
    Loader,
}

impl<T> Cached<T> {
    pub(crate) fn new(value: T, source: Source, life: Option<Life>, now: Millis) -> Self {
        let remaining = |life: Life| {
            (life.fresh_until != NEVER).then(|| {
                let end = if life.marked { 0 } else { life.fresh_until };
                Duration::from_millis(end.saturating_sub(now))
            })
        };
        Self {
            value,
            source,
            age: Duration::from_millis(life.map_or(0, |life| now.saturating_sub(life.stored_at))),
            remaining: life.and_then(remaining),
            stale: life.is_some_and(|life| life.is_stale(now)),
        }
    }

    /// The value, and the provenance without it.
    pub(crate) fn take_apart(self) -> (T, Cached<()>) {
        let Self {
            value,
            source,
            age,
            remaining,
            stale,
        } = self;
        (
            value,
            Cached {
                value: (),
                source,
                age,
                remaining,
                stale,
            },
        )
    }

    /// The same provenance with another value.
    pub fn map<U>(self, map: impl FnOnce(T) -> U) -> Cached<U> {
        let (
            value,
            Cached {
                source,
                age,
                remaining,
                stale,
                ..
            },
        ) = self.take_apart();
        Cached {
            value: map(value),
            source,
            age,
            remaining,
            stale,
        }
    }
}
