//! A snapshot of the counters, for people and for exporters.

use super::counters::{Event, Meter};
#[cfg(feature = "redis")]
use super::shared::SharedStats;
use std::fmt;
use std::time::Duration;

/// What one cache did so far. Displays as a table.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Stats {
    /// One row for each function that was called, by name.
    pub functions: Vec<FunctionStats>,
    /// Tags that are known at the moment.
    pub tags: usize,
    /// Keys that other entries depend on.
    pub dependencies: usize,
    /// Keys that are refreshed with nobody asking (`refresh_every`).
    pub scheduled: usize,
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

/// The counters of one function. All count from the creation of the cache.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct FunctionStats {
    /// The function's path, or the name of a region.
    pub function: String,
    /// The key template with placeholder names removed.
    pub key: String,
    /// Calls answered from memory.
    pub hits: u64,
    /// Of these, calls answered with `None`, in functions with `negative_ttl`.
    pub negative_hits: u64,
    /// Calls answered by the shared tier.
    pub shared_hits: u64,
    /// Calls that received the outcome of another call's load.
    pub coalesced: u64,
    /// Loaders started, other than for calls that went past the cache.
    pub loads: u64,
    /// Loaders that returned an error.
    pub load_errors: u64,
    /// Loaders that panicked.
    pub load_panics: u64,
    /// Loads dropped before they ended.
    pub load_cancellations: u64,
    /// Time spent in loaders that ended.
    pub load_time: Duration,
    /// Loads that refreshed an entry while it was the answer still.
    pub refreshes: u64,
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
}

impl FunctionStats {
    pub(crate) fn of(meter: &Meter) -> Self {
        let count = |event| meter.count(event);
        Self {
            function: meter.function.clone(),
            key: meter.key.clone(),
            hits: meter.hits(),
            negative_hits: count(Event::NegativeHit),
            shared_hits: count(Event::SharedHit),
            coalesced: count(Event::Coalesced),
            loads: count(Event::Load),
            load_errors: count(Event::LoadError),
            load_panics: count(Event::LoadPanic),
            load_cancellations: count(Event::LoadCancelled),
            load_time: Duration::from_micros(meter.load_micros()),
            refreshes: count(Event::Refresh),
            refresh_errors: count(Event::RefreshError),
            refreshes_refused: count(Event::RefreshRefused),
            stale_hits: count(Event::StaleHit),
            timeouts: count(Event::Timeout),
            soft_timeouts: count(Event::SoftTimeout),
            unchanged: count(Event::Unchanged),
            refused_fills: count(Event::RefusedFill),
            unwanted: count(Event::Unwanted),
            bypassed: count(Event::Bypassed),
            puts: count(Event::Put),
            ..Self::default()
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
