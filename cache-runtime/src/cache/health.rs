//! How a cache stood. What is kept of it is decided in `health/`.

use super::Cache;
use crate::health::{Sample, Totals};

impl Cache {
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
        self.inner
            .record
            .keep(|| Totals::of(&self.stats(), self.world().sequence.current()));
    }
}
