//! What the memory tier holds for one key: the value and, beside it, what a hit must compare; the rest lies apart.

use super::past::Past;
use crate::clock::{Millis, NEVER};
use crate::freshness::{self, Life};
use crate::invalidation::{Cells, Number};
use crate::policy::Policy;
use std::sync::atomic::{AtomicI64, AtomicU32, AtomicU64, Ordering};

/// One entry.
///
/// A look-up copies the slot out of the table, and a full table holds many, so it is kept small. An entry that has nothing
/// but its time to live by is told by `attention`, which is the end of that, and by `past`; all others have their facts in a
/// box, which stays in the table.
#[derive(Debug)]
pub(crate) struct Slot<V> {
    pub(crate) value: V,
    /// Before this moment a hit need not look at anything else. Negative: expired by hand, and the rest of it is still the
    /// end.
    attention: AtomicI64,
    /// The latest invalidation up to which this entry is known to be valid.
    validated: AtomicU64,
    /// Where there are no facts.
    past: Past,
    facts: Option<Box<Facts>>,
}

/// In `attention`.
const EXPIRED: i64 = i64::MIN;

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
        let attention = life.attention(policy, life.stored_at, 0);
        let tells_all = policy.is_plain()
            && attention == life.fresh_until
            && (life.copy_until, life.rank, weight) == (NEVER, 0, 1)
            && cells.is_empty();
        let past = Past::of(life).filter(|_| tells_all);
        Self {
            value,
            attention: AtomicI64::new(moment(attention)),
            validated: AtomicU64::new(begun),
            past: past.unwrap_or(Past::NONE),
            facts: past
                .is_none()
                .then(|| Box::new(Facts::new(life, policy, weight, cells))),
        }
    }

    /// Whether nothing is due yet.
    #[inline]
    pub(crate) fn is_calm(&self, now: Millis) -> bool {
        now.cast_signed() < self.attention.load(Ordering::Relaxed)
    }

    #[inline]
    pub(crate) fn validated(&self) -> Number {
        self.validated.load(Ordering::Relaxed)
    }

    pub(crate) fn life(&self) -> Life {
        let attention = self.attention.load(Ordering::Relaxed);
        match &self.facts {
            Some(facts) => facts.life(),
            None => Life {
                marked: attention < 0,
                ..self.past.life(millis(attention & !EXPIRED))
            },
        }
    }

    /// What it rests on.
    pub(crate) fn cells(&self) -> Cells {
        let cells = self.facts.as_ref().map(|facts| facts.cells.clone());
        cells.unwrap_or_default()
    }

    pub(crate) fn rank(&self) -> u64 {
        self.facts.as_ref().map_or(0, |facts| facts.rank)
    }

    pub(crate) fn weight(&self) -> u32 {
        self.facts.as_ref().map_or(1, |facts| facts.weight)
    }

    /// Whether nothing that this entry rests on was invalidated since it was last found valid; if so, notes that it is
    /// valid up to `number`.
    pub(crate) fn validate(&self, floor: Number, number: Number) -> bool {
        let validated = self.validated();
        let rests_well = |facts: &Facts| facts.cells.unchanged_since(validated);
        let valid = validated >= floor && self.facts.as_deref().is_none_or(rests_well);
        if valid {
            self.validated.fetch_max(number, Ordering::Relaxed);
        }
        valid
    }

    /// Expires the entry by hand; it stays as a fallback. Its source is asked by the next call, also where it has just
    /// failed: what it had then is not what somebody knows to be out of date now.
    pub(crate) fn expire(&self) {
        let Some(facts) = &self.facts else {
            self.attention.fetch_or(EXPIRED, Ordering::Relaxed);
            return;
        };
        facts.cost_and_mark.fetch_or(MARK, Ordering::Relaxed);
        if let Some(lasting) = facts.lasting.as_deref() {
            lasting.quiet_until.store(0, Ordering::Relaxed);
        }
        self.attention.store(0, Ordering::Relaxed);
    }

    /// Lets the entry be of use until `end` at the latest.
    pub(crate) fn shorten(&self, end: Millis) {
        let end = moment(end);
        if let Some(facts) = &self.facts {
            facts.copy_until.fetch_min(millis(end), Ordering::Relaxed);
            self.attention.fetch_min(end, Ordering::Relaxed);
            return;
        }
        let shorter = |old: i64| Some((old & !EXPIRED).min(end) | (old & EXPIRED));
        // Never refuses: there is always an answer.
        let _ = self
            .attention
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, shorter);
    }

    /// Leaves its source alone until then.
    pub(crate) fn quieten(&self, until: Millis, policy: &Policy, now: Millis) {
        if let Some(lasting) = self.lasting() {
            lasting.quiet_until.store(until, Ordering::Relaxed);
            self.heed(policy, now, lasting);
        }
    }

    /// Notes a hit, where the policy goes by them. Returns the new end of its being fresh, if that moved.
    pub(crate) fn note_hit(&self, policy: &Policy, now: Millis) -> Option<Millis> {
        let facts = self.facts.as_ref()?;
        let lasting = facts.lasting.as_deref()?;
        let life = facts.life();
        if life.is_stale(now) {
            return None;
        }
        let hits = lasting.hits.load(Ordering::Relaxed).saturating_add(1);
        lasting.hits.store(hits, Ordering::Relaxed);
        lasting.asked_at.store(now, Ordering::Relaxed);
        let end = freshness::renewed(&life, policy, now, hits);
        facts.fresh_until.store(end, Ordering::Relaxed);
        self.heed(policy, now, lasting);
        (end > life.fresh_until).then_some(end)
    }

    /// When somebody last asked for it, as far as that is noted.
    pub(crate) fn asked_at(&self) -> Millis {
        let lasting = self.lasting();
        lasting.map_or(0, |lasting| lasting.asked_at.load(Ordering::Relaxed))
    }

    fn heed(&self, policy: &Policy, now: Millis, lasting: &Lasting) {
        let hits = lasting.hits.load(Ordering::Relaxed);
        let attention = self.life().attention(policy, now, hits);
        self.attention.store(moment(attention), Ordering::Relaxed);
    }

    fn lasting(&self) -> Option<&Lasting> {
        self.facts.as_ref()?.lasting.as_deref()
    }
}

impl Facts {
    fn new(life: &Life, policy: &Policy, weight: u32, cells: Cells) -> Self {
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
            fresh_until: AtomicU64::new(life.fresh_until),
            copy_until: AtomicU64::new(life.copy_until),
            stored_at: life.stored_at,
            cost_and_mark: AtomicU32::new(cost_and_mark(life)),
            weight,
            rank: life.rank,
            cells,
            lasting,
        }
    }

    fn life(&self) -> Life {
        let fresh_until = self.fresh_until.load(Ordering::Relaxed);
        let lasting = self.lasting.as_deref();
        let cost_and_mark = self.cost_and_mark.load(Ordering::Relaxed);
        Life {
            stored_at: self.stored_at,
            fresh_until,
            ttl: lasting.map_or_else(|| fresh_until - self.stored_at, |lasting| lasting.ttl),
            window: lasting.map_or(0, |lasting| lasting.window),
            copy_until: self.copy_until.load(Ordering::Relaxed),
            load_cost: cost_and_mark & !MARK,
            marked: cost_and_mark & MARK != 0,
            quiet_until: lasting.map_or(0, |lasting| lasting.quiet_until.load(Ordering::Relaxed)),
            rank: self.rank,
        }
    }
}

/// A moment as `attention` has it: what lies too far off for that is never.
fn moment(millis: Millis) -> i64 {
    i64::try_from(millis).unwrap_or(i64::MAX)
}

/// A moment, back from there.
fn millis(moment: i64) -> Millis {
    if moment == i64::MAX {
        NEVER
    } else {
        moment.cast_unsigned()
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
            attention: AtomicI64::new(self.attention.load(Ordering::Relaxed)),
            validated: AtomicU64::new(self.validated()),
            past: Past::NONE,
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
    fn a_plain_entry_is_five_words_and_needs_no_box() {
        assert_eq!(size_of::<Slot<u64>>(), 40);
        let policy = Policy::new(Duration::from_secs(1));
        let facts =
            |life: &Life, weight| Slot::new((), life, &policy, 0, weight, Cells::default()).facts;
        let life = Life::begin(5, 1_000, 0.0, 7, 0.0);
        assert!(facts(&life, 1).is_none());
        assert!(facts(&life, 2).is_some(), "its weight is to be known");
        let copy_until = 900;
        assert!(facts(&Life { copy_until, ..life }, 1).is_some());
        assert!(facts(&Life { rank: 1, ..life }, 1).is_some());
    }

    #[test]
    fn a_plain_entry_has_the_life_that_it_was_given() {
        for ttl in [1, 1_000, NEVER] {
            let life = Life::begin(5, ttl, 0.0, 7, 0.0);
            let policy = Policy::forever();
            let slot = Slot::new((), &life, &policy, 0, 1, Cells::default());
            let stored = Life {
                ttl: life.fresh_until - life.stored_at,
                ..life
            };
            assert!(slot.facts.is_none());
            assert_eq!(slot.life(), stored);
            slot.expire();
            assert_eq!(
                slot.life(),
                Life {
                    marked: true,
                    ..stored
                }
            );
            assert!(!slot.is_calm(0));
        }
    }

    #[test]
    fn a_plain_entry_ends_where_its_copy_is_cut_short() {
        let life = Life::begin(5, 1_000, 0.0, 7, 0.0);
        let policy = Policy::forever();
        let slot = Slot::new((), &life, &policy, 0, 1, Cells::default());
        slot.shorten(2_000);
        assert_eq!(slot.life().retain_until(), 1_005);
        slot.expire();
        slot.shorten(500);
        assert_eq!(slot.life().retain_until(), 500);
        assert!(slot.life().marked);
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
