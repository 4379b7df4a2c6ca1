//! [`Totals`]: all that one cache counted up to a moment, summed over its functions and regions.

use crate::metrics::{Distribution, FunctionStats, QueueStats, RegionStats, Stats};

/// Sums from the creation of the cache on. None of them ever falls, but for what is there now.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Totals {
    pub(super) memory_hits: u64,
    pub(super) shared_hits: u64,
    pub(super) stale_hits: u64,
    pub(super) coalesced: u64,
    pub(super) misses: u64,
    pub(super) bypassed: u64,
    pub(super) timeouts: u64,
    pub(super) load_successes: u64,
    /// Those that panicked are among them.
    pub(super) load_errors: u64,
    pub(super) load_times: Distribution,
    pub(super) evictions: u64,
    pub(super) invalidations: u64,
    pub(super) flushes: u64,
    pub(super) dead_letters: u64,
    pub(super) stale_found: u64,
    /// Entries there are now.
    pub(super) entries: u64,
    /// What they weigh, where that is known.
    pub(super) bytes: u64,
}

impl Totals {
    pub(crate) fn of(stats: &Stats, invalidations: u64) -> Self {
        let mut totals = Self {
            invalidations,
            ..Self::default()
        };
        stats.functions.iter().for_each(|row| totals.add(row));
        stats.regions.iter().for_each(|row| totals.add_region(row));
        stats
            .write_queues
            .iter()
            .for_each(|row| totals.add_queue(row));
        #[cfg(feature = "redis")]
        if let Some(shared) = &stats.shared {
            totals.flushes = shared.flush_count();
        }
        totals
    }

    fn add(&mut self, row: &FunctionStats) {
        let gets = &row.gets;
        self.memory_hits += gets.memory_hits + gets.memory_negatives;
        self.shared_hits += gets.shared_hits + gets.shared_negatives;
        self.stale_hits += gets.memory_stale + gets.shared_stale;
        self.coalesced += gets.coalesced;
        self.misses += gets.misses;
        self.bypassed += gets.bypassed;
        self.timeouts += gets.timeouts;
        self.load_successes += row.load_successes;
        self.load_errors += row.load_errors + row.load_panics;
        self.load_times = self.load_times.and(&row.load_times);
        self.stale_found += row.audits.map_or(0, |audits| audits.found_stale());
    }

    fn add_region(&mut self, row: &RegionStats) {
        self.entries += u64::try_from(row.entries).unwrap_or(u64::MAX);
        self.bytes += row.bytes.unwrap_or_default();
        self.evictions += row.evictions;
    }

    fn add_queue(&mut self, row: &QueueStats) {
        self.dead_letters += row.dead_letters;
    }

    /// Calls that got a value which was there already.
    pub(super) fn hits(&self) -> u64 {
        self.memory_hits + self.shared_hits + self.stale_hits
    }

    /// All calls. Each is counted in one of these.
    pub(super) fn calls(&self) -> u64 {
        self.hits() + self.coalesced + self.misses + self.bypassed + self.timeouts
    }
}
