//! What the tier itself counts. What a user is shown of it stands in `metrics/shared.rs`.

use crate::clock::Millis;
use crate::metrics::SharedStats;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::Tier;

#[derive(Debug, Default)]
pub(crate) struct Counters {
    /// Operations that Redis did not do.
    pub(super) faults: Tally,
    /// Frames that were of no use, and values that could not be written.
    pub(super) rejections: Tally,
    /// Times the memory tier was emptied because messages may have been missed.
    pub(super) flushes: Tally,
    /// Postponed invalidations that were carried out in the end.
    pub(super) replayed: AtomicU64,
}

/// Counts by reason. What is counted here never happens on a hit in memory, so that a lock will do.
#[derive(Debug, Default)]
pub(super) struct Tally(Mutex<BTreeMap<&'static str, u64>>);

impl Tally {
    pub(super) fn count(&self, reason: &'static str) {
        *self.reasons().entry(reason).or_default() += 1;
    }

    fn snapshot(&self) -> BTreeMap<&'static str, u64> {
        self.reasons().clone()
    }

    fn reasons(&self) -> MutexGuard<'_, BTreeMap<&'static str, u64>> {
        // Every change is one step.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Tier {
    /// What is measured here is told to `audience` from now on.
    #[cfg(any(feature = "metrics", feature = "otel"))]
    pub(crate) fn report_to(&self, audience: &dyn crate::metrics::Audience) {
        self.nodes.traffic().report_to(audience);
    }

    /// What happened so far, and how things stand.
    pub(crate) fn stats(&self) -> SharedStats {
        let (counters, traffic) = (&self.counters, self.nodes.traffic());
        let since = |lost: Millis| self.clock.now().saturating_sub(lost);
        SharedStats {
            process: crate::invalidation::named(&self.origin),
            available: self
                .nodes
                .shards()
                .iter()
                .all(|shard| self.nodes.is_open(*shard)),
            disconnected_for: self.link.lost_since().map(since).map(Duration::from_millis),
            faults: counters.faults.snapshot(),
            rejections: counters.rejections.snapshot(),
            flushes: counters.flushes.snapshot(),
            invalidations_waiting: self.replay.len(),
            invalidations_replayed: counters.replayed.load(Ordering::Relaxed),
            leases: self.leases.len(),
            breakers: self.nodes.breakers(),
            operation_times: traffic.times(),
            bytes_read: traffic.bytes_read(),
            bytes_written: traffic.bytes_written(),
        }
    }
}
