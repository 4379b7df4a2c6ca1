//! All that the page shows without being asked for more, as one JSON document.

use super::state::Shown;
use crate::cache::Cache;
use crate::health::{Health, Sample};
use crate::invalidation::RecentInvalidation;
use crate::metrics::{AuditStats, FunctionStats, Gets, QueueStats, RegionStats, Stats};
use serde::Serialize;
use std::cmp::Reverse;

/// Functions that are shown at most: those of most calls.
const MOST_FUNCTIONS: usize = 500;
/// Tags that are shown at most: those that most entries have, as far as was looked.
const MOST_TAGS: usize = 50;

#[derive(Debug, Serialize)]
pub(super) struct Overview {
    version: &'static str,
    unix_millis: u64,
    allows_invalidation: bool,
    health: Health,
    /// Of most calls first.
    functions: Vec<FunctionRow>,
    /// How many there are.
    function_count: usize,
    tags: TagTable,
    memory: Memory,
    write_queues: Vec<QueueStats>,
    #[cfg(feature = "redis")]
    shared: Option<crate::metrics::SharedStats>,
    /// Those later than the moment that was asked for.
    history: Vec<Sample>,
    /// The latest first.
    invalidations: Vec<RecentInvalidation>,
}

/// A function, or a region that is used directly.
#[derive(Debug, Serialize)]
struct FunctionRow {
    function: String,
    key: String,
    calls: u64,
    gets: Gets,
    /// Of the calls that asked the cache, those that were answered without any load.
    hit_ratio: Option<f64>,
    errors: u64,
    /// Stale answers that audits have found; none, where nothing is audited.
    found_stale: Option<u64>,
    load_p50: Option<f64>,
    load_p99: Option<f64>,
    entries: usize,
    evictions: u64,
}

/// The tags that entries have.
#[derive(Debug, Serialize)]
struct TagTable {
    known: usize,
    /// Of how many of them the uses were counted.
    counted: usize,
    /// Text and uses, of most uses first.
    used: Vec<(String, usize)>,
}

/// The memory tier as a whole.
#[derive(Debug, Serialize)]
struct Memory {
    entries: usize,
    bytes: Option<u64>,
    evictions: u64,
    expirations: u64,
    too_heavy: u64,
    running: usize,
    dependencies: usize,
    scheduled: usize,
}

impl Overview {
    pub(super) fn of(shown: &Shown, since: Option<u64>) -> Self {
        let cache = shown.cache();
        let stats = cache.stats();
        let mut functions: Vec<FunctionRow> = stats.functions.iter().map(FunctionRow::of).collect();
        functions.sort_by_key(|row| Reverse(row.calls));
        functions.truncate(MOST_FUNCTIONS);
        Self {
            version: env!("CARGO_PKG_VERSION"),
            unix_millis: cache.world().clock.unix_millis(),
            allows_invalidation: shown.entrance.is_some(),
            health: cache.health(),
            functions,
            function_count: stats.functions.len(),
            tags: TagTable::of(cache),
            memory: Memory::of(&stats),
            history: samples(cache, since),
            invalidations: cache.recent_invalidations(),
            write_queues: stats.write_queues,
            #[cfg(feature = "redis")]
            shared: stats.shared,
        }
    }
}

fn samples(cache: &Cache, since: Option<u64>) -> Vec<Sample> {
    let mut samples = cache.history();
    samples.retain(|sample| since.is_none_or(|since| sample.unix_millis > since));
    samples
}

impl FunctionRow {
    fn of(row: &FunctionStats) -> Self {
        let loads_within = |share| row.load_times.quantile(share);
        Self {
            function: row.function.clone(),
            key: row.key.clone(),
            calls: row.gets.calls(),
            gets: row.gets,
            hit_ratio: hit_ratio(&row.gets),
            errors: row.load_errors + row.load_panics,
            found_stale: row.audits.as_ref().map(AuditStats::found_stale),
            load_p50: loads_within(0.5).map(|time| time.as_secs_f64()),
            load_p99: loads_within(0.99).map(|time| time.as_secs_f64()),
            entries: row.entries,
            evictions: row.evictions,
        }
    }
}

#[allow(
    clippy::cast_precision_loss,
    reason = "a ratio needs no more than 52 bits"
)]
fn hit_ratio(gets: &Gets) -> Option<f64> {
    let asked = gets.calls() - gets.bypassed;
    let hits = gets.memory_hits
        + gets.memory_negatives
        + gets.memory_stale
        + gets.shared_hits
        + gets.shared_negatives
        + gets.shared_stale;
    (asked > 0).then(|| hits as f64 / asked as f64)
}

impl TagTable {
    fn of(cache: &Cache) -> Self {
        let tags = &cache.world().tags;
        let (counted, used) = tags.most_used(MOST_TAGS);
        Self {
            known: tags.len(),
            counted,
            used,
        }
    }
}

impl Memory {
    fn of(stats: &Stats) -> Self {
        let sum = |of: fn(&RegionStats) -> u64| stats.regions.iter().map(of).sum();
        let weighed = stats.regions.iter().filter_map(|row| row.bytes);
        Self {
            entries: stats.regions.iter().map(|row| row.entries).sum(),
            bytes: weighed.reduce(|one, other| one + other),
            evictions: sum(|row| row.evictions),
            expirations: sum(|row| row.expirations),
            too_heavy: sum(|row| row.too_heavy),
            running: stats.functions.iter().map(|row| row.loads_running).sum(),
            dependencies: stats.dependencies,
            scheduled: stats.scheduled,
        }
    }
}
