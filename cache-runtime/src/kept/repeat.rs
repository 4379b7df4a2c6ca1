//! A load that is done again and again (`refresh_every`), as long as somebody asks for its entry now and then.

use super::Kept;
use crate::background::{Executor, Job};
use crate::cache::WeakCache;
use crate::clock::Millis;
use crate::passage::{Origin, Passage};
use crate::policy::Schedule;
use crate::shape::Cacheable;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The load of one entry.
pub(super) struct Repeat<V: Cacheable, B> {
    cache: WeakCache,
    origin: Origin<V>,
    kept: Mutex<Kept<B>>,
    schedule: Schedule,
    /// Where the function was called.
    executor: Executor,
    asked_at: AtomicU64,
    refresh: fn(&Executor, Box<Passage<'static, V>>, Kept<B>),
}

impl<V: Cacheable, B: Send + 'static> Repeat<V, B> {
    /// Where the policy wants it.
    pub(super) fn of(
        passage: &Passage<'static, V>,
        kept: &Kept<B>,
        refresh: fn(&Executor, Box<Passage<'static, V>>, Kept<B>),
    ) -> Option<Self> {
        let schedule = passage
            .policy()
            .schedule
            .filter(|_| passage.is_admitted())?;
        Some(Self {
            cache: passage.cache().downgrade(),
            origin: passage.origin(),
            kept: Mutex::new(kept.copy()?),
            schedule,
            executor: Executor::here(),
            asked_at: AtomicU64::new(0),
            refresh,
        })
    }

    /// Schedules the load of an entry that was found in the shared tier: the process that loaded it may be gone before it
    /// is due again. What is on the schedule already stays there as it is.
    pub(super) fn schedule_found(
        passage: &Passage<'static, V>,
        kept: &Kept<B>,
        refresh: fn(&Executor, Box<Passage<'static, V>>, Kept<B>),
    ) {
        if passage.policy().schedule.is_none() || passage.is_scheduled() {
            return;
        }
        if let Some(repeat) = Self::of(passage, kept, refresh) {
            repeat.schedule();
        }
    }

    /// Puts it on the schedule: its entry was just stored, as somebody has asked for it.
    pub(super) fn schedule(self) {
        let Some(cache) = self.cache.upgrade() else {
            return;
        };
        let now = cache.world().clock.now();
        self.asked(now);
        let due = now.saturating_add(self.schedule.every);
        let (region, key) = (self.origin.region(), self.origin.key().clone());
        let meter = self.origin.meter().clone();
        if !cache.schedule().keep(region, &key, due, Arc::new(self)) {
            meter.refuse_refresh();
        }
    }

    fn is_idle(&self, now: Millis, idle_after: Millis) -> bool {
        let noted = self.origin.asked_at().unwrap_or(0);
        let asked_at = self.asked_at.fetch_max(noted, Ordering::Relaxed).max(noted);
        now.saturating_sub(asked_at) >= idle_after
    }
}

impl<V: Cacheable, B: Send + 'static> Job for Repeat<V, B> {
    fn run(&self) -> Option<Millis> {
        let cache = self.cache.upgrade()?;
        let now = cache.world().clock.now();
        let (policy, _) = self.origin.policy();
        // Changed meanwhile, perhaps.
        let schedule = policy.schedule?;
        if self.is_idle(now, schedule.idle_after) || !self.origin.is_there() {
            return None;
        }
        if let Some(passage) = Passage::anew(cache, &self.origin, schedule.every) {
            let kept = {
                let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
                kept.copy()
            };
            let kept = kept.expect("only what can be copied is put on the schedule");
            (self.refresh)(&self.executor, passage, kept);
        }
        Some(now.saturating_add(schedule.every))
    }

    fn asked(&self, now: Millis) {
        self.asked_at.fetch_max(now, Ordering::Relaxed);
    }
}
