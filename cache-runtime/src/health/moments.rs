//! [`Moments`]: the totals of the last hour, one each five seconds. Decides which are kept; reads no clock.

use super::sample::Sample;
use super::totals::Totals;
use crate::clock::Millis;
use std::collections::VecDeque;

/// How far apart the moments are.
pub(super) const INTERVAL: Millis = 5_000;
/// How long they are kept.
pub(super) const KEPT: Millis = 3_600_000;

/// What had been counted when.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Moment {
    pub(super) at: Millis,
    pub(super) unix_millis: u64,
    pub(super) totals: Totals,
}

/// The moments that are kept, the oldest first. Never none: the first is that of the cache's creation, when nothing had been
/// counted.
#[derive(Debug)]
pub(super) struct Moments {
    line: VecDeque<Moment>,
    created: Millis,
}

impl Moments {
    pub(super) fn begin(now: Millis, unix_millis: u64) -> Self {
        let first = Moment {
            at: now,
            unix_millis,
            totals: Totals::default(),
        };
        Self {
            line: VecDeque::from([first]),
            created: now,
        }
    }

    /// Whether an interval has begun since the last moment. Counted from the creation, so that those who ask a little late each
    /// time do not fall behind.
    pub(super) fn is_due(&self, now: Millis) -> bool {
        self.interval(now) > self.interval(self.last().at)
    }

    /// Keeps a moment, and forgets what nobody can ask for any more.
    pub(super) fn keep(&mut self, moment: Moment) {
        let oldest = moment.at.saturating_sub(KEPT);
        self.line.push_back(moment);
        // One from before the hour stays: it is where the hour begins.
        while self.line.get(1).is_some_and(|second| second.at <= oldest) {
            self.line.pop_front();
        }
    }

    /// The latest moment that is at least `window` old; the oldest there is, if none is.
    pub(super) fn before(&self, now: Millis, window: Millis) -> &Moment {
        let latest = now.saturating_sub(window);
        let younger = self.line.partition_point(|moment| moment.at <= latest);
        &self.line[younger.saturating_sub(1)]
    }

    pub(super) fn samples(&self) -> Vec<Sample> {
        let mut before = &self.line[0];
        let sample = |moment| {
            let sample = Sample::of(before, moment);
            before = moment;
            sample
        };
        self.line.iter().map(sample).collect()
    }

    fn last(&self) -> &Moment {
        &self.line[self.line.len() - 1]
    }

    fn interval(&self, at: Millis) -> u64 {
        at.saturating_sub(self.created) / INTERVAL
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CREATED: Millis = 12_345;

    fn moment(at: Millis) -> Moment {
        let totals = Totals {
            misses: at,
            ..Totals::default()
        };
        Moment {
            at,
            unix_millis: 0,
            totals,
        }
    }

    /// Asked each second for so long.
    fn asked(seconds: u64) -> Moments {
        let mut moments = Moments::begin(CREATED, 0);
        for second in 1..=seconds {
            // Each time a little late, as a thread is that sleeps in between.
            let now = CREATED + second * 1_000 + second % 7;
            if moments.is_due(now) {
                moments.keep(moment(now));
            }
        }
        moments
    }

    #[test]
    fn a_moment_is_kept_for_each_five_seconds_however_late_who_asks_is() {
        let moments = asked(60);
        let at: Vec<Millis> = moments.line.iter().map(|moment| moment.at).collect();
        let intervals: Vec<Millis> = at.iter().map(|at| (at - CREATED) / INTERVAL).collect();
        assert_eq!(intervals, (0..=12).collect::<Vec<_>>());
    }

    #[test]
    fn none_is_due_before_five_seconds_are_over_and_one_after_any_time() {
        let moments = Moments::begin(CREATED, 0);
        assert!(!moments.is_due(CREATED + 4_999));
        assert!(moments.is_due(CREATED + 5_000));
        assert!(moments.is_due(Millis::MAX));
    }

    #[test]
    fn an_hour_is_kept_and_not_more() {
        let moments = asked(3 * 3_600);
        let count = usize::try_from(KEPT / INTERVAL).unwrap();
        assert!(
            (count..=count + 2).contains(&moments.line.len()),
            "{}",
            moments.line.len()
        );
        let hour_ago = moments.last().at - KEPT;
        assert!(moments.line[0].at <= hour_ago, "an hour can be asked for");
        assert!(moments.line[1].at > hour_ago, "and not more");
    }

    #[test]
    fn after_a_long_sleep_only_where_it_began_is_left() {
        let mut moments = asked(20);
        let morning = CREATED + 10 * KEPT;
        moments.keep(moment(morning));
        assert_eq!(moments.line.len(), 2);
        assert_eq!(moments.before(morning, 60_000).at, CREATED + 20_006);
    }

    #[test]
    fn a_window_begins_at_the_latest_moment_that_is_old_enough() {
        let moments = asked(100);
        let now = CREATED + 100_000;
        assert_eq!(moments.before(now, 60_000).at, CREATED + 35_000);
        assert_eq!(moments.before(now, 59_995).at, CREATED + 40_005);
        assert_eq!(moments.before(now, 0).at, CREATED + 95_004);
        assert_eq!(
            moments.before(now, KEPT).at,
            CREATED,
            "a young cache has its whole life as its window"
        );
    }
}
