//! How long one caller waits, and what it gets when its time is over or its load has failed: the stale value, if that is
//! still good for it.

use crate::cache::{Bound, Cache};
use crate::cached::{Cached, Source};
use crate::clock::{Clock, Millis};
use crate::error::LoadTimeout;
use crate::key::EncodedKey;
use crate::metrics::{Account, Answer, Event};
use crate::policies::PolicyOfCall;
use crate::region::Entry;
use crate::shape::Cacheable;
use crate::timer::until;
use crate::tracking::Observer;
use std::future::{Future, pending, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

/// The limits of one call.
pub(crate) struct Limits<'s, V: Cacheable> {
    bound: Arc<Bound<V>>,
    key: EncodedKey,
    policy: PolicyOfCall<'s>,
    clock: Clock,
    /// When the call began; asked for only where its time is limited.
    begun: Millis,
    /// Whether an old value would do.
    falls_back: bool,
    /// How long a source is left alone that has failed.
    throttle: Millis,
    /// Whether the caller is gone, and nobody waits.
    lifted: bool,
    /// The load that makes the call, if that records what it calls.
    observer: Option<Arc<Observer>>,
    /// What the caller is answered with; none, where it did not ask for a cached value, or is gone.
    account: Option<Arc<Account>>,
}

/// The time of a call was over.
pub(crate) enum Late<V> {
    Stale(Cached<V>),
    Empty(LoadTimeout),
}

impl<V: Cacheable> Clone for Limits<'_, V> {
    fn clone(&self) -> Self {
        Self {
            bound: self.bound.clone(),
            key: self.key.clone(),
            policy: self.policy.clone(),
            clock: self.clock.clone(),
            begun: self.begun,
            falls_back: self.falls_back,
            throttle: self.throttle,
            lifted: self.lifted,
            observer: self.observer.clone(),
            account: self.account.clone(),
        }
    }
}

impl<'s, V: Cacheable> Limits<'s, V> {
    /// Those of a call that begins now.
    pub(crate) fn begin(
        bound: &Arc<Bound<V>>,
        key: &EncodedKey,
        policy: PolicyOfCall<'s>,
        cache: &Cache,
        falls_back: bool,
    ) -> Self {
        let clock = &cache.world().clock;
        let begun = if policy.limits_time() {
            clock.exact()
        } else {
            0
        };
        Self {
            bound: bound.clone(),
            key: key.clone(),
            policy,
            clock: clock.clone(),
            begun,
            falls_back,
            throttle: cache.stale_throttle(),
            lifted: false,
            observer: None,
            account: None,
        }
    }

    /// What the caller is answered with is noted there.
    pub(crate) fn accounted(mut self, account: Option<Arc<Account>>) -> Self {
        self.account = account;
        self
    }

    /// Notes what the caller is answered with, if there is one and it is its first answer.
    pub(crate) fn answered(&self, answer: Answer) {
        if let Some(account) = &self.account {
            account.note(answer);
        }
    }

    /// The caller is to load.
    pub(crate) fn leads(&self) {
        if let Some(account) = &self.account {
            account.lead();
        }
    }

    /// What these fall back on is a part of what that load returns.
    pub(crate) fn seen_by(mut self, observer: Option<Arc<Observer>>) -> Self {
        self.observer = observer;
        self
    }

    /// The caller has its answer and is gone.
    pub(crate) fn lift(&mut self) {
        self.lifted = true;
        self.observer = None;
        self.account = None;
    }

    pub(crate) fn are_lifted(&self) -> bool {
        self.lifted
    }

    /// Whether the call may take what it takes.
    pub(crate) fn are_none(&self) -> bool {
        self.lifted || !self.policy.limits_time()
    }

    /// The end of the time of a load that nobody waits for: so many timeouts from now.
    pub(crate) fn patience(&self, timeouts: Millis) -> Option<Millis> {
        let timeout = self.policy.timeout?;
        Some(
            self.clock
                .exact()
                .saturating_add(timeouts.saturating_mul(timeout)),
        )
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.clock
    }

    /// What `future` yields, unless the time of the call is over before.
    pub(crate) async fn bound<F: Future>(&self, future: F) -> Result<F::Output, Late<V>> {
        if self.are_none() {
            return Ok(future.await);
        }
        let (mut future, mut over) = (pin!(future), Box::pin(self.over()));
        poll_fn(|context| match future.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Ok(output)),
            Poll::Pending => over.as_mut().poll(context).map(Err),
        })
        .await
    }

    /// Ends when the time of the call does. The soft timeout counts only where there is a value to fall back on.
    pub(crate) async fn over(&self) -> Late<V> {
        if let Some(timeout) = self.policy.soft_timeout.filter(|_| self.falls_back) {
            until(&self.clock, self.begun.saturating_add(timeout)).await;
            if let Some(stale) = self.fall_back() {
                self.bound.meter.record(Event::SoftTimeout);
                return Late::Stale(stale);
            }
        }
        let Some(timeout) = self.policy.timeout else {
            return pending().await;
        };
        until(&self.clock, self.begun.saturating_add(timeout)).await;
        self.bound.meter.record(Event::Timeout);
        if let Some(stale) = self.fall_back() {
            return Late::Stale(stale);
        }
        self.answered(Answer::Timeout);
        Late::Empty(LoadTimeout::new(Duration::from_millis(timeout)))
    }

    /// The value that is the answer where the load is none: what is in memory now, and was not invalidated since.
    pub(crate) fn fall_back(&self) -> Option<Cached<V>> {
        self.fallback().map(|entry| self.answer(entry))
    }

    /// Answers with an entry that is good enough. Where the caller is gone, nobody gets a stale answer.
    pub(crate) fn answer(&self, entry: Entry<V>) -> Cached<V> {
        let now = self.clock.now();
        self.note(&entry);
        self.answered(if entry.life.is_stale(now) {
            Answer::Fallback
        } else {
            Answer::Hit
        });
        Cached::new(entry.value, Source::Memory, Some(entry.life), now)
    }

    /// The entry is the answer.
    pub(crate) fn note(&self, entry: &Entry<V>) {
        if let Some(observer) = &self.observer {
            observer.saw_entry(&entry.cells, &entry.life, self.clock.now());
            // Found without a look at the shared tier.
            observer.give_up();
        }
    }

    /// The same as an entry, and nothing is counted.
    pub(crate) fn fallback(&self) -> Option<Entry<V>> {
        if !self.falls_back {
            return None;
        }
        let (entry, _) = self.bound.region.look(&self.key, &self.policy)?;
        Some(entry)
    }

    /// The load has failed: its source is left alone for a while, if there is a value that can wait.
    pub(crate) fn quieten(&self) {
        self.pause(self.throttle);
    }

    /// Leaves the source alone for so long.
    pub(crate) fn pause(&self, pause: Millis) {
        if self.falls_back {
            self.bound.region.quieten(&self.key, &self.policy, pause);
        }
    }
}
