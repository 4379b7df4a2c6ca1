//! [`Record`]: what a cache keeps of its own past.

use super::moments::{Moment, Moments};
use super::sample::Sample;
use super::totals::Totals;
use crate::clock::Clock;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Of one cache.
#[derive(Debug)]
pub(crate) struct Record {
    clock: Clock,
    moments: Mutex<Moments>,
}

impl Record {
    pub(crate) fn begin(clock: &Clock) -> Self {
        let moments = Moments::begin(clock.now(), clock.unix_millis());
        Self {
            clock: clock.clone(),
            moments: Mutex::new(moments),
        }
    }

    /// Keeps what `count` finds, if it is time to.
    pub(crate) fn keep(&self, count: impl FnOnce() -> Totals) {
        let now = self.clock.now();
        // Counted under the lock: of two who come at the same time, the later sums must not stand first.
        let mut moments = self.moments();
        if moments.is_due(now) {
            moments.keep(Moment {
                at: now,
                unix_millis: self.clock.unix_millis(),
                totals: count(),
            });
        }
    }

    pub(crate) fn samples(&self) -> Vec<Sample> {
        self.moments().samples()
    }

    fn moments(&self) -> MutexGuard<'_, Moments> {
        // Every change is one step.
        self.moments.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
