//! [`Record`]: what a cache keeps of its own past, and by what it is judged.

use super::moments::{Moment, Moments};
use super::sample::Sample;
use super::thresholds::Thresholds;
use super::totals::Totals;
use super::{Health, Standing};
use crate::clock::{Clock, millis};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

/// Of one cache.
#[derive(Debug)]
pub(crate) struct Record {
    clock: Clock,
    moments: Mutex<Moments>,
    /// Set before the cache is handed out.
    thresholds: OnceLock<Thresholds>,
}

impl Record {
    pub(crate) fn begin(clock: &Clock) -> Self {
        let moments = Moments::begin(clock.now(), clock.unix_millis());
        Self {
            clock: clock.clone(),
            moments: Mutex::new(moments),
            thresholds: OnceLock::new(),
        }
    }

    pub(crate) fn judge_by(&self, thresholds: Thresholds) {
        self.thresholds.get_or_init(|| thresholds);
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

    /// The verdict on what happened within the window up to now, and on how things stand.
    pub(crate) fn judge(&self, totals: &Totals, standing: Standing) -> Health {
        let thresholds = self.thresholds.get_or_init(Thresholds::default);
        let now = self.clock.now();
        let moments = self.moments();
        let before = moments.before(now, millis(thresholds.window));
        let span = now.saturating_sub(before.at);
        thresholds.judge(span, standing.readings(&before.totals, totals, span))
    }

    fn moments(&self) -> MutexGuard<'_, Moments> {
        // Every change is one step.
        self.moments.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
