//! Looks for a key by its text in every tier, for people.

use super::Cache;
use super::sites::same_region;
use crate::flight::block_on;
use crate::inspection::{Inspection, MemoryEntry, MemoryInspection};
use crate::region::AnyRegion;
use std::sync::Arc;

impl Cache {
    /// What the tiers hold under the text of a key: how old it is, how long it stays, what it rests on. Never the value.
    ///
    /// The text is that which the key displays, escaped (see [`escape`](crate::escape)). Loads nothing, takes no lease, and
    /// leaves no trace in counters or eviction; an entry that was invalidated and not swept yet is not shown.
    ///
    /// For people who look for a reason, not for programs: memory is searched by a look at every key of the templates that
    /// begin like the text, as [`invalidate`](Self::invalidate) does with a text. Redis is asked once for the entry and
    /// once for the versions of what it rests on, each within the cache's time limit for one operation.
    ///
    /// ```
    /// use cache_runtime::{EntryState, cached, testing};
    ///
    /// #[cached(key = "user:<id>", ttl = "1h", tags = ["users"])]
    /// fn get_user(id: u64) -> String {
    ///     format!("user {id}")
    /// }
    ///
    /// let (cache, clock) = testing::cache();
    /// let _entered = testing::enter(&cache);
    /// get_user(7);
    /// clock.advance(std::time::Duration::from_secs(60));
    ///
    /// let found = cache.inspect_blocking("user:7");
    /// let entry = &found.memory.entries[0];
    /// assert_eq!(entry.life.state, EntryState::Fresh);
    /// assert_eq!(entry.life.age.as_secs(), 60);
    /// assert_eq!(entry.rests_on.tags, ["users"]);
    /// assert!(!cache.inspect_blocking("user:8").is_somewhere());
    /// ```
    #[cfg_attr(
        not(feature = "redis"),
        allow(clippy::unused_async, reason = "only a shared tier is waited for")
    )]
    pub async fn inspect(&self, text: &str) -> Inspection {
        Inspection {
            key: text.to_owned(),
            memory: self.inspect_memory(text),
            #[cfg(feature = "redis")]
            shared: match self.tier() {
                Some(tier) => Some(tier.inspect(text).await),
                None => None,
            },
        }
    }

    /// The same for sync code.
    #[must_use]
    pub fn inspect_blocking(&self, text: &str) -> Inspection {
        block_on(self.inspect(text))
    }

    fn inspect_memory(&self, text: &str) -> MemoryInspection {
        let now = self.world().clock.now();
        let mut found = MemoryInspection::default();
        for (pattern, family) in self.inner.families_by_pattern() {
            for region in family.regions() {
                if !text.starts_with(region.prefix()) {
                    continue;
                }
                let (entries, loads) = region.inspect(&|key| region.text(key) == text);
                found.loads += loads;
                let entry = |seen| {
                    MemoryEntry::new(&pattern, self.inner.sites.functions_at(&region), seen, now)
                };
                found.entries.extend(entries.iter().map(entry));
            }
        }
        found
    }
}

impl super::sites::Sites {
    /// The paths of the functions whose entries a region holds.
    fn functions_at(&self, region: &Arc<dyn AnyRegion>) -> Vec<String> {
        let functions = self.functions();
        let here = functions
            .rows
            .values()
            .filter(|row| row.regions.iter().any(|other| same_region(other, region)));
        let mut names: Vec<String> = here.map(|row| row.function.name.clone()).collect();
        names.sort();
        names.dedup();
        names
    }
}
