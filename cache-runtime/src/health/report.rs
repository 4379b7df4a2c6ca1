//! [`Health`]: a verdict with its reasons, as text and as JSON.

use super::json::Object;
use super::measure::Measure;
use std::fmt;
use std::time::Duration;

/// How a cache stands: what [`Cache::health`](crate::Cache::health) returns. Displays as one line.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Health {
    /// The worst of the reasons; [`Healthy`](Status::Healthy) where there are none.
    pub status: Status,
    /// The time within which was counted what is counted: at least the [window](super::Thresholds::window) that was asked for and
    /// some five seconds more, or the age of a cache that is younger.
    pub window: Duration,
    /// All that lies beyond its threshold.
    pub reasons: Vec<Reason>,
}

/// In short. Worse is greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Status {
    /// Nothing is beyond its threshold.
    Healthy,
    /// Every call is answered, and something needs a look.
    Degraded,
    /// Calls are not answered, or will not be for much longer.
    Down,
}

/// Something that lies beyond its threshold. Displays as a sentence for people.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Reason {
    /// What was measured.
    pub measure: Measure,
    /// What it makes of the cache.
    pub status: Status,
    /// The region, as its key template, or the node that it is measured of; `None` for the whole cache.
    pub of: Option<String>,
    /// What was measured, in the unit of the measure; 1 for what is so or not.
    pub measured: f64,
    /// The threshold.
    pub limit: f64,
}

impl Health {
    pub(super) fn new(window: Duration, reasons: Vec<Reason>) -> Self {
        let statuses = reasons.iter().map(|reason| reason.status);
        Self {
            status: statuses.max().unwrap_or(Status::Healthy),
            window,
            reasons,
        }
    }

    /// Whether `measure` is among the reasons.
    #[must_use]
    pub fn has(&self, measure: Measure) -> bool {
        self.reasons.iter().any(|reason| reason.measure == measure)
    }

    /// The verdict as a JSON object, with no feature switched on:
    ///
    /// ```json
    /// {"status":"degraded","window_seconds":62.0,"reasons":[{"measure":"error_rate","status":"degraded","of":null,
    /// "measured":0.75,"limit":0.5,"text":"failed loads: 75.0 %, above 50.0 %"}]}
    /// ```
    ///
    /// Fields may be added in any version.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut object = Object::default();
        object.text("status", self.status.name());
        object.number("window_seconds", self.window.as_secs_f64());
        object.list("reasons", self.reasons.iter().map(Reason::to_json));
        object.end()
    }
}

impl Status {
    /// Its name in JSON: `healthy`, `degraded` or `down`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Healthy => "healthy",
            Self::Degraded => "degraded",
            Self::Down => "down",
        }
    }
}

impl Reason {
    fn to_json(&self) -> String {
        let mut object = Object::default();
        object.text("measure", self.measure.name());
        object.text("status", self.status.name());
        object.text_or_null("of", self.of.as_deref());
        object.number("measured", self.measured);
        object.number("limit", self.limit);
        object.text("text", &self.to_string());
        object.end()
    }
}

impl fmt::Display for Health {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.status)?;
        let mut separator = ": ";
        for reason in &self.reasons {
            write!(formatter, "{separator}{reason}")?;
            separator = "; ";
        }
        Ok(())
    }
}

impl fmt::Display for Status {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self
            .measure
            .say(self.of.as_deref(), self.measured, self.limit);
        formatter.write_str(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(measure: Measure, of: Option<&str>, measured: f64, limit: f64) -> Reason {
        Reason {
            measure,
            status: measure.verdict(),
            of: of.map(str::to_owned),
            measured,
            limit,
        }
    }

    fn down() -> Health {
        let reasons = vec![
            reason(Measure::BreakerOpen, Some("a \"node\"\\\n\u{1}"), 1.0, 0.0),
            reason(Measure::Unanswered, None, 1.0, 0.0),
            reason(Measure::ErrorRate, None, 0.75, 0.5),
        ];
        Health::new(Duration::from_millis(61_500), reasons)
    }

    #[test]
    fn the_worst_reason_is_the_status() {
        assert_eq!(down().status, Status::Down);
        let degraded = vec![reason(Measure::Flushes, None, 4.0, 3.0)];
        assert_eq!(
            Health::new(Duration::ZERO, degraded).status,
            Status::Degraded
        );
        assert_eq!(
            Health::new(Duration::ZERO, Vec::new()).status,
            Status::Healthy
        );
    }

    #[test]
    fn the_shape_of_the_json_stays() {
        assert_eq!(
            down().to_json(),
            concat!(
                r#"{"status":"down","window_seconds":61.5,"reasons":["#,
                r#"{"measure":"breaker_open","status":"degraded","of":"a \"node\"\\\n\u0001","measured":1.0,"limit":0.0,"#,
                r#""text":"open circuit breaker of `a \"node\"\\\n\u0001`"},"#,
                r#"{"measure":"unanswered","status":"down","of":null,"measured":1.0,"limit":0.0,"#,
                r#""text":"no call got a value, every load failed"},"#,
                r#"{"measure":"error_rate","status":"degraded","of":null,"measured":0.75,"limit":0.5,"#,
                r#""text":"failed loads: 75.0 %, above 50.0 %"}]}"#,
            )
        );
        assert_eq!(
            Health::new(Duration::ZERO, Vec::new()).to_json(),
            r#"{"status":"healthy","window_seconds":0.0,"reasons":[]}"#
        );
    }

    #[test]
    fn it_displays_as_one_line() {
        let health = Health::new(
            Duration::ZERO,
            vec![
                reason(Measure::ErrorRate, None, 0.75, 0.5),
                reason(Measure::SharedUnavailable, None, 1.0, 0.0),
            ],
        );
        assert_eq!(
            health.to_string(),
            "degraded: failed loads: 75.0 %, above 50.0 %; Redis is not available, calls are answered without it"
        );
        assert_eq!(
            Health::new(Duration::ZERO, Vec::new()).to_string(),
            "healthy"
        );
    }
}
