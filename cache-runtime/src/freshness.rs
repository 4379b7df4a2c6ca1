//! What time makes of an entry: the only file that decides it. Pure functions of an entry, a policy, a moment and a
//! random draw; whoever asks does the acting.
//!
//! ```text
//!  stored_at ........ due ............ fresh_until ........ + stale_while_revalidate .... + stale_if_error
//!  | Fresh            | RefreshDue     | Stale              | Fallback                    | Expired
//!  | the answer       | the answer,    | the answer,        | a load; the answer          | a load
//!  |                  | and a refresh  | and a refresh      | if that fails               |
//! ```
//!
//! `due` is a fraction of the ttl (`refresh_ahead`), or drawn (`early`). After a refresh or a load that failed the entry is
//! left alone for a while: Fresh instead of `RefreshDue`, Held instead of Stale and Fallback. One that was expired by hand
//! is a Fallback at most.

use crate::clock::{Millis, NEVER};
use crate::policy::{Policy, Renewal};

/// The moments of one entry's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Life {
    pub(crate) stored_at: Millis,
    pub(crate) fresh_until: Millis,
    /// The ttl that it began with; hits may have moved `fresh_until` since.
    pub(crate) ttl: Millis,
    /// How long it is of some use after that.
    pub(crate) window: Millis,
    /// The end of this copy of it, whatever else is left of its life.
    pub(crate) copy_until: Millis,
    /// How long the load took, in microseconds.
    pub(crate) load_cost: u32,
    /// Expired by hand.
    pub(crate) marked: bool,
    /// Until then nobody is to ask its source.
    pub(crate) quiet_until: Millis,
    /// Its place among the values that were put for its key with an order; zero: none.
    pub(crate) rank: u64,
}

/// The place of a value that is put with this order. None is taken for what has no order.
pub(crate) fn rank(order: u64) -> u64 {
    order.saturating_add(1)
}

/// What an entry is worth at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Freshness {
    Fresh,
    /// Fresh, and to be refreshed.
    RefreshDue,
    /// Past its time, and an answer while it is refreshed.
    Stale,
    /// Past its time, and an answer: its source has failed a moment ago.
    Held,
    /// Past its time, and an answer only if a load fails.
    Fallback,
    Expired,
}

/// Hits that bring an entry half way to its longest life, and all of it (`adaptive_ttl`).
const POPULAR: u32 = 10;
const MOST_POPULAR: u32 = 100;
/// More than `-ln(U)` comes to for any U that can be drawn: the least is 2⁻⁵³.
const LONGEST_DRAW: f64 = 37.0;
/// Parts of a ttl, or of an interval, in each of which one hit is noted.
const GRANULES: Millis = 32;

impl Life {
    /// The life of an entry stored at `now`. `draw` is uniform in `0.0..1.0`.
    pub(crate) fn begin(now: Millis, ttl: Millis, jitter: f64, load_cost: u32, draw: f64) -> Self {
        let ttl = spread(ttl, jitter, draw);
        Self {
            stored_at: now,
            fresh_until: now.saturating_add(ttl),
            ttl,
            window: 0,
            copy_until: NEVER,
            load_cost,
            marked: false,
            quiet_until: 0,
            rank: 0,
        }
    }

    /// The moment from which it is of no use to anybody.
    pub(crate) fn retain_until(&self) -> Millis {
        self.fresh_until
            .saturating_add(self.window)
            .min(self.copy_until)
    }

    /// The end of its being fresh, as far as this copy of it goes.
    pub(crate) fn fresh_copy_until(&self) -> Millis {
        self.fresh_until.min(self.copy_until)
    }

    /// Whether it is past its time.
    pub(crate) fn is_stale(&self, now: Millis) -> bool {
        self.marked || now >= self.fresh_until
    }

    /// The first moment at which anything but "fresh" may be true, or a hit is to be noted: until then a hit compares one
    /// number.
    pub(crate) fn attention(&self, policy: &Policy, now: Millis, hits: u32) -> Millis {
        if self.is_stale(now) {
            return 0;
        }
        let due = self.due(policy).max(self.quiet_until);
        due.min(self.fresh_copy_until())
            .min(noting(self, policy, now, hits))
    }

    /// From when on hits may ask for a refresh.
    fn due(&self, policy: &Policy) -> Millis {
        if self.fresh_until == NEVER {
            return NEVER;
        }
        let drawn = policy
            .beta
            .map_or(NEVER, |beta| self.half().max(self.first_draw(beta)));
        let ahead = policy
            .refresh_ahead
            .map_or(NEVER, |fraction| self.at(fraction));
        drawn.min(ahead)
    }

    /// Early refreshes never happen in the first half of a life: a dear load and a short ttl would never rest.
    fn half(&self) -> Millis {
        self.stored_at + (self.fresh_until - self.stored_at) / 2
    }

    /// Before this moment no draw refreshes early, so none need be made.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a lead is positive, and one too long for a life begins with it"
    )]
    fn first_draw(&self, beta: f64) -> Millis {
        let longest_lead = (self.cost() * beta * LONGEST_DRAW).ceil() as Millis;
        self.fresh_until.saturating_sub(longest_lead)
    }

    /// How long the load took, in milliseconds.
    fn cost(&self) -> f64 {
        f64::from(self.load_cost) / 1000.0
    }

    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "milliseconds of a life fit into 52 bits, and the fraction is positive"
    )]
    fn at(&self, fraction: f64) -> Millis {
        self.stored_at + ((self.fresh_until - self.stored_at) as f64 * fraction).ceil() as Millis
    }
}

/// What `life` is worth `now`. `draw` is uniform in `0.0..1.0` and is asked only when chance decides.
pub(crate) fn of(
    life: &Life,
    policy: &Policy,
    now: Millis,
    draw: impl FnOnce() -> f64,
) -> Freshness {
    let within = |window: Millis| now < life.fresh_until.saturating_add(window);
    let quiet = now < life.quiet_until;
    if now >= life.retain_until() {
        return Freshness::Expired;
    }
    if !life.is_stale(now) {
        return if !quiet && is_due(life, policy, now, draw) {
            Freshness::RefreshDue
        } else {
            Freshness::Fresh
        };
    }
    if !life.marked && within(policy.stale_while_revalidate) {
        return if quiet {
            Freshness::Held
        } else {
            Freshness::Stale
        };
    }
    if within(policy.stale_if_error) && policy.stale_if_error > 0 {
        return if quiet {
            Freshness::Held
        } else {
            Freshness::Fallback
        };
    }
    Freshness::Expired
}

fn is_due(life: &Life, policy: &Policy, now: Millis, draw: impl FnOnce() -> f64) -> bool {
    let ahead = policy
        .refresh_ahead
        .is_some_and(|fraction| life.fresh_until != NEVER && now >= life.at(fraction));
    let drawn = |beta| now >= life.half() && drawn_early(life, beta, now, draw());
    ahead || policy.beta.is_some_and(drawn)
}

/// `XFetch` (Vattani et al., VLDB 2015): refresh when `now − δ·β·ln(U)` reaches the end, U uniform in (0, 1].
#[allow(
    clippy::cast_precision_loss,
    reason = "milliseconds of a life fit into 52 bits"
)]
fn drawn_early(life: &Life, beta: f64, now: Millis, draw: f64) -> bool {
    let cost = life.cost();
    let lead = -(1.0 - draw).ln() * cost * beta;
    cost > 0.0 && lead >= (life.fresh_until - now) as f64
}

/// Where a hit at `now` moves the end of a fresh entry, which has had so many `hits` by then.
pub(crate) fn renewed(life: &Life, policy: &Policy, now: Millis, hits: u32) -> Millis {
    let end = match policy.renewal {
        Renewal::Sliding { max_age } => now
            .saturating_add(life.ttl)
            .min(life.stored_at.saturating_add(max_age)),
        Renewal::Adaptive { max } if hits >= MOST_POPULAR => life.stored_at.saturating_add(max),
        Renewal::Adaptive { max } if hits >= POPULAR => life.stored_at.saturating_add(max / 2),
        Renewal::Never | Renewal::Adaptive { .. } => life.fresh_until,
    };
    end.max(life.fresh_until)
}

/// By how much the clocks of two processes may differ that both have compared theirs with the server's.
#[cfg(feature = "redis")]
const CLOCK_DIFFERENCE: Millis = 1_000;

/// Where another process has moved the end of an entry, if it says `end`: not further than a hit just now would. What no
/// hit can have said is not believed at all.
#[cfg(feature = "redis")]
pub(crate) fn renewed_elsewhere(life: &Life, policy: &Policy, now: Millis, end: Millis) -> Millis {
    let furthest = renewed(life, policy, now, MOST_POPULAR);
    if end > furthest.saturating_add(CLOCK_DIFFERENCE) {
        return life.fresh_until;
    }
    furthest.min(end).max(life.fresh_until)
}

/// Whether it is worth the while to tell others that a hit moves the end of an entry to `end`.
pub(crate) fn is_worth_telling(life: &Life, end: Millis) -> bool {
    end >= life
        .fresh_until
        .saturating_add((life.ttl / GRANULES).max(1))
}

/// When the next hit is to be noted.
fn noting(life: &Life, policy: &Policy, now: Millis, hits: u32) -> Millis {
    let granule = |time: Millis| now.saturating_add((time / GRANULES).max(1));
    let of_renewal = match policy.renewal {
        Renewal::Never => NEVER,
        Renewal::Sliding { .. } => granule(life.ttl),
        Renewal::Adaptive { .. } if hits >= MOST_POPULAR => NEVER,
        Renewal::Adaptive { .. } => 0,
    };
    // The first hit after each refresh at once: whoever asks only then would pass for nobody.
    let of_schedule = match policy.schedule {
        None => NEVER,
        Some(_) if hits == 0 => 0,
        Some(schedule) => granule(schedule.every),
    };
    of_renewal.min(of_schedule)
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
mod tests;
