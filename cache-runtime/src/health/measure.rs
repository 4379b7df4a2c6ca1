//! [`Measure`]: what a cache is judged by, in a table: names, units, where the limit is by default, what it makes to be beyond it.

use super::report::Status;
use std::fmt::{self, Write as _};

/// What the health of a cache is judged by.
///
/// What is counted is counted within the [window](super::Thresholds::window). A rate or a share of something counts only where
/// there was [enough](super::Thresholds::minimum_traffic) of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Measure {
    /// Calls that got a value which was there already, from memory or Redis, fresh or stale, among all calls that asked the cache.
    HitRate,
    /// The time within which 99 of 100 loads ended, in seconds.
    LoadP99,
    /// Loads that returned an error or panicked, among all that ended so or with a value.
    ErrorRate,
    /// Entries that had to leave for others, each second.
    EvictionsPerSecond,
    /// What is in the fullest region, among what it may hold.
    MemoryUse,
    /// A command to Redis would not be sent now: there is no connection, or a circuit breaker is open, at some node.
    SharedUnavailable,
    /// The circuit breaker of a node is open.
    BreakerOpen,
    /// The time for which messages of other processes have not been heard, in seconds.
    BusDisconnected,
    /// Times that memory was emptied because messages of other processes may have been missed: the bus was disconnected, had a
    /// gap, or lagged behind.
    Flushes,
    /// Invalidations that Redis has not been told of yet. While there are any, this process does not read from Redis.
    InvalidationsWaiting,
    /// Writes of `#[write_behind]` that went to the dead letters.
    DeadLetters,
    /// Hits that an audit found to be stale, with nothing on its way that would have put it right.
    StaleFound,
    /// No call got a value: every load failed, and there was nothing to fall back on.
    Unanswered,
    /// The cache was [shut down](crate::Cache::shutdown).
    ShutDown,
}

/// How what is measured is written.
#[derive(Clone, Copy)]
enum Unit {
    Share,
    Seconds,
    PerSecond,
    Count,
    /// It is so or not.
    Fact,
}

/// One row of the table.
struct Row {
    name: &'static str,
    text: &'static str,
    unit: Unit,
    limit: Option<f64>,
}

impl Measure {
    pub(super) const ALL: [Self; 14] = [
        Self::HitRate,
        Self::LoadP99,
        Self::ErrorRate,
        Self::EvictionsPerSecond,
        Self::MemoryUse,
        Self::SharedUnavailable,
        Self::BreakerOpen,
        Self::BusDisconnected,
        Self::Flushes,
        Self::InvalidationsWaiting,
        Self::DeadLetters,
        Self::StaleFound,
        Self::Unanswered,
        Self::ShutDown,
    ];

    /// Its name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The limit that is not specified; none, where only those who know the program can tell.
    pub(super) fn default_limit(self) -> Option<f64> {
        self.row().limit
    }

    /// Whether a cache is worse off there than at its limit.
    pub(super) fn is_beyond(self, measured: f64, limit: f64) -> bool {
        match self {
            Self::HitRate => measured < limit,
            _ => measured > limit,
        }
    }

    /// What a cache is that is beyond the limit.
    pub(super) fn verdict(self) -> Status {
        match self {
            Self::Unanswered | Self::ShutDown => Status::Down,
            _ => Status::Degraded,
        }
    }

    /// The sentence of a reason.
    pub(super) fn say(self, of: Option<&str>, measured: f64, limit: f64) -> String {
        let row = self.row();
        let mut text = row.text.to_owned();
        if let Some(of) = of {
            // A `String` takes all that is written to it.
            let _ = write!(text, " of `{of}`");
        }
        if let Some((measured, limit)) = row.unit.write(measured).zip(row.unit.write(limit)) {
            let side = if self == Self::HitRate {
                "below"
            } else {
                "above"
            };
            let _ = write!(text, ": {measured}, {side} {limit}");
        }
        text
    }

    fn row(self) -> Row {
        let (name, text, unit, limit) = match self {
            Self::HitRate => ("hit_rate", "hit rate", Unit::Share, None),
            Self::LoadP99 => ("load_p99", "99th percentile of loads", Unit::Seconds, None),
            Self::ErrorRate => ("error_rate", "failed loads", Unit::Share, Some(0.5)),
            Self::EvictionsPerSecond => ("evictions", "evictions", Unit::PerSecond, None),
            Self::MemoryUse => ("memory_use", "use of the memory", Unit::Share, None),
            Self::SharedUnavailable => (
                "shared_unavailable",
                "Redis is not available, calls are answered without it",
                Unit::Fact,
                Some(0.0),
            ),
            Self::BreakerOpen => (
                "breaker_open",
                "open circuit breaker",
                Unit::Fact,
                Some(0.0),
            ),
            Self::BusDisconnected => (
                "bus_disconnected",
                "messages of other processes are not heard",
                Unit::Seconds,
                Some(5.0),
            ),
            Self::Flushes => (
                "flushes",
                "memory emptied as messages may have been missed",
                Unit::Count,
                Some(3.0),
            ),
            Self::InvalidationsWaiting => (
                "invalidations_waiting",
                "invalidations that Redis was not told of yet",
                Unit::Count,
                Some(0.0),
            ),
            Self::DeadLetters => (
                "dead_letters",
                "writes in the dead letters",
                Unit::Count,
                Some(0.0),
            ),
            Self::StaleFound => (
                "stale_found",
                "stale values found by audits",
                Unit::Count,
                Some(0.0),
            ),
            Self::Unanswered => (
                "unanswered",
                "no call got a value, every load failed",
                Unit::Fact,
                Some(0.0),
            ),
            Self::ShutDown => (
                "shut_down",
                "the cache was shut down",
                Unit::Fact,
                Some(0.0),
            ),
        };
        Row {
            name,
            text,
            unit,
            limit,
        }
    }
}

impl Unit {
    /// Nothing, where there is nothing to say but that it is so.
    fn write(self, value: f64) -> Option<String> {
        match self {
            Self::Share => Some(format!("{:.1} %", 100.0 * value)),
            Self::Seconds => Some(format!("{value:.3} s")),
            Self::PerSecond => Some(format!("{value:.1} per second")),
            Self::Count => Some(format!("{value:.0}")),
            Self::Fact => None,
        }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_measure_has_its_own_name_and_its_place_in_the_order() {
        let names: BTreeSet<&str> = Measure::ALL.iter().map(|measure| measure.name()).collect();
        assert_eq!(names.len(), Measure::ALL.len());
        for (place, measure) in Measure::ALL.into_iter().enumerate() {
            assert_eq!(measure as usize, place);
        }
    }

    #[test]
    fn only_what_leaves_calls_without_answers_makes_a_cache_down() {
        let down: Vec<Measure> = Measure::ALL
            .into_iter()
            .filter(|measure| measure.verdict() == Status::Down)
            .collect();
        assert_eq!(down, [Measure::Unanswered, Measure::ShutDown]);
    }

    #[test]
    fn a_sentence_has_what_was_measured_of_what_and_the_limit_in_its_unit() {
        for (measure, of, measured, limit, sentence) in [
            (
                Measure::HitRate,
                None,
                0.124,
                0.5,
                "hit rate: 12.4 %, below 50.0 %",
            ),
            (
                Measure::LoadP99,
                None,
                2.5,
                1.0,
                "99th percentile of loads: 2.500 s, above 1.000 s",
            ),
            (
                Measure::MemoryUse,
                Some("user:{}"),
                0.951,
                0.9,
                "use of the memory of `user:{}`: 95.1 %, above 90.0 %",
            ),
            (
                Measure::EvictionsPerSecond,
                None,
                12.0,
                1.5,
                "evictions: 12.0 per second, above 1.5 per second",
            ),
            (
                Measure::DeadLetters,
                None,
                2.0,
                0.0,
                "writes in the dead letters: 2, above 0",
            ),
            (
                Measure::BreakerOpen,
                Some("127.0.0.1:6379/0"),
                1.0,
                0.0,
                "open circuit breaker of `127.0.0.1:6379/0`",
            ),
        ] {
            assert_eq!(measure.say(of, measured, limit), sentence);
        }
    }
}
