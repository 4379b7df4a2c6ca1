//! The time that one call may spend on Redis, whatever it does there: one operation's. Each operation has a deadline of its
//! own, which finds a server that is silent; this one is for a server that is slow.

use super::Tier;
use crate::clock::{Clock, Millis};
use crate::redis::{Fault, within};
use std::pin::Pin;
use std::time::Duration;

/// What is left of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Budget {
    left: Duration,
}

impl Budget {
    pub(super) fn of(tier: &Tier) -> Self {
        Self {
            left: tier.settings.operation,
        }
    }

    /// Does a single operation, the first of the call: its own deadline is the whole budget already, so a hit in
    /// Redis needs no second timer.
    pub(super) async fn begin<T, F>(&mut self, operation: Pin<&mut F>) -> Result<T, Fault>
    where
        F: Future<Output = Result<T, Fault>>,
    {
        let begun = Clock::System.now();
        let outcome = operation.await;
        self.take(begun);
        outcome
    }

    /// Does `operation`, or gives it up when the time is over. It may have been done then.
    pub(super) async fn spend<T, F>(
        &mut self,
        tier: &Tier,
        operation: Pin<&mut F>,
    ) -> Result<T, Fault>
    where
        F: Future<Output = Result<T, Fault>>,
    {
        let outcome = self.wait_for(tier, operation).await;
        outcome.unwrap_or(Err(Fault::Timeout))
    }

    /// Waits for `operation` until the time is over. `None`: it is not done yet, and may go on without the caller.
    pub(super) async fn wait_for<F: Future>(
        &mut self,
        tier: &Tier,
        operation: Pin<&mut F>,
    ) -> Option<F::Output> {
        let begun = Clock::System.now();
        let outcome = within(&tier.nodes.handle(), self.left, operation).await;
        self.take(begun);
        outcome
    }

    /// A millisecond more or less is none of a budget's concern.
    fn take(&mut self, begun: Millis) {
        let spent = Duration::from_millis(Clock::System.now().saturating_sub(begun));
        self.left = self.left.saturating_sub(spent);
    }
}
