//! How long to wait before the next attempt to connect. Full jitter: a thousand processes that lost the same server do not
//! come back in step.

use std::time::Duration;

/// The bound of the first wait; each further one is twice as long, up to [`LONGEST`].
const FIRST: Duration = Duration::from_millis(50);
const LONGEST: Duration = Duration::from_secs(2);

#[derive(Debug, Default)]
pub(super) struct Backoff {
    attempts: u32,
}

impl Backoff {
    /// A wait drawn uniformly below the bound of this attempt.
    pub(super) fn next(&mut self) -> Duration {
        let bound = bound(self.attempts);
        self.attempts = self.attempts.saturating_add(1);
        bound.mul_f64(fastrand::f64())
    }

    /// The connection has proved itself: the next wait is a short one again.
    pub(super) fn reset(&mut self) {
        self.attempts = 0;
    }
}

fn bound(attempts: u32) -> Duration {
    FIRST.saturating_mul(1 << attempts.min(16)).min(LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest() {
        assert_eq!(bound(0), FIRST);
        assert_eq!(bound(1), FIRST * 2);
        assert_eq!(bound(6), LONGEST);
        assert_eq!(bound(u32::MAX), LONGEST);
    }

    #[test]
    fn a_reset_starts_anew() {
        let mut backoff = Backoff::default();
        (0..9).for_each(|_| assert!(backoff.next() <= LONGEST));
        backoff.reset();
        assert!(backoff.next() <= FIRST);
    }
}
