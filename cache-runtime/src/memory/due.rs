//! When it is worth the while to look through a store for entries whose time is over. A store with millions of them takes
//! longer to look through than it may take each second.

use crate::clock::{Millis, NEVER};
use crate::invalidation::Number;
use std::sync::atomic::{AtomicU64, Ordering};

/// So many times as long as a sweep has taken, none is made.
const RESTS: Millis = 20;

/// What is known of the next sweep of one store.
#[derive(Debug)]
pub(crate) struct Due {
    /// No entry ends before this.
    end: AtomicU64,
    /// Up to this invalidation every entry was looked at.
    epoch: AtomicU64,
    /// Before this moment the store is left alone.
    rest: AtomicU64,
}

impl Default for Due {
    fn default() -> Self {
        Self {
            end: AtomicU64::new(NEVER),
            epoch: AtomicU64::new(0),
            rest: AtomicU64::new(0),
        }
    }
}

impl Due {
    /// An entry is in the store that ends then; it has to be there already, so that a sweep which begins meanwhile either
    /// finds it or is told of it.
    pub(crate) fn note(&self, end: Millis) {
        if end < self.end.load(Ordering::SeqCst) {
            self.end.fetch_min(end, Ordering::SeqCst);
        }
    }

    /// Whether a sweep may find anything, and may be made again. `epoch` is the latest invalidation.
    pub(crate) fn is_due(&self, now: Millis, epoch: Number) -> bool {
        let found = now >= self.end.load(Ordering::SeqCst);
        let suspect = epoch > self.epoch.load(Ordering::SeqCst);
        (found || suspect) && now >= self.rest.load(Ordering::SeqCst)
    }

    /// A sweep begins.
    pub(crate) fn begin(&self) {
        self.end.store(NEVER, Ordering::SeqCst);
    }

    /// A sweep has ended: `end` is the first end of what stays, all of which is valid up to `epoch`.
    pub(crate) fn swept(&self, end: Millis, epoch: Number) {
        self.note(end);
        self.epoch.fetch_max(epoch, Ordering::SeqCst);
    }

    /// The sweep that is over at `now` took so long.
    pub(crate) fn rest(&self, now: Millis, took: Millis) {
        let rest = now.saturating_add(took.saturating_mul(RESTS));
        self.rest.store(rest, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_due_before_the_first_entry_ends() {
        let due = Due::default();
        assert!(!due.is_due(1_000_000, 0));
        due.note(500);
        due.note(900);
        assert!(!due.is_due(499, 0));
        assert!(due.is_due(500, 0));
        due.begin();
        due.swept(900, 0);
        assert!(!due.is_due(899, 0));
        assert!(due.is_due(900, 0));
    }

    #[test]
    fn what_comes_in_during_a_sweep_is_not_forgotten() {
        let due = Due::default();
        due.note(500);
        due.begin();
        due.note(700);
        due.swept(NEVER, 0);
        assert!(due.is_due(700, 0));
    }

    #[test]
    fn an_invalidation_makes_a_sweep_due_once() {
        let due = Due::default();
        assert!(due.is_due(0, 5));
        due.begin();
        due.swept(NEVER, 5);
        assert!(!due.is_due(0, 5));
        assert!(due.is_due(0, 6));
    }

    #[test]
    fn a_store_that_takes_long_is_swept_more_seldom() {
        let due = Due::default();
        due.note(500);
        due.rest(500, 100);
        assert!(!due.is_due(2_499, 0));
        assert!(due.is_due(2_500, 0));
    }
}
