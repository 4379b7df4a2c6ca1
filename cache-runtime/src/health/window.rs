//! What happened between two moments, and how things stand now, as numbers that can be judged.

use super::measure::Measure;
use super::thresholds::Reading;
use super::totals::Totals;
use crate::clock::Millis;
use crate::metrics::Stats;

/// What is not counted but is so.
#[derive(Debug, Clone, Default)]
pub(crate) struct Standing {
    /// The region that is fullest for its bound, and how full.
    pub(crate) fullest: Option<(String, f64)>,
    pub(crate) shut_down: bool,
    /// Whether Redis would be asked now; none, if there is no shared tier.
    available: Option<bool>,
    /// Seconds for which messages of other processes have not been heard.
    disconnected: f64,
    invalidations_waiting: u64,
    /// Nodes whose breakers are open.
    open_breakers: Vec<String>,
}

impl Standing {
    #[cfg_attr(
        not(feature = "redis"),
        allow(unused_mut, reason = "all of it is about the shared tier")
    )]
    pub(crate) fn of(stats: &Stats, fullest: Option<(String, f64)>, shut_down: bool) -> Self {
        let mut standing = Self {
            fullest,
            shut_down,
            ..Self::default()
        };
        #[cfg(feature = "redis")]
        if let Some(shared) = &stats.shared {
            standing.available = Some(shared.available);
            standing.disconnected = shared.disconnected_for.unwrap_or_default().as_secs_f64();
            let open = shared.breakers.iter().filter(|(_, open)| **open);
            standing.open_breakers = open.map(|(node, _)| node.clone()).collect();
            standing.invalidations_waiting =
                u64::try_from(shared.invalidations_waiting).unwrap_or(u64::MAX);
        }
        #[cfg(not(feature = "redis"))]
        let _ = stats;
        standing
    }

    /// All that can be judged, for what was counted from `before` to `now`.
    pub(super) fn readings(self, before: &Totals, now: &Totals, span: Millis) -> Vec<Reading> {
        let mut readings = between(before, now, span);
        readings.extend(self.now());
        readings
    }

    fn now(self) -> impl Iterator<Item = Reading> {
        let fullest = self
            .fullest
            .map(|(region, use_of_it)| Reading::of(Measure::MemoryUse, region, use_of_it));
        let breakers = self
            .open_breakers
            .into_iter()
            .map(|node| Reading::of(Measure::BreakerOpen, node, 1.0));
        let facts = [
            Reading::fact(Measure::SharedUnavailable, self.available == Some(false)),
            Reading::plain(Measure::BusDisconnected, self.disconnected),
            Reading::plain(
                Measure::InvalidationsWaiting,
                float(self.invalidations_waiting),
            ),
            Reading::fact(Measure::ShutDown, self.shut_down),
        ];
        facts.into_iter().chain(breakers).chain(fullest)
    }
}

/// What was counted from one moment to another.
fn between(before: &Totals, now: &Totals, span: Millis) -> Vec<Reading> {
    let since = |count: fn(&Totals) -> u64| count(now).saturating_sub(count(before));
    let hits = since(Totals::hits);
    let asked = since(Totals::calls) - since(|totals| totals.bypassed);
    let failed = since(|totals| totals.load_errors);
    let loaded = since(|totals| totals.load_successes);
    let answered = hits + since(|totals| totals.bypassed) + loaded;
    let load_times = now.load_times.since(&before.load_times);
    let evictions = since(|totals| totals.evictions);
    let seconds = float(span.max(1)) / 1000.0;
    let unanswered = if answered == 0 { 1.0 } else { 0.0 };
    let mut readings = vec![
        Reading::rate(Measure::HitRate, share(hits, asked), asked),
        Reading::rate(
            Measure::ErrorRate,
            share(failed, failed + loaded),
            failed + loaded,
        ),
        Reading::rate(Measure::Unanswered, unanswered, failed),
        Reading::plain(Measure::EvictionsPerSecond, float(evictions) / seconds),
        Reading::plain(Measure::Flushes, float(since(|totals| totals.flushes))),
        Reading::plain(
            Measure::DeadLetters,
            float(since(|totals| totals.dead_letters)),
        ),
        Reading::plain(
            Measure::StaleFound,
            float(since(|totals| totals.stale_found)),
        ),
    ];
    if let Some(p99) = load_times.quantile(0.99) {
        let loads = load_times.count();
        readings.push(Reading::rate(Measure::LoadP99, p99.as_secs_f64(), loads));
    }
    readings
}

impl Reading {
    fn plain(measure: Measure, measured: f64) -> Self {
        Self {
            measure,
            of: None,
            measured,
            traffic: None,
        }
    }

    fn fact(measure: Measure, is_so: bool) -> Self {
        Self::plain(measure, if is_so { 1.0 } else { 0.0 })
    }

    fn of(measure: Measure, of: String, measured: f64) -> Self {
        Self {
            of: Some(of),
            ..Self::plain(measure, measured)
        }
    }

    fn rate(measure: Measure, measured: f64, traffic: u64) -> Self {
        Self {
            traffic: Some(traffic),
            ..Self::plain(measure, measured)
        }
    }
}

/// Of nothing it is no share, and is not judged.
fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        0.0
    } else {
        float(part) / float(whole)
    }
}

#[allow(
    clippy::cast_precision_loss,
    reason = "a rate needs no more than 52 bits"
)]
fn float(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(readings: &[Reading], measure: Measure) -> (f64, Option<u64>) {
        let mut found = readings.iter().filter(|reading| reading.measure == measure);
        let reading = found.next().unwrap_or_else(|| panic!("{measure}"));
        assert_eq!(found.next(), None, "{measure} is measured once");
        (reading.measured, reading.traffic)
    }

    fn before() -> Totals {
        Totals {
            memory_hits: 1_000,
            misses: 1_000,
            load_successes: 500,
            load_errors: 500,
            evictions: 500,
            flushes: 7,
            dead_letters: 8,
            stale_found: 9,
            ..Totals::default()
        }
    }

    #[test]
    fn what_was_counted_before_the_window_is_not_measured() {
        let readings = between(&before(), &before(), 60_000);
        for reading in readings {
            let nothing = match reading.measure {
                // Of no traffic, and so not judged.
                Measure::Unanswered => 1.0,
                _ => 0.0,
            };
            let found = (reading.measured, reading.traffic.unwrap_or_default());
            assert_eq!(found, (nothing, 0), "{}", reading.measure);
        }
    }

    #[test]
    fn rates_are_those_of_the_window() {
        let now = Totals {
            memory_hits: 1_050,
            shared_hits: 20,
            stale_hits: 10,
            coalesced: 5,
            misses: 1_014,
            timeouts: 1,
            bypassed: 400,
            load_successes: 507,
            load_errors: 507,
            evictions: 800,
            flushes: 9,
            dead_letters: 11,
            stale_found: 13,
            ..Totals::default()
        };
        let readings = between(&before(), &now, 60_000);
        assert_eq!(measured(&readings, Measure::HitRate), (0.8, Some(100)));
        assert_eq!(measured(&readings, Measure::ErrorRate), (0.5, Some(14)));
        assert_eq!(
            measured(&readings, Measure::EvictionsPerSecond),
            (5.0, None)
        );
        assert_eq!(measured(&readings, Measure::Flushes), (2.0, None));
        assert_eq!(measured(&readings, Measure::DeadLetters), (3.0, None));
        assert_eq!(measured(&readings, Measure::StaleFound), (4.0, None));
        assert_eq!(measured(&readings, Measure::Unanswered), (0.0, Some(7)));
    }

    #[test]
    fn any_answer_at_all_is_an_answer() {
        let failing = Totals {
            misses: 100,
            load_errors: 100,
            ..Totals::default()
        };
        let unanswered = |now: &Totals| {
            let readings = between(&Totals::default(), now, 60_000);
            measured(&readings, Measure::Unanswered)
        };
        assert_eq!(unanswered(&failing), (1.0, Some(100)));
        let one_more: [fn(&mut Totals); 5] = [
            |totals| totals.memory_hits += 1,
            |totals| totals.shared_hits += 1,
            |totals| totals.stale_hits += 1,
            |totals| totals.bypassed += 1,
            |totals| totals.load_successes += 1,
        ];
        for add in one_more {
            let mut totals = failing.clone();
            add(&mut totals);
            assert_eq!(unanswered(&totals), (0.0, Some(100)), "{totals:?}");
        }
    }

    #[test]
    fn a_window_of_no_time_has_finite_rates() {
        let now = Totals {
            evictions: 501,
            ..before()
        };
        let readings = between(&before(), &now, 0);
        assert!(readings.iter().all(|reading| reading.measured.is_finite()));
    }
}
