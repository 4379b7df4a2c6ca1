//! How long a call waits for the load of another process.

use crate::clock::{Clock, Stopwatch};
use crate::shared::Need;
use std::time::Duration;

/// How long a call waits for the value of another process. It looks again first soon, then less and less often; as a rule
/// it is woken before.
pub(super) struct Patience {
    pub(super) wait: Duration,
    next: Duration,
    watch: Stopwatch,
}

impl Patience {
    const FIRST: Duration = Duration::from_millis(10);
    const LONGEST: Duration = Duration::from_millis(250);

    pub(super) fn new(need: Need) -> Self {
        Self {
            wait: match need {
                Need::Value { wait } => wait,
                Need::Newer { .. } | Need::Replacement => Duration::ZERO,
            },
            next: Self::FIRST,
            // Of the system, whatever the cache goes by: another process' load takes real time.
            watch: Clock::System.stopwatch(),
        }
    }

    /// How long to pause before the next look, with a lease that is another's for `left`; none: not any longer.
    pub(super) fn pause(&mut self, left: Duration) -> Option<Duration> {
        let waited = Duration::from_micros(u64::from(self.watch.micros()));
        let remaining = self.wait.checked_sub(waited)?;
        let pause = self.next.min(left.max(Self::FIRST)).min(remaining);
        self.next = (2 * self.next).min(Self::LONGEST);
        (!remaining.is_zero()).then_some(pause)
    }

    /// Whether the call has paused.
    pub(super) fn was_needed(&self) -> bool {
        self.next != Self::FIRST
    }
}
