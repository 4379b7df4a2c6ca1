//! What the memory tier holds for one key: the value and, beside it, all that a hit must compare.

use crate::clock::Millis;
use crate::freshness::Life;
use crate::invalidation::{Cells, Number};
use std::sync::atomic::{AtomicU64, Ordering};

/// One entry.
#[derive(Debug)]
pub(crate) struct Slot<V> {
    pub(crate) value: V,
    /// Before this moment a hit need not look at `life`.
    attention: AtomicU64,
    /// The latest invalidation up to which this entry is known to be valid.
    validated: AtomicU64,
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
            fresh_until: AtomicU64::new(life.fresh_until),
            stored_at: life.stored_at,
            retain_until: life.retain_until,
            load_cost: life.load_cost,
            weight,
            cells,
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
        Life {
            stored_at: self.stored_at,
            fresh_until: self.fresh_until.load(Ordering::Relaxed),
            retain_until: self.retain_until,
            load_cost: self.load_cost,
        }
    }

    pub(crate) fn weight(&self) -> u32 {
        self.weight
    }

    /// Whether nothing that this entry rests on was invalidated since it was last found valid; if so, notes that it is
    /// valid up to `number`.
    pub(crate) fn validate(&self, floor: Number, number: Number) -> bool {
        let validated = self.validated();
        let valid = validated >= floor && self.cells.unchanged_since(validated);
        if valid {
            self.validated.fetch_max(number, Ordering::Relaxed);
        }
        valid
    }

    /// Marks the entry stale from `now` on; it stays as a fallback.
    pub(crate) fn expire(&self, now: Millis) {
        self.fresh_until.fetch_min(now, Ordering::Relaxed);
        self.attention.store(0, Ordering::Relaxed);
    }
}

/// What a hit takes out of the table: everything but the cells, which only the entry in place needs.
impl<V: Clone> Clone for Slot<V> {
    #[inline]
    fn clone(&self) -> Self {
        Self {
            value: self.value.clone(),
            attention: AtomicU64::new(self.attention()),
            validated: AtomicU64::new(self.validated()),
            fresh_until: AtomicU64::new(self.fresh_until.load(Ordering::Relaxed)),
            stored_at: self.stored_at,
            retain_until: self.retain_until,
            load_cost: self.load_cost,
            weight: self.weight,
            cells: Cells::default(),
        }
    }
}
