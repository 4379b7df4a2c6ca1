//! A snapshot of the counters, for people and for exporters.

use super::answers::Answer;
use super::audits::AuditStats;
use super::counters::{Event, Meter};
use super::histogram::Distribution;
#[cfg(feature = "serde")]
use super::seconds::{seconds, seconds_if_any};
#[cfg(feature = "redis")]
use super::shared::SharedStats;
use crate::invalidation::InvalidationCount;
use std::fmt;
use std::time::Duration;

/// What one cache did so far. Displays as a table.
///
/// With the feature `serde` it can be serialized; durations are seconds there.
#[derive(Debug, Clone, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Stats {
    /// One row for each function that was called, by name.
    pub functions: Vec<FunctionStats>,
    /// One row for each key template that has entries, or had some, by template.
    pub regions: Vec<RegionStats>,
    /// Tags that are known at the moment.
    pub tags: usize,
    /// Keys that other entries depend on.
    pub dependencies: usize,
    /// Keys that are refreshed with nobody asking (`refresh_every`).
    pub scheduled: usize,
    /// One row for each queue of `#[write_behind]` that was written to, by name.
    pub write_queues: Vec<QueueStats>,
    /// Invalidations in this process by what they were of and where they came from: one row for each kind and source, also
    /// where there were none.
    pub invalidations: Vec<InvalidationCount>,
    /// What the shared tier did, if the cache has one.
    #[cfg(feature = "redis")]
    pub shared: Option<SharedStats>,
}

impl Stats {
    /// The row of the function whose path ends in `name`: `get_user` or `users::get_user`.
    ///
    /// Methods of one name in one module have one path; their rows differ in `key`, and this is the first of them.
    #[must_use]
    pub fn function(&self, name: &str) -> Option<&FunctionStats> {
        self.functions.iter().find(|row| {
            let path = row.function.as_str();
            path == name
                || path
                    .strip_suffix(name)
                    .is_some_and(|before| before.ends_with("::"))
        })
    }
}

/// What the calls of one function were answered with. Each call is exactly one of these, and each element of a batch is
/// a call; a call of a `refresh_*` helper, which asks for nothing that is cached, is none.
///
/// A call that is dropped before it is answered counts as what it was waiting for: a miss, where the load was its own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Gets {
    /// A fresh value from memory.
    pub memory_hits: u64,
    /// A `None` from memory, in functions with `negative_ttl`.
    pub memory_negatives: u64,
    /// A value past its time from memory: while it was refreshed, or as a load had failed or took too long.
    pub memory_stale: u64,
    /// A fresh value from the shared tier.
    pub shared_hits: u64,
    /// A `None` from the shared tier, in functions with `negative_ttl`.
    pub shared_negatives: u64,
    /// A value past its time from the shared tier.
    pub shared_stale: u64,
    /// What the call's own load brought, be it an error or a panic. For [`Region::get`](crate::Region::get), which never
    /// loads: nothing.
    pub misses: u64,
    /// What the load of another call in this process brought.
    pub coalesced: u64,
    /// What the function returned past the cache: `cache_if` did not let the call in, or the function is switched off.
    pub bypassed: u64,
    /// That its time was over, where there was no value to fall back on.
    pub timeouts: u64,
}

impl Gets {
    /// All calls.
    #[must_use]
    pub fn calls(&self) -> u64 {
        self.rows().into_iter().map(|(.., calls)| calls).sum()
    }

    /// Tier, result, calls, in the order of their names.
    pub(super) fn rows(&self) -> [(&'static str, &'static str, u64); 10] {
        [
            ("memory", "hit", self.memory_hits),
            ("memory", "negative", self.memory_negatives),
            ("memory", "stale", self.memory_stale),
            ("none", "bypassed", self.bypassed),
            ("none", "coalesced", self.coalesced),
            ("none", "miss", self.misses),
            ("none", "timeout", self.timeouts),
            ("shared", "hit", self.shared_hits),
            ("shared", "negative", self.shared_negatives),
            ("shared", "stale", self.shared_stale),
        ]
    }

    fn of(meter: &Meter) -> Self {
        let answers = |answer| meter.answers(answer);
        Self {
            memory_hits: meter.hits(),
            memory_negatives: answers(Answer::Negative),
            memory_stale: answers(Answer::Stale)
                + answers(Answer::Fallback)
                + answers(Answer::CoalescedFallback),
            shared_hits: answers(Answer::SharedHit),
            shared_negatives: answers(Answer::SharedNegative),
            shared_stale: answers(Answer::SharedStale),
            misses: answers(Answer::Miss),
            coalesced: answers(Answer::Coalesced),
            bypassed: answers(Answer::Bypassed),
            timeouts: answers(Answer::Timeout),
        }
    }
}

/// The entries of one key template in memory. Functions whose templates are equal share it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct RegionStats {
    /// The key template with placeholder names removed.
    pub key: String,
    /// Entries in memory now.
    pub entries: usize,
    /// Weight of all entries in bytes, where the region is bounded in bytes.
    pub bytes: Option<u64>,
    /// Entries that had to leave for others.
    pub evictions: u64,
    /// Entries that were removed because their time was over.
    pub expirations: u64,
    /// Values not stored because they are heavier than the region allows.
    pub too_heavy: u64,
}

impl RegionStats {
    pub(crate) fn of(key: &str) -> Self {
        Self {
            key: key.to_owned(),
            ..Self::default()
        }
    }
}

/// How a queue of `#[write_behind]` stands, as far as this process delivers it: with `journal = "redis"`, what the queue of the
/// fleet holds is one process' at a time. [`WriteQueue`](crate::WriteQueue) tells how the whole of it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct QueueStats {
    /// The path of the function, and the types of its instance.
    pub queue: String,
    /// Writes that wait or are on their way.
    pub items: usize,
    /// How long the oldest of them has waited; none, if there are none.
    #[cfg_attr(feature = "serde", serde(serialize_with = "seconds_if_any"))]
    pub oldest: Option<Duration>,
    /// Calls of the sink that failed so far.
    pub retries: u64,
    /// Writes that went to the dead letters so far.
    pub dead_letters: u64,
}

/// The counters of one function. All count from the creation of the cache.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct FunctionStats {
    /// The function's path, or the name of a region.
    pub function: String,
    /// The key template with placeholder names removed.
    pub key: String,
    /// What calls were answered with; each call is exactly one of these. The numbers below are of what happened on the way, and
    /// a call may move several of them.
    pub gets: Gets,
    /// Calls answered from memory, whether the value was past its time or not.
    pub hits: u64,
    /// Of these, calls answered with `None`, in functions with `negative_ttl`.
    pub negative_hits: u64,
    /// Calls answered by the shared tier.
    pub shared_hits: u64,
    /// Calls that received the outcome of another call's load.
    pub coalesced: u64,
    /// Loaders started, other than for calls that went past the cache.
    pub loads: u64,
    /// Loaders that returned what is no error.
    pub load_successes: u64,
    /// Loaders that returned an error.
    pub load_errors: u64,
    /// Loaders that panicked.
    pub load_panics: u64,
    /// Loads dropped before they ended.
    pub load_cancellations: u64,
    /// Time spent in loaders that ended.
    #[cfg_attr(feature = "serde", serde(serialize_with = "seconds"))]
    pub load_time: Duration,
    /// How long loaders took that ended.
    pub load_times: Distribution,
    /// How long calls waited for the load of another call in this process.
    pub process_waits: Distribution,
    /// How long calls waited for the load of another process.
    pub fleet_waits: Distribution,
    /// Loads that refreshed an entry while it was the answer still.
    pub refreshes: u64,
    /// Of these, loads that returned what is no error.
    pub refresh_successes: u64,
    /// Of these, loads that failed.
    pub refresh_errors: u64,
    /// Refreshes that were not begun, as there were enough of them already; and keys that were not put on the schedule.
    pub refreshes_refused: u64,
    /// Calls answered with a value past its time: while it was refreshed, or as the load had failed.
    pub stale_hits: u64,
    /// Calls that did not wait any longer (`timeout`), whatever they were answered.
    pub timeouts: u64,
    /// Calls that did not wait any longer as there was a value to fall back on (`soft_timeout`).
    pub soft_timeouts: u64,
    /// Loads that found the stale value as good as new ([`context::keep_stale`](crate::context::keep_stale)).
    pub unchanged: u64,
    /// Values not stored because of an invalidation while they were loaded.
    pub refused_fills: u64,
    /// Values not stored because the policy did not want them.
    pub unwanted: u64,
    /// Calls that went past the cache.
    pub bypassed: u64,
    /// Values put by hand.
    pub puts: u64,
    /// Entries in memory now; functions that share a region show the same.
    pub entries: usize,
    /// Entries that had to leave for others.
    pub evictions: u64,
    /// Entries that were removed because their time was over.
    pub expirations: u64,
    /// Values not stored because they are heavier than the region allows.
    pub too_heavy: u64,
    /// Weight of all entries in bytes, where the region is bounded in bytes.
    pub bytes: Option<u64>,
    /// Loads on their way now.
    pub loads_running: usize,
    /// What the audits of its hits have found, if any are audited (`audit`).
    pub audits: Option<AuditStats>,
}

impl FunctionStats {
    pub(crate) fn of(meter: &Meter) -> Self {
        let count = |event| meter.count(event);
        let gets = Gets::of(meter);
        let served_stale = meter.answers(Answer::Stale);
        let load_times = meter.load_times.snapshot();
        Self {
            function: meter.function.clone(),
            key: meter.key.clone(),
            hits: gets.memory_hits + gets.memory_negatives + served_stale,
            negative_hits: gets.memory_negatives,
            shared_hits: gets.shared_hits + gets.shared_negatives + gets.shared_stale,
            coalesced: gets.coalesced + meter.answers(Answer::CoalescedFallback),
            load_successes: count(Event::LoadOk),
            loads: count(Event::Load),
            load_errors: count(Event::LoadError),
            load_panics: count(Event::LoadPanic),
            load_cancellations: count(Event::LoadCancelled),
            load_time: load_times.sum(),
            load_times,
            process_waits: meter.process_waits.snapshot(),
            fleet_waits: meter.fleet_waits.snapshot(),
            refreshes: count(Event::Refresh),
            refresh_successes: count(Event::RefreshOk),
            refresh_errors: count(Event::RefreshError),
            refreshes_refused: count(Event::RefreshRefused),
            stale_hits: gets.memory_stale + gets.shared_stale,
            timeouts: count(Event::Timeout),
            soft_timeouts: count(Event::SoftTimeout),
            unchanged: count(Event::Unchanged),
            refused_fills: count(Event::RefusedFill),
            unwanted: count(Event::Unwanted),
            bypassed: gets.bypassed,
            puts: count(Event::Put),
            gets,
            ..Self::default()
        }
    }

    /// With what is in the regions of the function.
    pub(crate) fn within(self, regions: &RegionStats, loads_running: usize) -> Self {
        Self {
            entries: regions.entries,
            evictions: regions.evictions,
            expirations: regions.expirations,
            too_heavy: regions.too_heavy,
            bytes: regions.bytes,
            loads_running,
            ..self
        }
    }

    /// Hits among all calls that asked the cache; `None` before the first.
    #[must_use]
    #[allow(
        clippy::cast_precision_loss,
        reason = "a ratio needs no more than 52 bits"
    )]
    pub fn hit_ratio(&self) -> Option<f64> {
        let hits = self.hits + self.shared_hits;
        let calls = hits + self.coalesced + self.loads;
        (calls > 0).then(|| hits as f64 / calls as f64)
    }
}

impl fmt::Display for Stats {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self
            .functions
            .iter()
            .map(|row| row.function.len())
            .max()
            .unwrap_or(0)
            .max(8);
        writeln!(
            out,
            "{:width$} {:>10} {:>6} {:>8} {:>9} {:>7} {:>8} {:>8} {:>8}",
            "function",
            "hits",
            "ratio",
            "loads",
            "coalesced",
            "errors",
            "refused",
            "entries",
            "evicted"
        )?;
        for row in &self.functions {
            let ratio = row
                .hit_ratio()
                .map_or_else(|| "-".into(), |ratio| format!("{:.1}%", 100.0 * ratio));
            writeln!(
                out,
                "{:width$} {:>10} {:>6} {:>8} {:>9} {:>7} {:>8} {:>8} {:>8}",
                row.function,
                row.hits,
                ratio,
                row.loads,
                row.coalesced,
                row.load_errors,
                row.refused_fills,
                row.entries,
                row.evictions
            )?;
        }
        Ok(())
    }
}
