//! How a cache stands, and how it stood. What is made of the numbers is decided in `health/`.

use super::{Cache, Inner};
use crate::health::{Health, Sample, Standing, Thresholds, Totals};
use crate::metrics::Stats;
use std::sync::PoisonError;

impl Cache {
    /// Holds what happened lately, and how things stand, against the thresholds that the builder was
    /// [given](crate::CacheBuilder::health). Sends nothing anywhere and waits for nobody.
    ///
    /// Costs as much as [`stats`](Self::stats). What to do with the answer stands in [`health`](crate::health).
    ///
    /// ```
    /// use cache_runtime::{Cache, health::Status};
    ///
    /// let cache = Cache::memory();
    /// assert_eq!(cache.health().status, Status::Healthy);
    /// ```
    #[must_use]
    pub fn health(&self) -> Health {
        let stats = self.stats();
        let standing = Standing::of(&stats, self.inner.fullest(), self.tasks().is_closed());
        self.inner.record.judge(&self.totals(&stats), standing)
    }

    /// What this cache had done at moments of the last hour, five seconds apart, the oldest first. The first of a young cache is
    /// that of its creation.
    ///
    /// Kept by the thread that sweeps; while that has no time there are no samples. What is kept takes some 300 kB after an hour,
    /// however many functions there are.
    #[must_use]
    pub fn history(&self) -> Vec<Sample> {
        self.inner.record.samples()
    }

    /// Adds a moment to the history, if it is time to.
    pub(super) fn remember(&self) {
        self.inner.record.keep(|| self.totals(&self.stats()));
    }

    fn totals(&self, stats: &Stats) -> Totals {
        Totals::of(stats, self.world().sequence.current())
    }

    pub(super) fn judge_by(&self, thresholds: Thresholds) {
        self.inner.record.judge_by(thresholds);
    }
}

impl Inner {
    /// The region that is fullest for its bound, by its template.
    fn fullest(&self) -> Option<(String, f64)> {
        let families = self.families.read().unwrap_or_else(PoisonError::into_inner);
        families
            .iter()
            .flat_map(|(pattern, family)| {
                let regions = family.regions();
                regions
                    .into_iter()
                    .map(move |region| (pattern.clone(), region.fullness()))
            })
            .max_by(|(_, one), (_, other)| one.total_cmp(other))
    }
}
