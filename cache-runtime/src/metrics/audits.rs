//! What audits have found, in a snapshot.

use super::counters::{Event, Meter};

/// What came of the audits of one function (`audit`). Each hit that is drawn counts in one of these, once its audit is over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct AuditStats {
    /// The function returned what the hit had answered.
    pub same: u64,
    /// It returned something else, and the entry was invalidated, replaced or at its end by the time that an invalidation may
    /// take; or the function came back to what the entry held.
    pub settled: u64,
    /// It returned an error, panicked, or took ten times its `timeout`.
    pub failed: u64,
    /// There were enough audits already, or the cache was shut down.
    pub skipped: u64,
    /// It returned something else twice, and the entry was there still: stale answers, by the age of the entry when it
    /// answered. What the rows are called is in [`AGES`](Self::AGES).
    pub stale: [u64; Self::AGES.len()],
}

impl AuditStats {
    /// The ages of [`stale`](Self::stale), in its order: each is the greatest of its row.
    pub const AGES: [&'static str; 7] = ["1s", "10s", "1m", "10m", "1h", "1d", "more"];

    /// Stale answers that were found, of whatever age.
    #[must_use]
    pub fn found_stale(&self) -> u64 {
        self.stale.iter().sum()
    }

    pub(crate) fn of(meter: &Meter) -> Self {
        let count = |event| meter.count(event);
        Self {
            same: count(Event::AuditSame),
            settled: count(Event::AuditSettled),
            failed: count(Event::AuditFailed),
            skipped: count(Event::AuditSkipped),
            stale: [
                Event::StaleOfSecond,
                Event::StaleOfTenSeconds,
                Event::StaleOfMinute,
                Event::StaleOfTenMinutes,
                Event::StaleOfHour,
                Event::StaleOfDay,
                Event::StaleOfMore,
            ]
            .map(count),
        }
    }
}
