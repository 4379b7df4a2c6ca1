//! What time makes of an entry: the only file that decides it. Pure functions of an entry, a policy, a moment and a
//! random draw; whoever asks does the acting.

use crate::clock::{Millis, NEVER};
use crate::policy::Policy;

/// The moments of one entry's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Life {
    pub(crate) stored_at: Millis,
    pub(crate) fresh_until: Millis,
    /// The end of its use as a fallback; after this it is gone.
    pub(crate) retain_until: Millis,
    /// How long the load took, in microseconds.
    pub(crate) load_cost: u32,
}

/// What an entry is worth at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Freshness {
    Fresh,
    /// Fresh, and this caller was drawn to refresh it.
    RefreshDue,
    /// Marked stale before its time was over: a fallback, not an answer.
    Stale,
    Expired,
}

impl Life {
    /// The life of an entry stored at `now`. `draw` is uniform in `0.0..1.0`.
    pub(crate) fn begin(now: Millis, ttl: Millis, jitter: f64, load_cost: u32, draw: f64) -> Self {
        let fresh_until = now.saturating_add(spread(ttl, jitter, draw));
        Self {
            stored_at: now,
            fresh_until,
            retain_until: fresh_until,
            load_cost,
        }
    }

    /// The first moment at which anything but "fresh" may be true: until then a hit compares one number.
    pub(crate) fn attention(&self, policy: &Policy) -> Millis {
        if policy.beta.is_some() && self.fresh_until != NEVER {
            self.half()
        } else {
            self.fresh_until
        }
    }

    /// Early refreshes never happen in the first half of a life: a dear load and a short ttl would never rest.
    fn half(&self) -> Millis {
        self.stored_at + (self.fresh_until - self.stored_at) / 2
    }
}

/// What `life` is worth `now`. `draw` is uniform in `0.0..1.0` and is asked only when chance decides.
pub(crate) fn of(
    life: &Life,
    policy: &Policy,
    now: Millis,
    draw: impl FnOnce() -> f64,
) -> Freshness {
    if now >= life.retain_until {
        return Freshness::Expired;
    }
    if now >= life.fresh_until {
        return Freshness::Stale;
    }
    match policy.beta {
        Some(beta) if now >= life.half() && drawn_early(life, beta, now, draw()) => {
            Freshness::RefreshDue
        }
        _ => Freshness::Fresh,
    }
}

/// `XFetch` (Vattani et al., VLDB 2015): refresh when `now − δ·β·ln(U)` reaches the end, U uniform in (0, 1].
#[allow(
    clippy::cast_precision_loss,
    reason = "milliseconds of a life fit into 52 bits"
)]
fn drawn_early(life: &Life, beta: f64, now: Millis, draw: f64) -> bool {
    let cost = f64::from(life.load_cost) / 1000.0;
    let lead = -(1.0 - draw).ln() * cost * beta;
    cost > 0.0 && lead >= (life.fresh_until - now) as f64
}

/// `ttl ± jitter · ttl`.
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a jittered ttl needs no more than 52 bits, and is positive"
)]
fn spread(ttl: Millis, jitter: f64, draw: f64) -> Millis {
    if ttl == NEVER || jitter == 0.0 {
        return ttl;
    }
    let factor = 1.0 + jitter * (2.0 * draw - 1.0);
    ((ttl as f64 * factor).round() as Millis).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn policy() -> Policy {
        Policy::new(Duration::from_secs(100))
    }

    fn life() -> Life {
        Life::begin(1_000, 100_000, 0.0, 500_000, 0.0)
    }

    #[test]
    fn an_entry_is_fresh_to_the_last_millisecond_of_its_ttl() {
        let at = |now| of(&life(), &policy(), now, || 0.0);
        assert_eq!(at(1_000), Freshness::Fresh);
        assert_eq!(at(100_999), Freshness::Fresh);
        assert_eq!(at(101_000), Freshness::Expired);
    }

    #[test]
    fn an_entry_marked_stale_stays_as_a_fallback_until_its_time_is_over() {
        let marked = Life {
            fresh_until: 5_000,
            ..life()
        };
        let at = |now| of(&marked, &policy(), now, || 0.0);
        assert_eq!(at(4_999), Freshness::Fresh);
        assert_eq!(at(5_000), Freshness::Stale);
        assert_eq!(at(100_999), Freshness::Stale);
        assert_eq!(at(101_000), Freshness::Expired);
    }

    #[test]
    fn jitter_spreads_both_ways_and_never_further() {
        assert_eq!(spread(1000, 0.1, 0.0), 900);
        assert_eq!(spread(1000, 0.1, 0.5), 1000);
        assert_eq!(spread(1000, 0.1, 0.999_999), 1100);
        assert_eq!(spread(1, 0.5, 0.0), 1);
        assert_eq!(spread(NEVER, 0.5, 0.0), NEVER);
    }

    #[test]
    fn early_refresh_follows_the_exponential_law() {
        // P(refresh | remaining τ) = e^(−τ/(βδ)); δ is 500 ms here.
        let early = policy().with_early_refresh(1.0);
        let mut random = fastrand::Rng::with_seed(7);
        for (remaining, expected) in [(125, 0.7788), (500, 0.3679), (1000, 0.1353), (2500, 0.0067)]
        {
            let now = 101_000 - remaining;
            let draws = 200_000;
            let due = (0..draws)
                .filter(|_| of(&life(), &early, now, || random.f64()) == Freshness::RefreshDue)
                .count();
            let share = f64::from(u32::try_from(due).unwrap()) / f64::from(draws);
            assert!(
                (share - expected).abs() < 0.005,
                "τ = {remaining}: {share} instead of {expected}"
            );
        }
    }

    #[test]
    fn early_refresh_spares_the_first_half_of_a_life() {
        let dear = Life {
            load_cost: u32::MAX,
            ..life()
        };
        let early = policy().with_early_refresh(10.0);
        assert_eq!(of(&dear, &early, 50_999, || 0.999), Freshness::Fresh);
        assert_eq!(of(&dear, &early, 51_000, || 0.999), Freshness::RefreshDue);
        assert_eq!(dear.attention(&early), 51_000);
    }
}
