//! The course of an audit, step by step.
//!
//! ```text
//! the source is asked ─ the same ─────────────────────────────────────────────────────────────► same
//!        └ something else ─ a while later the entry is gone, or another ──────────────────────► settled
//!                    └ it is there ─ the source is asked again ─ the same as the entry ───────► settled
//!                                            └ something else ─ the entry is gone, or another ► settled
//!                                                        └ it is there ───────────────────────► stale
//! ```

use super::Subject;
use super::subject::Held;
use super::verdict::Verdict;
use crate::background::{Permit, Work};
use crate::clock::Millis;
use crate::shape::{Cacheable, Shape};
use crate::timer::{before, until};
use std::future::Future;
use std::sync::Arc;

/// How long an invalidation may be on its way from the commit of what it is about until it is carried out here: the function
/// that writes has to return, and Redis to be told; and a message of another process that is lost is missed at the next
/// heartbeat of the bus, a second later at most.
const ON_ITS_WAY: Millis = 2_000;

/// Times its `timeout` that a load is given: nobody waits for it, but one that hangs must not keep its place for ever.
const PATIENCE: Millis = 10;

/// An audit. Whatever becomes of it is counted, once.
pub(crate) struct Audit<V: Cacheable> {
    subject: Subject<V>,
    served_at: Millis,
    /// What memory had when the hit was answered.
    served: Option<Held<V>>,
    verdict: Verdict,
    /// The last of the fields: what an audit has come to is counted before its place is free.
    permit: Arc<Permit>,
}

impl<V: Cacheable> Audit<V> {
    /// One of the entry that has just answered a hit, if there is room for it.
    pub(crate) fn begin(subject: Subject<V>) -> Option<Self> {
        let Some(permit) = subject.cache.tasks().permit(Work::Audit) else {
            subject.bound.meter.record(Verdict::Skipped.event());
            return None;
        };
        Some(Self {
            served_at: subject.clock().now(),
            served: subject.in_memory(),
            subject,
            verdict: Verdict::Skipped,
            permit: Arc::new(permit),
        })
    }

    /// The leave to run; what blocks a thread keeps it as long.
    pub(crate) fn permit(&self) -> &Arc<Permit> {
        &self.permit
    }

    pub(crate) fn subject(&self) -> &Subject<V> {
        &self.subject
    }

    /// Goes to the end. `first` and `again` run the function; nothing comes of one that fails.
    pub(crate) async fn go<S: Shape<Stored = V>>(
        mut self,
        first: impl Future<Output = Option<S::Value>>,
        again: impl Future<Output = Option<S::Value>>,
    ) {
        self.verdict = self.verdict::<S>(first, again).await;
    }

    async fn verdict<S: Shape<Stored = V>>(
        &mut self,
        first: impl Future<Output = Option<S::Value>>,
        again: impl Future<Output = Option<S::Value>>,
    ) -> Verdict {
        let served = match self.served.take() {
            Some(served) => Some(served),
            None => self.subject.look().await,
        };
        let Some(served) = served.filter(|served| S::value(&served.value).is_some()) else {
            return Verdict::Settled;
        };
        match self.holds_against::<S>(&served, first).await {
            None => return Verdict::Failed,
            Some(true) => return Verdict::Same,
            Some(false) => {}
        }
        let clock = self.subject.clock();
        until(clock, clock.exact().saturating_add(ON_ITS_WAY)).await;
        if !self.is_there::<S>(&served).await {
            return Verdict::Settled;
        }
        match self.holds_against::<S>(&served, again).await {
            None => return Verdict::Failed,
            Some(true) => return Verdict::Settled,
            Some(false) => {}
        }
        if !self.is_there::<S>(&served).await {
            return Verdict::Settled;
        }
        Verdict::Stale {
            age: self.served_at.saturating_sub(served.stored_at),
        }
    }

    /// Whether the source says what was served, if it says anything.
    async fn holds_against<S: Shape<Stored = V>>(
        &self,
        served: &Held<V>,
        load: impl Future<Output = Option<S::Value>>,
    ) -> Option<bool> {
        let loaded = self.in_time(load).await?;
        S::value(&served.value).map(|value| S::is_same(value, &loaded))
    }

    async fn in_time<T>(&self, load: impl Future<Output = Option<T>>) -> Option<T> {
        let Some(timeout) = self.subject.timeout() else {
            return load.await;
        };
        let clock = self.subject.clock();
        let end = clock
            .exact()
            .saturating_add(timeout.saturating_mul(PATIENCE));
        before(clock, end, load).await?
    }

    /// Whether the entry that was served is there still.
    async fn is_there<S: Shape<Stored = V>>(&self, served: &Held<V>) -> bool {
        let Some(held) = self.subject.look().await else {
            return false;
        };
        let values = S::value(&held.value).zip(S::value(&served.value));
        held.stored_at == served.stored_at
            && values.is_some_and(|(now, then)| S::is_same(now, then))
    }
}

impl<V: Cacheable> Drop for Audit<V> {
    fn drop(&mut self) {
        // A comparison is the user's code.
        let verdict = if std::thread::panicking() {
            Verdict::Failed
        } else {
            self.verdict
        };
        self.subject.bound.meter.record(verdict.event());
    }
}
