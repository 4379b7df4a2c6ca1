//! When an entry was stored and what its load has cost, in one word: enough for all but the oldest caches and the longest
//! loads.

use crate::clock::{Millis, NEVER};
use crate::freshness::Life;

/// The beginning of an entry that has nothing but its time to live by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Past(u64);

/// Microseconds of a load of up to four seconds; beside them lie the milliseconds of 139 years.
const COST_BITS: u32 = 22;

impl Past {
    /// Of what has none, or has it elsewhere.
    pub(super) const NONE: Self = Self(u64::MAX);

    /// `None`, if it does not fit.
    pub(super) fn of(life: &Life) -> Option<Self> {
        let fits = life.load_cost >> COST_BITS == 0 && life.stored_at >> (64 - COST_BITS) == 0;
        let past = Self(life.stored_at << COST_BITS | u64::from(life.load_cost));
        (fits && past != Self::NONE).then_some(past)
    }

    /// The life that ends at `fresh_until`.
    pub(super) fn life(self, fresh_until: Millis) -> Life {
        debug_assert_ne!(self, Self::NONE, "a copy is not asked for its life");
        let stored_at = self.0 >> COST_BITS;
        #[allow(clippy::cast_possible_truncation, reason = "the lowest 22 bits")]
        let load_cost = self.0 as u32 & ((1 << COST_BITS) - 1);
        Life {
            stored_at,
            fresh_until,
            ttl: fresh_until.saturating_sub(stored_at),
            window: 0,
            copy_until: NEVER,
            load_cost,
            marked: false,
            quiet_until: 0,
            rank: 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn beginning(stored_at: Millis, load_cost: u32) -> Option<(Millis, u32)> {
        let life = Life::begin(stored_at, 1_000, 0.0, load_cost, 0.0);
        let life = Past::of(&life)?.life(life.fresh_until);
        Some((life.stored_at, life.load_cost))
    }

    #[test]
    fn what_fits_is_kept_exactly() {
        for stored_at in [0, 1, 77_777, (1 << 42) - 1] {
            for load_cost in [0, 1, 4_000_000] {
                assert_eq!(
                    beginning(stored_at, load_cost),
                    Some((stored_at, load_cost))
                );
            }
        }
    }

    #[test]
    fn what_does_not_fit_is_not_cut_off() {
        assert_eq!(beginning(0, 1 << 22), None);
        assert_eq!(beginning(1 << 42, 0), None);
    }
}
