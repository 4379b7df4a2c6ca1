//! [`Sample`]: what had been counted at one moment, for those who draw it.

use super::moments::Moment;

/// What one cache had done up to a moment. Everything that is counted is a sum from the creation of the cache on: what happened
/// between two samples is their difference.
///
/// `calls` is the sum of `memory_hits`, `shared_hits`, `stale_hits`, `coalesced`, `misses`, `bypassed` and `timeouts`.
#[derive(Debug, Clone, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Sample {
    /// The moment, in milliseconds since 1970. Follows the clock of the machine, also where that is set back.
    pub unix_millis: u64,
    /// Calls.
    pub calls: u64,
    /// Calls answered from memory with a fresh value, `None` of functions with `negative_ttl` among them.
    pub memory_hits: u64,
    /// Calls answered by the shared tier with a fresh value.
    pub shared_hits: u64,
    /// Calls answered with a value past its time.
    pub stale_hits: u64,
    /// Calls that received the outcome of another call's load.
    pub coalesced: u64,
    /// Calls that loaded.
    pub misses: u64,
    /// Calls that went past the cache.
    pub bypassed: u64,
    /// Calls that did not wait any longer and had nothing to fall back on.
    pub timeouts: u64,
    /// Loads that returned an error, or panicked.
    pub load_errors: u64,
    /// Entries that had to leave for others.
    pub evictions: u64,
    /// Invalidations carried out in this process, those that came from other processes among them.
    pub invalidations: u64,
    /// The time within which half of the loads ended that ended since the sample before, in seconds; `None` if there were none.
    pub load_p50_seconds: Option<f64>,
    /// The same for 99 of 100 loads. Both are told from [buckets](crate::Distribution), which end with 10 s.
    pub load_p99_seconds: Option<f64>,
    /// Entries in memory at the moment.
    pub entries: u64,
    /// What the entries of regions that are bounded in bytes weighed at the moment.
    pub bytes: u64,
}

impl Sample {
    /// The sample of a moment; what took how long is told of the time since `before`.
    pub(super) fn of(before: &Moment, moment: &Moment) -> Self {
        let totals = &moment.totals;
        let load_times = totals.load_times.since(&before.totals.load_times);
        let within = |quantile| Some(load_times.quantile(quantile)?.as_secs_f64());
        Self {
            unix_millis: moment.unix_millis,
            calls: totals.calls(),
            memory_hits: totals.memory_hits,
            shared_hits: totals.shared_hits,
            stale_hits: totals.stale_hits,
            coalesced: totals.coalesced,
            misses: totals.misses,
            bypassed: totals.bypassed,
            timeouts: totals.timeouts,
            load_errors: totals.load_errors,
            evictions: totals.evictions,
            invalidations: totals.invalidations,
            load_p50_seconds: within(0.5),
            load_p99_seconds: within(0.99),
            entries: totals.entries,
            bytes: totals.bytes,
        }
    }
}
