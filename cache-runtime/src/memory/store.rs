//! The table of one region: `quick_cache` with our slots, weights and eviction counters.

use super::Slot;
use crate::key::EncodedKey;
use quick_cache::sync::Cache;
use quick_cache::{Lifecycle, OptionsBuilder, Weighter};
use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// The bound of one region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    Entries(u64),
    Bytes(u64),
}

/// Bytes that an entry costs beside its value: the slot's own fields, the key, and `quick_cache`'s share.
const ENTRY_OVERHEAD: usize = 120;
/// Entries that a region bounded in bytes is laid out for.
const ASSUMED_ENTRY: u64 = 512;
/// Entries of one shard of a large region: what looks through a shard, or moves it to where there is more room, holds up for
/// as long the hits that go there.
const SHARD: u64 = 16_384;
/// Shards for each processor, where a region does not need more: what `quick_cache` takes.
const FEW_SHARDS: u64 = 4;
/// More than fit into any memory: a bound that is none does not make shards without end.
const MOST_ENTRIES: u64 = 1 << 27;
/// Of the room, what is kept for entries that were asked for again; the rest is for new ones. By the traces that the
/// benchmark `ratio` plays.
const HOT: f64 = 0.9;
/// Keys that left are remembered, as many as there are entries: what comes back soon is kept longer. With fewer, a region
/// follows new favourites late.
const GHOSTS: f64 = 1.0;

/// What the table itself counts.
#[derive(Debug, Default)]
pub(crate) struct StoreCounters {
    pub(crate) evicted: AtomicU64,
    /// Entries heavier than the whole region, or than a shard of it.
    pub(crate) too_heavy: AtomicU64,
    pub(crate) expired: AtomicU64,
}

#[derive(Debug)]
pub(crate) struct Store<V: Clone> {
    cache: Cache<EncodedKey, Slot<V>, SlotWeight, foldhash::fast::RandomState, Evictions>,
    bound: Bound,
    /// Whether anything was ever stored. The regions of functions that keep nothing in memory are looked at all the same.
    used: AtomicBool,
    counters: Arc<StoreCounters>,
}

/// Entries that left the table, to be dropped after its lock is released: a value's `Drop` is the user's code.
pub(crate) type Leaving<V> = Vec<Leaver<V>>;

/// One of them.
pub(crate) type Leaver<V> = (EncodedKey, Slot<V>);

impl<V: Clone> Store<V> {
    pub(crate) fn new(bound: Bound) -> Self {
        let counters = Arc::new(StoreCounters::default());
        let (items, weight) = match bound {
            Bound::Entries(entries) => (entries, entries),
            Bound::Bytes(bytes) => ((bytes / ASSUMED_ENTRY).max(1), bytes),
        };
        let mut options = OptionsBuilder::new();
        options
            .estimated_items_capacity(usize::try_from(items).unwrap_or(usize::MAX))
            .weight_capacity(weight)
            .hot_allocation(HOT)
            .ghost_allocation(GHOSTS);
        if let Some(shards) = shards(bound, processors) {
            options.shards(shards);
        }
        let options = options.build().expect("both capacities are set");
        let evictions = Evictions {
            counters: counters.clone(),
        };
        let cache = Cache::with_options(
            options,
            SlotWeight,
            foldhash::fast::RandomState::default(),
            evictions,
        );
        Self {
            cache,
            bound,
            used: AtomicBool::new(false),
            counters,
        }
    }

    /// The parts of an entry that a hit needs.
    #[inline]
    pub(crate) fn get(&self, key: &EncodedKey) -> Option<Slot<V>> {
        // Relaxed: who has to see an entry was told of it by a lock, after the flag was set.
        if !self.used.load(Ordering::Relaxed) {
            return None;
        }
        self.cache.get(key)
    }

    /// The same, without keeping the entry away from eviction.
    pub(crate) fn peek(&self, key: &EncodedKey) -> Option<Slot<V>> {
        self.cache.peek(key)
    }

    /// Looks at the entry in place, alone.
    pub(crate) fn visit<R>(&self, key: &EncodedKey, look: impl FnOnce(&Slot<V>) -> R) -> Option<R> {
        let mut seen = None;
        let left = self.remove_if(key, |slot| {
            seen = Some(look(slot));
            false
        });
        debug_assert!(left.is_none(), "an entry that is only looked at stays");
        seen
    }

    /// The same, and removes it if `leave` says so.
    pub(crate) fn remove_if(
        &self,
        key: &EncodedKey,
        leave: impl FnOnce(&Slot<V>) -> bool,
    ) -> Option<Leaver<V>> {
        self.cache.remove_if(key, leave)
    }

    pub(crate) fn remove(&self, key: &EncodedKey) -> Option<Leaver<V>> {
        self.cache.remove(key)
    }

    /// Stores an entry, unless it is too heavy; what had to leave for it is added to `leaving`.
    pub(crate) fn insert(&self, key: EncodedKey, slot: Slot<V>, leaving: &mut Leaving<V>) {
        if u64::from(slot.weight()) > self.cache.shard_capacity() {
            self.counters.too_heavy.fetch_add(1, Ordering::Relaxed);
            leaving.extend(self.cache.remove(&key));
            leaving.push((key, slot));
            return;
        }
        self.used.store(true, Ordering::Relaxed);
        self.cache.insert_with_lifecycle(key, slot, leaving);
    }

    /// The weight of an entry within this bound.
    pub(crate) fn weight(&self, key: &EncodedKey, value_bytes: Option<usize>) -> u32 {
        match self.bound {
            Bound::Entries(_) => 1,
            Bound::Bytes(_) => {
                let bytes =
                    value_bytes.unwrap_or(size_of::<V>()) + key.heap_bytes() + ENTRY_OVERHEAD;
                u32::try_from(bytes).unwrap_or(u32::MAX)
            }
        }
    }

    /// Removes all entries that `keep` does not want; returns how many.
    ///
    /// The table is only looked through under its locks; entries leave it one by one, to be dropped outside.
    pub(crate) fn retain(&self, keep: impl Fn(&EncodedKey, &Slot<V>) -> bool) -> usize {
        let unwanted = RefCell::new(Vec::new());
        self.cache.retain(|key, slot| {
            if !keep(key, slot) {
                unwanted.borrow_mut().push(key.clone());
            }
            true
        });
        let unwanted = unwanted.into_inner();
        let removed = |key: &EncodedKey| self.remove_if(key, |slot| !keep(key, slot)).is_some();
        unwanted.iter().filter(|key| removed(key)).count()
    }

    /// The keys that `chosen` picks.
    pub(crate) fn keys_where(&self, chosen: &dyn Fn(&EncodedKey) -> bool) -> Vec<EncodedKey> {
        let picked = RefCell::new(Vec::new());
        self.cache.retain(|key, _| {
            if chosen(key) {
                picked.borrow_mut().push(key.clone());
            }
            true
        });
        picked.into_inner()
    }

    pub(crate) fn clear(&self) {
        // One by one: each is dropped after the lock is released.
        self.cache.drain().for_each(drop);
    }

    pub(crate) fn len(&self) -> usize {
        self.cache.len()
    }

    /// Bytes by the weights of the entries, if the region is bounded in bytes.
    pub(crate) fn bytes(&self) -> Option<u64> {
        matches!(self.bound, Bound::Bytes(_)).then(|| self.cache.weight())
    }

    /// The weight of all entries, as a share of the bound.
    #[allow(
        clippy::cast_precision_loss,
        reason = "a share needs no more than 52 bits"
    )]
    pub(crate) fn fullness(&self) -> f64 {
        let (Bound::Entries(bound) | Bound::Bytes(bound)) = self.bound;
        self.cache.weight() as f64 / bound.max(1) as f64
    }

    pub(crate) fn counters(&self) -> &StoreCounters {
        &self.counters
    }
}

/// How many shards a region has that is too large for as many as it would have by the number of processors.
///
/// A region that is bounded in bytes is never too large: no entry may be heavier than a shard.
fn shards(bound: Bound, processors: impl FnOnce() -> u64) -> Option<usize> {
    let Bound::Entries(entries) = bound else {
        return None;
    };
    let shards = entries.min(MOST_ENTRIES) / SHARD;
    let few = shards <= FEW_SHARDS || shards <= FEW_SHARDS * processors();
    usize::try_from(shards).ok().filter(|_| !few)
}

fn processors() -> u64 {
    std::thread::available_parallelism().map_or(1, |processors| processors.get() as u64)
}

/// The weight that was computed when the entry was stored: `quick_cache` asks for it again and again.
#[derive(Debug, Clone)]
struct SlotWeight;

impl<V> Weighter<EncodedKey, Slot<V>> for SlotWeight {
    fn weight(&self, _: &EncodedKey, slot: &Slot<V>) -> u64 {
        u64::from(slot.weight())
    }
}

#[derive(Debug, Clone)]
struct Evictions {
    counters: Arc<StoreCounters>,
}

impl<V> Lifecycle<EncodedKey, Slot<V>> for Evictions {
    type RequestState = Leaving<V>;

    fn before_evict(&self, _: &mut Self::RequestState, _: &EncodedKey, _: &mut Slot<V>) {
        self.counters.evicted.fetch_add(1, Ordering::Relaxed);
    }

    /// Also what was replaced by a newer value comes here.
    fn on_evict(&self, leaving: &mut Self::RequestState, key: EncodedKey, slot: Slot<V>) {
        leaving.push((key, slot));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_large_region_has_more_shards_than_the_processors_ask_for() {
        let of = |entries| shards(Bound::Entries(entries), || 2);
        assert_eq!(of(10_000), None);
        assert_eq!(of(8 * SHARD), None);
        assert_eq!(of(64 * SHARD), Some(64));
        assert_eq!(of(u64::MAX), Some(8_192));
        assert_eq!(shards(Bound::Bytes(1 << 40), || 2), None);
    }
}
