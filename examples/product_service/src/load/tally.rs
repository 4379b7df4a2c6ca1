//! What came of requests.

use hdrhistogram::Histogram;
use std::time::Duration;

/// What came of the requests of one worker, or of all.
#[derive(Debug, Clone)]
pub struct Tally {
    /// How long reads took, in nanoseconds.
    pub reads: Histogram<u64>,
    /// How long writes took, in nanoseconds.
    pub writes: Histogram<u64>,
    /// Requests without an answer, or with one of 5xx.
    pub failed: u64,
    /// Answers that are none to what was asked: another status, another product, no JSON.
    pub wrong: u64,
    /// Answers that are older than a write that had been acknowledged before they were asked for.
    pub stale: u64,
}

/// What one request came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// As it should be.
    Right,
    /// See [`Tally::failed`].
    Failed,
    /// See [`Tally::wrong`].
    Wrong,
    /// See [`Tally::stale`].
    Stale,
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            reads: histogram(),
            writes: histogram(),
            failed: 0,
            wrong: 0,
            stale: 0,
        }
    }
}

fn histogram() -> Histogram<u64> {
    Histogram::new(3).expect("three digits are no more than five")
}

impl Tally {
    pub(super) fn count(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Right => {}
            Outcome::Failed => self.failed += 1,
            Outcome::Wrong => self.wrong += 1,
            Outcome::Stale => self.stale += 1,
        }
    }

    pub(super) fn read_took(&mut self, took: Duration) {
        self.reads += nanoseconds(took);
    }

    pub(super) fn write_took(&mut self, took: Duration) {
        self.writes += nanoseconds(took);
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.reads += &other.reads;
        self.writes += &other.writes;
        self.failed += other.failed;
        self.wrong += other.wrong;
        self.stale += other.stale;
    }

    /// All requests.
    #[must_use]
    pub fn requests(&self) -> u64 {
        self.reads.len() + self.writes.len()
    }
}

fn nanoseconds(took: Duration) -> u64 {
    u64::try_from(took.as_nanos()).unwrap_or(u64::MAX)
}
