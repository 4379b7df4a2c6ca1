//! What a load notes of the calls that it makes, and what a call notes in the load that makes it.

use super::{Passage, Step};
use crate::cached::Cached;
use crate::clock::Millis;
use crate::flight::Landed;
use crate::freshness::Life;
use crate::shape::Cacheable;
use crate::shared::Sharing;
use crate::tracking::{Observer, Recording};
use std::sync::Arc;

/// Looks at an entry that turned out to rest on more than was known before the last look.
const MOST_LOOKS: u32 = 4;

/// How long a value that was stale from the beginning is an answer before it is refreshed again, in milliseconds: its stale
/// part is being refreshed meanwhile, or its source is left alone.
const PAUSE: Millis = 1000;

impl<V: Cacheable> Passage<'_, V> {
    /// What is to record the calls of the load that begins. One that `cache_if` did not let in is no entry, and so a part of
    /// the load that makes the call.
    pub(crate) fn recorder(&mut self) -> Option<Arc<Recording>> {
        let Some(lead) = &self.lead else {
            return self.recording.take();
        };
        if !self.site.tracks {
            return None;
        }
        let (cache, region) = (self.cache.address(), self.bound.region.address());
        let recording = lead.record(Recording::new(cache, region, self.key.clone()));
        if self.shares() {
            recording.want_versions();
        }
        self.recording = Some(recording.clone());
        Some(recording)
    }

    fn shares(&self) -> bool {
        self.sharing.as_ref().is_some_and(Sharing::may_fill)
    }

    /// The life of a value of which a part is past its time: it is past its own. None, where a part is not known well enough.
    pub(super) fn aged(&self, life: Option<Life>) -> Option<Life> {
        let Some(recording) = &self.draft.recording else {
            return life;
        };
        if recording.is_foreign() {
            return None;
        }
        if !recording.is_stale() {
            return life;
        }
        let life = life.filter(|life| life.window > 0)?;
        Some(Life {
            fresh_until: life.stored_at,
            ttl: 0,
            quiet_until: life.stored_at.saturating_add(PAUSE),
            ..life
        })
    }

    /// Goes as far as an answer or the loader, for a load that is to know what the answer rests on.
    pub(super) async fn approach_noted(&mut self, observer: Arc<Observer>) -> Step<V> {
        if observer.wants_proof() {
            let entry = self.bound.region.peek(&self.key);
            let cells = entry.map(|entry| entry.cells);
            observer.prepare(&self.cache, cells).await;
        }
        let step = self.approach().await;
        self.noted_step(step).await
    }

    /// The step, with an answer that the load which makes this call can share.
    pub(super) async fn noted_step(&self, step: Step<V>) -> Step<V> {
        let Some(observer) = &self.observer else {
            return step;
        };
        match step {
            Step::Answer(cached) => Step::Answer(Box::pin(self.proved(observer, cached)).await),
            Step::Refresh(cached) => Step::Refresh(Box::pin(self.proved(observer, cached)).await),
            // Neither a failure nor a value past its time is an entry that could be shared.
            step @ (Step::Failed(_) | Step::Late(_) | Step::Busy | Step::Load) => step,
        }
    }

    /// The answer, or what memory has in its place by then, so that the load can be shared; if it cannot, the answer.
    pub(super) async fn proved(&self, observer: &Observer, mut cached: Cached<V>) -> Cached<V> {
        if !observer.wants_proof() {
            return cached;
        }
        for _ in 0..MOST_LOOKS {
            if observer.is_proved(&self.cache).await {
                return cached;
            }
            let Some(entry) = self.bound.region.peek(&self.key) else {
                break;
            };
            let now = self.now();
            observer.saw_entry(&entry.cells, &entry.life, now);
            cached = Cached::new(entry.value, cached.source, Some(entry.life), now);
        }
        observer.give_up();
        cached
    }

    /// The answer is that of another's load.
    pub(super) fn note_landed(&self, landed: &Landed<V>) {
        if let Some(observer) = &self.observer {
            observer.saw_landed(landed, self.now());
        }
    }
}
