//! What came of a warming: counts, the first of the errors, and the time it took.

use super::settings::{OnProgress, Progress};
use crate::background::{Panic, message};
use crate::cached::Source;
use crate::clock::{Clock, Millis};
use crate::key::CacheKey;
use std::fmt;
use std::time::Duration;

/// Errors that a summary tells of; of the others it keeps the number.
const MOST_ERRORS: usize = 100;
/// Errors that its text shows.
const MOST_SHOWN: usize = 3;

/// What came of a warming.
///
/// Displays as one line: `98 loaded, 1 present, 1 failed in 1.2s; user:7: no such user`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
#[must_use = "it says what could not be loaded"]
pub struct Warmed {
    /// Keys whose values were loaded, by this warming or by a call that it met on the way.
    pub loaded: u64,
    /// Keys whose values were there, in memory or in the shared tier.
    pub present: u64,
    /// Keys whose calls returned an error, or panicked.
    pub failed: u64,
    /// The first hundred of those.
    pub errors: Vec<Unwarmed>,
    /// How long it took, to the millisecond.
    pub elapsed: Duration,
}

/// A key that could not be loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unwarmed {
    /// The text of the key; none, where a whole warming has failed ([`warm_on_start`](crate::CacheBuilder::warm_on_start)).
    pub key: Option<String>,
    /// The error as it displays, or else as it debugs; or what the panic said.
    pub error: String,
}

/// What the call of one key has come to.
pub(super) type Outcome = Result<Result<Source, String>, Panic>;

impl Warmed {
    /// A warming of which nothing is left but its error.
    pub(super) fn failed_with(error: String) -> Self {
        Self {
            failed: 1,
            errors: vec![Unwarmed { key: None, error }],
            ..Self::default()
        }
    }
}

impl fmt::Display for Warmed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            loaded,
            present,
            failed,
            errors,
            elapsed,
        } = self;
        write!(
            formatter,
            "{loaded} loaded, {present} present, {failed} failed in {elapsed:?}"
        )?;
        for error in errors.iter().take(MOST_SHOWN) {
            write!(formatter, "; {error}")?;
        }
        let further = failed.saturating_sub(errors.len().min(MOST_SHOWN) as u64);
        if further > 0 {
            write!(formatter, "; and {further} more")?;
        }
        Ok(())
    }
}

impl fmt::Display for Unwarmed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(key) = &self.key {
            write!(formatter, "{key}: ")?;
        }
        formatter.write_str(&self.error)
    }
}

/// A summary in the making.
pub(super) struct Tally {
    progress: Progress,
    errors: Vec<Unwarmed>,
    clock: Clock,
    begun: Millis,
    on_progress: Option<OnProgress>,
}

impl Tally {
    pub(super) fn begin(on_progress: Option<OnProgress>, keys: (usize, Option<usize>)) -> Self {
        let (least, most) = keys;
        let clock = Clock::System;
        Self {
            progress: Progress {
                expected: most.filter(|most| *most == least).map(|most| most as u64),
                ..Progress::default()
            },
            errors: Vec::new(),
            begun: clock.exact(),
            clock,
            on_progress,
        }
    }

    pub(super) fn note(&mut self, key: &CacheKey, outcome: Outcome) {
        self.progress.done += 1;
        match outcome {
            Ok(Ok(Source::Loader)) => self.progress.loaded += 1,
            Ok(Ok(Source::Memory | Source::Redis)) => self.progress.present += 1,
            Ok(Err(error)) => self.fail(key, error),
            Err(panic) => self.fail(key, format!("panicked: {}", message(&panic))),
        }
        if let Some(tell) = &mut self.on_progress {
            tell(&self.progress);
        }
    }

    fn fail(&mut self, key: &CacheKey, error: String) {
        self.progress.failed += 1;
        if self.errors.len() < MOST_ERRORS {
            let key = Some(key.text());
            self.errors.push(Unwarmed { key, error });
        }
    }

    pub(super) fn end(self) -> Warmed {
        let Progress {
            loaded,
            present,
            failed,
            ..
        } = self.progress;
        let elapsed = self.clock.exact().saturating_sub(self.begun);
        Warmed {
            loaded,
            present,
            failed,
            errors: self.errors,
            elapsed: Duration::from_millis(elapsed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn warmed(failed: u64, errors: &[&str]) -> Warmed {
        let error = |error: &&str| Unwarmed {
            key: Some("user:7".into()),
            error: (*error).to_owned(),
        };
        Warmed {
            loaded: 98,
            present: 1,
            failed,
            errors: errors.iter().map(error).collect(),
            elapsed: Duration::from_millis(1200),
        }
    }

    #[test]
    fn a_summary_shows_counts_and_the_first_errors() {
        assert_eq!(
            warmed(0, &[]).to_string(),
            "98 loaded, 1 present, 0 failed in 1.2s"
        );
        assert_eq!(
            warmed(1, &["no such user"]).to_string(),
            "98 loaded, 1 present, 1 failed in 1.2s; user:7: no such user"
        );
    }

    #[test]
    fn a_summary_says_how_many_errors_it_does_not_show() {
        assert_eq!(
            warmed(150, &["a", "b", "c", "d"]).to_string(),
            "98 loaded, 1 present, 150 failed in 1.2s; user:7: a; user:7: b; user:7: c; and 147 more"
        );
    }
}
