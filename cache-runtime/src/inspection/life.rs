//! How old an entry is and how long it will be of use, as people are told.

use crate::clock::{Millis, NEVER};
use crate::freshness::Life;
#[cfg(feature = "serde")]
use crate::metrics::seconds::{seconds, seconds_if_any};
use std::time::Duration;

/// What time has made of an entry, and how long that lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct EntryLife {
    /// What the entry is worth now.
    pub state: EntryState,
    /// How long ago it was stored.
    #[cfg_attr(feature = "serde", serde(serialize_with = "seconds"))]
    pub age: Duration,
    /// For how long it is fresh still; zero, if it is not; `None`, if it never goes stale.
    #[cfg_attr(feature = "serde", serde(serialize_with = "seconds_if_any"))]
    pub remaining: Option<Duration>,
    /// For how long after that it may be an answer still (`stale_while_revalidate`, `stale_if_error`); zero: it may not.
    #[cfg_attr(feature = "serde", serde(serialize_with = "seconds"))]
    pub stale_window: Duration,
    /// How long its load took.
    #[cfg_attr(feature = "serde", serde(serialize_with = "seconds"))]
    pub load_time: Duration,
}

/// What an entry is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum EntryState {
    /// It is the answer.
    Fresh,
    /// It is past its time, and kept for a call that finds nothing better: as long as its window lasts.
    Stale,
    /// It was marked stale by hand (`expire_*`): the next call loads.
    Expired,
    /// It is past its time and of no use to anybody; Redis has not dropped it yet.
    Over,
    /// Something that it rests on was invalidated: no call is answered with it, and Redis has not dropped it yet. In memory
    /// such an entry is not shown at all.
    Invalidated,
}

impl EntryLife {
    pub(crate) fn of(life: &Life, now: Millis) -> Self {
        let end = if life.marked {
            0
        } else {
            life.fresh_copy_until()
        };
        let remaining = || Duration::from_millis(end.saturating_sub(now));
        Self {
            state: EntryState::of(life, now),
            age: Duration::from_millis(now.saturating_sub(life.stored_at)),
            remaining: (end != NEVER).then(remaining),
            stale_window: Duration::from_millis(life.window),
            load_time: Duration::from_micros(life.load_cost.into()),
        }
    }
}

impl EntryState {
    fn of(life: &Life, now: Millis) -> Self {
        if now >= life.retain_until() {
            Self::Over
        } else if life.marked {
            Self::Expired
        } else if life.is_stale(now) {
            Self::Stale
        } else {
            Self::Fresh
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn life() -> Life {
        Life {
            window: 500,
            ..Life::begin(1_000, 2_000, 0.0, 7_000, 0.0)
        }
    }

    fn state(life: &Life, now: Millis) -> (EntryState, Option<u64>) {
        let life = EntryLife::of(life, now);
        let millis = |left: Duration| u64::try_from(left.as_millis()).unwrap();
        (life.state, life.remaining.map(millis))
    }

    #[test]
    fn an_entry_is_fresh_then_stale_within_its_window_then_over() {
        assert_eq!(state(&life(), 1_000), (EntryState::Fresh, Some(2_000)));
        assert_eq!(state(&life(), 2_999), (EntryState::Fresh, Some(1)));
        assert_eq!(state(&life(), 3_000), (EntryState::Stale, Some(0)));
        assert_eq!(state(&life(), 3_499), (EntryState::Stale, Some(0)));
        assert_eq!(state(&life(), 3_500), (EntryState::Over, Some(0)));
    }

    #[test]
    fn an_entry_that_was_expired_by_hand_is_told_from_one_whose_time_is_over() {
        let marked = Life {
            marked: true,
            ..life()
        };
        assert_eq!(state(&marked, 1_500), (EntryState::Expired, Some(0)));
    }

    #[test]
    fn a_copy_ends_when_the_copy_does_and_not_when_the_entry_would() {
        let copy = Life {
            copy_until: 1_600,
            ..life()
        };
        assert_eq!(state(&copy, 1_500), (EntryState::Fresh, Some(100)));
    }

    #[test]
    fn an_entry_without_a_ttl_never_goes_stale() {
        let forever = Life::begin(1_000, NEVER, 0.0, 0, 0.0);
        assert_eq!(state(&forever, 9_000), (EntryState::Fresh, None));
    }
}
