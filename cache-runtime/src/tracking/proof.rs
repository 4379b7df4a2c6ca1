//! Under which versions a part was read, where the whole is to go to a shared tier.
//!
//! The versions of all that the part rests on are to be read *before* the part is, and memory must have come as far as they
//! have. What a part rests on is known only with its value. So the versions of what is known are read first; if the value
//! turns out to rest on more, those of the rest are read, and then the entry is looked at again: what memory has then is no
//! older than they are. What memory does not have cannot be proved.

use super::Observer;
use crate::cache::Cache;
use crate::invalidation::Cells;
use std::sync::Arc;

impl Observer {
    /// Reads the versions of what is known already: before the call looks at anything.
    pub(crate) async fn prepare(&self, cache: &Cache, entry: Option<Cells>) {
        let mut cells = self.noted();
        cells.extend(entry.iter().flat_map(Cells::iter).cloned());
        self.learn(cache, &cells).await;
    }

    /// Whether the versions of all that the answer rests on were read before it was. If they were not they are now, and the
    /// entry is to be looked at again.
    pub(crate) async fn is_proved(&self, cache: &Cache) -> bool {
        let cells = self.noted();
        !self.learn(cache, &cells).await
    }

    /// The answer cannot be proved.
    pub(crate) fn give_up(&self) {
        self.recording.give_up_versions();
    }

    /// Learns the versions of the names of `cells` that are not known. Returns whether there were any.
    async fn learn(&self, cache: &Cache, cells: &[Arc<crate::invalidation::Cell>]) -> bool {
        let Some(tier) = cache.tier() else {
            return false;
        };
        let names = cells.iter().map(|cell| tier.name_of(cell)).collect();
        let Some(unknown) = self.recording.unknown(names) else {
            return false;
        };
        if unknown.is_empty() {
            return false;
        }
        match tier.versions_as_heard(&unknown).await {
            Some(versions) => self.recording.learn(&unknown, &versions),
            None => self.give_up(),
        }
        true
    }
}
