//! [`Thresholds`]: numbers → verdict. Pure; what was measured is found in `window.rs`.

use super::measure::Measure;
use super::moments::KEPT;
use super::report::{Health, Reason};
use crate::clock::{Millis, millis};
use crate::error::Error;
use std::time::Duration;

/// From where on a cache is not healthy: what [`CacheBuilder::health`](crate::CacheBuilder::health) is given.
///
/// What lies exactly at a threshold is healthy. There is no hysteresis: each verdict follows from the numbers of its own moment
/// and window alone, whatever the one before was. Whoever is to be woken should be woken by what lasts, as the rules in
/// `dashboards/alerts.yml` are.
///
/// # Default
/// A window of 1 min and a minimum traffic of 20. Beyond the threshold are: more than half of the loads failed; Redis not
/// available or a circuit breaker open; messages of other processes not heard for more than 5 s; memory emptied more than 3
/// times; any invalidation that Redis was not told of; any dead letter; any stale value found by an audit. The rest depends on the
/// program: no hit rate, latency, rate of evictions or use of memory is wrong by default.
///
/// ```
/// use cache_runtime::Cache;
/// use cache_runtime::health::{Measure, Thresholds};
/// use std::time::Duration;
///
/// let thresholds = Thresholds::default()
///     .window(Duration::from_secs(300))
///     .hit_rate(0.8)
///     .load_p99(Duration::from_millis(500))
///     .without(Measure::DeadLetters);
/// let cache = Cache::builder().health(thresholds).build_memory()?;
/// # Ok::<_, cache_runtime::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Thresholds {
    pub(super) window: Duration,
    minimum_traffic: u64,
    /// By measure. None: it is not judged.
    limits: [Option<f64>; Measure::ALL.len()],
}

/// In seconds: the last bound of the [`Distribution`](crate::Distribution) of load times.
const LONGEST_LOAD: f64 = 10.0;

/// Something that was measured.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reading {
    pub(super) measure: Measure,
    pub(super) of: Option<String>,
    pub(super) measured: f64,
    /// Of how many calls or loads it is a rate; none, if it is no rate.
    pub(super) traffic: Option<u64>,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            window: Duration::from_secs(60),
            minimum_traffic: 20,
            limits: Measure::ALL.map(Measure::default_limit),
        }
    }
}

impl Thresholds {
    /// The time up to now within which is counted what is counted; at most an hour. If not specified, 1 min.
    pub fn window(mut self, window: Duration) -> Self {
        self.window = window;
        self
    }

    /// So many calls, or loads where it is a rate of loads, must have come within the window before a rate counts. If not
    /// specified, 20.
    pub fn minimum_traffic(mut self, count: u64) -> Self {
        self.minimum_traffic = count;
        self
    }

    /// The least [hit rate](Measure::HitRate), from 0 to 1. If not specified, any will do.
    pub fn hit_rate(self, least: f64) -> Self {
        self.limit(Measure::HitRate, least)
    }

    /// The longest [99th percentile of loads](Measure::LoadP99), less than 10 s. If not specified, any will do.
    pub fn load_p99(self, longest: Duration) -> Self {
        self.limit(Measure::LoadP99, longest.as_secs_f64())
    }

    /// The largest [share of failed loads](Measure::ErrorRate), from 0 to 1. If not specified, 0.5.
    pub fn error_rate(self, most: f64) -> Self {
        self.limit(Measure::ErrorRate, most)
    }

    /// The most [evictions](Measure::EvictionsPerSecond) in a second, on an average over the window. If not specified, any number
    /// will do.
    pub fn evictions_per_second(self, most: f64) -> Self {
        self.limit(Measure::EvictionsPerSecond, most)
    }

    /// The largest [use](Measure::MemoryUse) of what a region may hold, from 0 to 1. If not specified, any will do: that a bound
    /// is reached is what bounds are for.
    pub fn memory_use(self, most: f64) -> Self {
        self.limit(Measure::MemoryUse, most)
    }

    /// The longest time for which [messages of other processes](Measure::BusDisconnected) may not be heard. If not specified, 5 s.
    pub fn bus_disconnected(self, longest: Duration) -> Self {
        self.limit(Measure::BusDisconnected, longest.as_secs_f64())
    }

    /// How often memory may have been [emptied](Measure::Flushes) within the window. If not specified, 3 times.
    pub fn flushes(self, most: u32) -> Self {
        self.limit(Measure::Flushes, f64::from(most))
    }

    /// How many [invalidations](Measure::InvalidationsWaiting) may wait for Redis. If not specified, none.
    pub fn invalidations_waiting(self, most: u32) -> Self {
        self.limit(Measure::InvalidationsWaiting, f64::from(most))
    }

    /// How many writes may have gone to the [dead letters](Measure::DeadLetters) within the window. If not specified, none.
    pub fn dead_letters(self, most: u32) -> Self {
        self.limit(Measure::DeadLetters, f64::from(most))
    }

    /// How many [stale values](Measure::StaleFound) audits may have found within the window. If not specified, none.
    pub fn stale_found(self, most: u32) -> Self {
        self.limit(Measure::StaleFound, f64::from(most))
    }

    /// Takes no account of `measure`.
    pub fn without(mut self, measure: Measure) -> Self {
        self.limits[measure as usize] = None;
        self
    }

    fn limit(mut self, measure: Measure, limit: f64) -> Self {
        self.limits[measure as usize] = Some(limit);
        self
    }

    /// # Errors
    /// [`Error::Setting`] for the first that makes no sense.
    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.window.is_zero() || millis(self.window) > KEPT {
            return Err(wrong(format!(
                "nothing can be counted within a window of {:?}; give more than zero and at most an hour",
                self.window
            )));
        }
        for measure in [Measure::HitRate, Measure::ErrorRate, Measure::MemoryUse] {
            let limit = self.limits[measure as usize].unwrap_or_default();
            if !(0.0..=1.0).contains(&limit) {
                return Err(wrong(format!(
                    "`{measure}` cannot be {limit}; give a number from 0 to 1"
                )));
            }
        }
        let longest = self.limits[Measure::LoadP99 as usize].unwrap_or_default();
        if longest >= LONGEST_LOAD {
            return Err(wrong(format!(
                "`{}` cannot be {longest} s: loads that take more than {LONGEST_LOAD} s are not told apart; give less",
                Measure::LoadP99
            )));
        }
        let evictions = self.limits[Measure::EvictionsPerSecond as usize].unwrap_or_default();
        if evictions.is_nan() || evictions < 0.0 {
            return Err(wrong(format!(
                "`{}` cannot be {evictions} in a second; give 0 or more",
                Measure::EvictionsPerSecond
            )));
        }
        Ok(())
    }

    /// The verdict on what was measured within `span`.
    pub(super) fn judge(
        &self,
        span: Millis,
        readings: impl IntoIterator<Item = Reading>,
    ) -> Health {
        let reasons = readings
            .into_iter()
            .filter_map(|reading| self.reason(reading));
        Health::new(Duration::from_millis(span), reasons.collect())
    }

    fn reason(&self, reading: Reading) -> Option<Reason> {
        let Reading {
            measure,
            of,
            measured,
            traffic,
        } = reading;
        let limit = self.limits[measure as usize]?;
        // A rate of nothing is none, whatever is enough.
        let least = self.minimum_traffic.max(1);
        let enough = traffic.is_none_or(|traffic| traffic >= least);
        (enough && measure.is_beyond(measured, limit)).then(|| Reason {
            measure,
            status: measure.verdict(),
            of,
            measured,
            limit,
        })
    }
}

fn wrong(reason: String) -> Error {
    Error::Setting {
        name: "health",
        reason,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::health::Status;

    /// All that can be set, each at its limit.
    fn strict() -> Thresholds {
        Thresholds::default()
            .hit_rate(0.5)
            .load_p99(Duration::from_secs(1))
            .error_rate(0.25)
            .evictions_per_second(10.0)
            .memory_use(0.9)
            .bus_disconnected(Duration::from_secs(2))
            .flushes(1)
            .invalidations_waiting(4)
            .dead_letters(5)
            .stale_found(6)
    }

    /// What is still healthy under these, and what is not any more.
    const EDGES: [(Measure, f64, f64); Measure::ALL.len()] = [
        (Measure::HitRate, 0.5, 0.499),
        (Measure::LoadP99, 1.0, 1.001),
        (Measure::ErrorRate, 0.25, 0.251),
        (Measure::EvictionsPerSecond, 10.0, 10.1),
        (Measure::MemoryUse, 0.9, 0.901),
        (Measure::SharedUnavailable, 0.0, 1.0),
        (Measure::BreakerOpen, 0.0, 1.0),
        (Measure::BusDisconnected, 2.0, 2.001),
        (Measure::Flushes, 1.0, 2.0),
        (Measure::InvalidationsWaiting, 4.0, 5.0),
        (Measure::DeadLetters, 5.0, 6.0),
        (Measure::StaleFound, 6.0, 7.0),
        (Measure::Unanswered, 0.0, 1.0),
        (Measure::ShutDown, 0.0, 1.0),
    ];

    fn reading(measure: Measure, measured: f64) -> Reading {
        Reading {
            measure,
            of: None,
            measured,
            traffic: None,
        }
    }

    /// Everything at the edge of health, but for one.
    fn all_but(changed: Measure, measured: f64) -> Vec<Reading> {
        EDGES
            .into_iter()
            .map(|(measure, healthy, _)| {
                let measured = if measure == changed {
                    measured
                } else {
                    healthy
                };
                reading(measure, measured)
            })
            .collect()
    }

    #[test]
    fn each_threshold_alone_is_healthy_at_its_limit_and_not_beyond() {
        for (measure, healthy, beyond) in EDGES {
            let at = strict().judge(0, all_but(measure, healthy));
            assert_eq!(at.status, Status::Healthy, "{measure}: {at}");
            let health = strict().judge(0, all_but(measure, beyond));
            let [reason] = &health.reasons[..] else {
                panic!("{measure} is the only reason; {health}");
            };
            assert_eq!((reason.measure, reason.measured), (measure, beyond));
            assert_eq!((reason.limit, health.status), (healthy, measure.verdict()));
        }
    }

    #[test]
    fn what_is_not_judged_is_no_reason_however_bad_it_is() {
        for (measure, _, beyond) in EDGES {
            let thresholds = strict().without(measure);
            let health = thresholds.judge(0, all_but(measure, beyond));
            assert_eq!(health.status, Status::Healthy, "{measure}: {health}");
        }
    }

    #[test]
    fn by_default_only_what_is_wrong_in_every_program_is_a_reason() {
        let worst = EDGES.map(|(measure, _, _)| match measure {
            Measure::HitRate => reading(measure, 0.0),
            _ => reading(measure, f64::INFINITY),
        });
        let health = Thresholds::default().judge(0, worst);
        let depends_on_the_program = [
            Measure::HitRate,
            Measure::LoadP99,
            Measure::EvictionsPerSecond,
            Measure::MemoryUse,
        ];
        for measure in Measure::ALL {
            assert_eq!(
                health.has(measure),
                !depends_on_the_program.contains(&measure),
                "{measure}"
            );
        }
    }

    #[test]
    fn a_rate_counts_from_the_minimum_traffic_on() {
        let of = |traffic| Reading {
            traffic: Some(traffic),
            ..reading(Measure::HitRate, 0.1)
        };
        let thresholds = strict().minimum_traffic(30);
        assert_eq!(thresholds.judge(0, [of(29)]).status, Status::Healthy);
        assert_eq!(thresholds.judge(0, [of(30)]).status, Status::Degraded);
        let any = strict().minimum_traffic(0);
        assert_eq!(any.judge(0, [of(0)]).status, Status::Healthy);
        assert_eq!(any.judge(0, [of(1)]).status, Status::Degraded);
    }

    #[test]
    fn thresholds_that_make_no_sense_are_refused_with_what_to_write() {
        let seconds = Duration::from_secs;
        for (thresholds, part) in [
            (
                Thresholds::default().window(Duration::ZERO),
                "within a window of 0ns;",
            ),
            (
                Thresholds::default().window(seconds(3_601)),
                "within a window of 3601s;",
            ),
            (
                Thresholds::default().hit_rate(80.0),
                "`hit_rate` cannot be 80; give a number from 0 to 1",
            ),
            (
                Thresholds::default().error_rate(-0.1),
                "`error_rate` cannot be -0.1;",
            ),
            (
                Thresholds::default().memory_use(f64::NAN),
                "`memory_use` cannot be NaN;",
            ),
            (
                Thresholds::default().load_p99(seconds(10)),
                "`load_p99` cannot be 10 s: loads that take more than 10 s are not told apart; give less",
            ),
            (
                Thresholds::default().evictions_per_second(-1.0),
                "`evictions` cannot be -1 in a second; give 0 or more",
            ),
            (
                Thresholds::default().evictions_per_second(f64::NAN),
                "`evictions` cannot be NaN in a second;",
            ),
        ] {
            let error = thresholds.check().unwrap_err().to_string();
            assert!(error.starts_with("`health`: "), "{error}");
            assert!(error.contains(part), "{error}");
        }
        let edges = Thresholds::default().hit_rate(1.0).error_rate(0.0);
        assert_eq!(edges.window(seconds(3_600)).check(), Ok(()));
        assert_eq!(Thresholds::default().check(), Ok(()));
    }
}
