//! What the memory tier holds for one key: the value and, beside it, what a hit must compare; the rest lies apart.

use crate::clock::Millis;
use crate::freshness::{self, Life};
use crate::invalidation::{Cells, Number};
use crate::policy::Policy;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

/// One entry.
///
/// A look-up copies the slot out of the table, so it is kept small: the facts that few look-ups ask for are boxed, and
/// stay in the table.
#[derive(Debug)]
pub(crate) struct Slot<V> {
    pub(crate) value: V,
    /// Before this moment a hit need not look at `life`.
    attention: AtomicU64,
    /// The latest invalidation up to which this entry is known to be valid.
    validated: AtomicU64,
    facts: Option<Box<Facts>>,
}

#[derive(Debug)]
struct Facts {
    fresh_until: AtomicU64,
    copy_until: AtomicU64,
    stored_at: Millis,
    /// How long the load took; the highest bit says that it was expired by hand. An entry is not to grow by a byte for
    /// the sake of `rank`.
    cost_and_mark: AtomicU32,
    weight: u32,
    rank: u64,
    cells: Cells,
    lasting: Option<Box<Lasting>>,
}

/// Half an hour of loading is told from no more.
const MARK: u32 = 1 << 31;

/// What is known of an entry that has more than a ttl to live by.
#[derive(Debug)]
struct Lasting {
    ttl: Millis,
    window: Millis,
    quiet_until: AtomicU64,
    hits: AtomicU32,
    /// When a hit was last noted; zero, if none was.
    asked_at: AtomicU64,
}

impl<V> Slot<V> {
    /// `policy` is that of the function which stores the value.
    pub(crate) fn new(
        value: V,
        life: &Life,
        policy: &Policy,
        begun: Number,
        weight: u32,
        cells: Cells,
    ) -> Self {
        let lasting = (!policy.is_plain()).then(|| {
            Box::new(Lasting {
                ttl: life.ttl,
                window: life.window,
                quiet_until: AtomicU64::new(life.quiet_until),
                hits: AtomicU32::new(0),
                asked_at: AtomicU64::new(0),
            })
        });
        Self {
            value,
            attention: AtomicU64::new(life.attention(policy, life.stored_at, 0)),
            validated: AtomicU64::new(begun),
            facts: Some(Box::new(Facts {
                fresh_until: AtomicU64::new(life.fresh_until),
                copy_until: AtomicU64::new(life.copy_until),
                stored_at: life.stored_at,
                cost_and_mark: AtomicU32::new(cost_and_mark(life)),
                weight,
                rank: life.rank,
                cells,
                lasting,
            })),
        }
    }

    #[inline]
    pub(crate) fn attention(&self) -> Millis {
        self.attention.load(Ordering::Relaxed)
    }

    #[inline]
    pub(crate) fn validated(&self) -> Number {
        self.validated.load(Ordering::Relaxed)
    }

    pub(crate) fn life(&self) -> Life {
        let facts = self.facts();
        let fresh_until = facts.fresh_until.load(Ordering::Relaxed);
        let lasting = facts.lasting.as_deref();
        let cost_and_mark = facts.cost_and_mark.load(Ordering::Relaxed);
        Life {
            stored_at: facts.stored_at,
            fresh_until,
            ttl: lasting.map_or_else(|| fresh_until - facts.stored_at, |lasting| lasting.ttl),
            window: lasting.map_or(0, |lasting| lasting.window),
            copy_until: facts.copy_until.load(Ordering::Relaxed),
            load_cost: cost_and_mark & !MARK,
            marked: cost_and_mark & MARK != 0,
            quiet_until: lasting.map_or(0, |lasting| lasting.quiet_until.load(Ordering::Relaxed)),
            rank: facts.rank,
        }
    }

    pub(crate) fn cells(&self) -> &Cells {
        &self.facts().cells
    }

    pub(crate) fn rank(&self) -> u64 {
        self.facts().rank
    }

    pub(crate) fn weight(&self) -> u32 {
        self.facts().weight
    }

    /// Whether nothing that this entry rests on was invalidated since it was last found valid; if so, notes that it is
    /// valid up to `number`.
    pub(crate) fn validate(&self, floor: Number, number: Number) -> bool {
        let validated = self.validated();
        let valid = validated >= floor && self.facts().cells.unchanged_since(validated);
        if valid {
            self.validated.fetch_max(number, Ordering::Relaxed);
        }
        valid
    }

    /// Expires the entry by hand; it stays as a fallback. Its source is asked by the next call, also where it has just
    /// failed: what it had then is not what somebody knows to be out of date now.
    pub(crate) fn expire(&self) {
        self.facts().cost_and_mark.fetch_or(MARK, Ordering::Relaxed);
        if let Some(lasting) = self.facts().lasting.as_deref() {
            lasting.quiet_until.store(0, Ordering::Relaxed);
        }
        self.attention.store(0, Ordering::Relaxed);
    }

    /// Lets the entry be of use until `end` at the latest.
    pub(crate) fn shorten(&self, end: Millis) {
        self.facts().copy_until.fetch_min(end, Ordering::Relaxed);
        self.attention.fetch_min(end, Ordering::Relaxed);
    }

    /// Leaves its source alone until then.
    pub(crate) fn quieten(&self, until: Millis, policy: &Policy, now: Millis) {
        if let Some(lasting) = self.facts().lasting.as_deref() {
            lasting.quiet_until.store(until, Ordering::Relaxed);
            self.heed(policy, now, lasting);
        }
    }

    /// Notes a hit, where the policy goes by them. Returns the new end of its being fresh, if that moved.
    pub(crate) fn note_hit(&self, policy: &Policy, now: Millis) -> Option<Millis> {
        let lasting = self.facts().lasting.as_deref()?;
        let life = self.life();
        if life.is_stale(now) {
            return None;
        }
        let hits = lasting.hits.load(Ordering::Relaxed).saturating_add(1);
        lasting.hits.store(hits, Ordering::Relaxed);
        lasting.asked_at.store(now, Ordering::Relaxed);
        let end = freshness::renewed(&life, policy, now, hits);
        self.facts().fresh_until.store(end, Ordering::Relaxed);
        self.heed(policy, now, lasting);
        (end > life.fresh_until).then_some(end)
    }

    /// When somebody last asked for it, as far as that is noted.
    pub(crate) fn asked_at(&self) -> Millis {
        let lasting = self.facts().lasting.as_deref();
        lasting.map_or(0, |lasting| lasting.asked_at.load(Ordering::Relaxed))
    }

    fn heed(&self, policy: &Policy, now: Millis, lasting: &Lasting) {
        let hits = lasting.hits.load(Ordering::Relaxed);
        let attention = self.life().attention(policy, now, hits);
        self.attention.store(attention, Ordering::Relaxed);
    }

    fn facts(&self) -> &Facts {
        self.facts
            .as_deref()
            .expect("only a copy lacks the facts, and copies are read by `hit` alone")
    }
}

fn cost_and_mark(life: &Life) -> u32 {
    life.load_cost.min(!MARK) | if life.marked { MARK } else { 0 }
}

/// What a look-up takes out of the table: enough for a hit, and nothing else. See [`Store`](super::Store).
impl<V: Clone> Clone for Slot<V> {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            value: self.value.clone(),
            attention: AtomicU64::new(self.attention()),
            validated: AtomicU64::new(self.validated()),
            facts: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::freshness::Freshness;
    use std::time::Duration;

    #[test]
    fn an_order_takes_no_room_in_an_entry_without_one() {
        assert_eq!(size_of::<super::Facts>(), 64);
    }

    #[test]
    fn the_mark_leaves_the_cost_of_the_load_as_it_is() {
        for load_cost in [0, 1, u32::MAX >> 1] {
            let life = Life {
                load_cost,
                ..Life::begin(0, 1_000, 0.0, 0, 0.0)
            };
            let policy = Policy::new(Duration::from_secs(1));
            let slot = Slot::new((), &life, &policy, 0, 0, Cells::default());
            assert_eq!(
                (slot.life().load_cost, slot.life().marked),
                (load_cost, false)
            );
            slot.expire();
            assert_eq!(
                (slot.life().load_cost, slot.life().marked),
                (load_cost, true)
            );
        }
    }

    #[test]
    fn what_is_expired_by_hand_is_loaded_again_although_its_source_has_failed_just_now() {
        let policy = Policy::new(Duration::from_secs(100))
            .with_stale_if_error(Duration::from_secs(100))
            .with_refresh_ahead(0.5);
        let life = Life {
            window: policy.window(),
            ..Life::begin(1_000, 100_000, 0.0, 0, 0.0)
        };
        let slot = Slot::new((), &life, &policy, 0, 0, Cells::default());
        let worth = |now| freshness::of(&slot.life(), &policy, now, || 0.0);
        slot.quieten(90_000, &policy, 60_000);
        assert_eq!(worth(60_000), Freshness::Fresh, "the source is left alone");
        slot.expire();
        assert_eq!(worth(60_000), Freshness::Fallback, "the next call loads");
        slot.quieten(90_000, &policy, 60_000);
        assert_eq!(worth(60_000), Freshness::Held, "that load has failed too");
    }
}
