//! What the memory tier holds for one key: the value and, beside it, what a hit must compare; the rest lies apart.

use crate::clock::Millis;
use crate::freshness::Life;
use crate::invalidation::{Cells, Number};
use std::sync::atomic::{AtomicU64, Ordering};

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
    stored_at: Millis,
    retain_until: Millis,
    load_cost: u32,
    weight: u32,
    cells: Cells,
}

impl<V> Slot<V> {
    pub(crate) fn new(
        value: V,
        life: &Life,
        attention: Millis,
        begun: Number,
        weight: u32,
        cells: Cells,
    ) -> Self {
        Self {
            value,
            attention: AtomicU64::new(attention),
            validated: AtomicU64::new(begun),
            facts: Some(Box::new(Facts {
                fresh_until: AtomicU64::new(life.fresh_until),
                stored_at: life.stored_at,
                retain_until: life.retain_until,
                load_cost: life.load_cost,
                weight,
                cells,
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
        Life {
            stored_at: facts.stored_at,
            fresh_until: facts.fresh_until.load(Ordering::Relaxed),
            retain_until: facts.retain_until,
            load_cost: facts.load_cost,
        }
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

    /// Marks the entry stale from `now` on; it stays as a fallback.
    pub(crate) fn expire(&self, now: Millis) {
        self.facts().fresh_until.fetch_min(now, Ordering::Relaxed);
        self.attention.store(0, Ordering::Relaxed);
    }

    /// Lets the entry be an answer until `end` at the latest.
    pub(crate) fn shorten(&self, end: Millis) {
        self.facts().fresh_until.fetch_min(end, Ordering::Relaxed);
        self.attention.fetch_min(end, Ordering::Relaxed);
    }

    fn facts(&self) -> &Facts {
        self.facts
            .as_deref()
            .expect("only a copy lacks the facts, and copies are read by `hit` alone")
    }
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
