//! The end of the way: the load begins, and ends with a value, a failure or a panic.

use super::{Arrival, Intent, Passage};
use crate::cache::Bound;
use crate::cached::{Cached, Source};
use crate::clock::{Millis, Stopwatch};
use crate::commit::{Destination, Fill, Precedence};
use crate::context::Said;
use crate::flight::{FlightId, block_on};
use crate::metrics::{Answer, Event, Meter};
use crate::region::Entry;
use crate::shape::{Cacheable, SharedFailure};
use crate::shared::{Sharing, Verdict};
use crate::trace::{CallSpan, LoadSpan};
use std::sync::Arc;

/// A load on its way.
pub(super) struct UnderWay {
    stopwatch: Stopwatch,
    outcome: Outcome,
}

impl<V: Cacheable> Passage<'_, V> {
    /// The load begins. Returns the flight that it is, if it is one.
    pub(crate) fn depart(&mut self) -> Option<FlightId> {
        let Some(lead) = &self.lead else {
            self.limits.answered(Answer::Bypassed);
            return None;
        };
        if self.is_refresh() {
            self.bound.meter.record(Event::Refresh);
        }
        let stopwatch = self.cache.world().clock.stopwatch();
        self.under_way = Some(UnderWay {
            stopwatch,
            outcome: Outcome::open(&self.bound, &self.span),
        });
        Some(lead.id())
    }

    /// The span of the load that has begun, for as long as it is polled.
    pub(crate) fn load_span(&self) -> LoadSpan {
        match &self.under_way {
            Some(under_way) => under_way.outcome.span.clone(),
            None => self.span.bypass(),
        }
    }

    /// The load ended with something to store: stores it, and tells those who wait.
    pub(crate) async fn arrive(mut self: Box<Self>, arrival: Arrival<V>) -> Cached<V> {
        let (Some(lead), Some(under_way)) = (self.lead.take(), self.under_way.take()) else {
            return Cached::new(arrival.stored, Source::Loader, None, self.now());
        };
        self.draft.recording = self.recording.take();
        let cost = under_way.stopwatch.micros();
        let begun = lead.begun();
        let now = self.now();
        let destination = self.destination();
        let life = destination
            .life(now, arrival.ttl, cost, arrival.lasts)
            // Redis is not told of what memory will refuse.
            .filter(|_| !self.bound.ruling.is_off());
        let life = self.aged(life);
        let verdict = if self.sharing.is_some() {
            let span = self.span.clone();
            let offer = Box::pin(self.offer_to_tier(&arrival.stored, life.as_ref()));
            span.within(offer).await
        } else {
            Verdict::Elsewhere
        };
        let fill = Fill {
            stored: arrival.stored,
            bytes: arrival.bytes,
            life,
            begun,
            cells: self.cells.take().unwrap_or_default(),
            precedence: Precedence::Successor,
        };
        let copy = self.copy(verdict);
        if let Some(observer) = &self.observer {
            observer.saw(&self.destination().cells(&fill.cells, &self.draft));
            if self
                .draft
                .recording
                .as_ref()
                .is_some_and(|recording| recording.is_stale())
            {
                observer.saw_stale();
            }
        }
        let cached = {
            let _entered = self.span.enter();
            self.destination()
                .land(lead, fill, &self.draft, copy, Source::Loader)
        };
        if self.is_refresh() && !under_way.outcome.failed {
            self.bound.meter.record(Event::RefreshOk);
        }
        under_way.outcome.close(cost);
        self.limits.answered(Answer::Miss);
        match &self.observer {
            // Boxed: few calls are noted.
            Some(observer) => Box::pin(self.proved(observer, cached)).await,
            None => cached,
        }
    }

    /// The same for a caller that blocks its thread.
    #[inline(never)]
    pub(crate) fn arrive_blocking(self: Box<Self>, arrival: Arrival<V>) -> Cached<V> {
        block_on(self.arrive(arrival))
    }

    /// The load ended with a failure, which those who wait may share. There may still be an answer: a value that is to be
    /// refreshed, or kept for this.
    pub(crate) fn fail(&mut self, failure: Option<SharedFailure>) -> Option<Cached<V>> {
        if let Some(under_way) = self.under_way.take() {
            under_way.outcome.close(under_way.stopwatch.micros());
        }
        let stale = self.rescue();
        if let (None, Some(lead)) = (&stale, self.lead.take()) {
            lead.fail(failure);
        }
        stale
    }

    /// The load ended with a panic.
    pub(crate) fn panic(&mut self) -> Option<Cached<V>> {
        if let Some(under_way) = self.under_way.take() {
            under_way.outcome.panicked();
        }
        if self.is_refresh() {
            self.bound.meter.record(Event::RefreshError);
        }
        self.rescue()
    }

    /// The value that is good enough where there is no other: for this caller and for those who wait.
    fn rescue(&mut self) -> Option<Cached<V>> {
        let entry = self.limits.fallback()?;
        self.limits.quieten();
        if let Some(lead) = self.lead.take() {
            lead.rests_finally_on(entry.cells.clone());
            lead.land(&entry.value, Some(entry.life));
        }
        Some(self.limits.answer(entry))
    }

    /// The value that a load is to replace, as far as it is still known.
    pub(crate) fn stale(&self) -> Option<Entry<V>> {
        let may_be_there = self.intent == Intent::Refresh || !self.policy.is_plain();
        (self.admitted && may_be_there)
            .then(|| self.bound.region.peek(&self.key))
            .flatten()
    }

    /// Whether there is a value that is good enough where a load fails.
    pub(crate) fn can_be_rescued(&self) -> bool {
        self.limits.fallback().is_some()
    }

    /// The ttl that a value gets; zero means that it is not stored.
    pub(crate) fn ttl_of(&self, stored: &V) -> Millis {
        self.destination()
            .ttl((self.questions.is_absent)(stored), &self.draft)
    }

    /// The ttl that a failure gets, where failures are cached.
    pub(crate) fn ttl_of_failure(&self) -> Millis {
        self.policy.error_ttl.unwrap_or(0)
    }

    /// Takes over what the loader has said. Tags among it are news: the next load of this function reckons with them.
    pub(crate) fn heed(&mut self, said: &mut Said) {
        self.draft.said_ttl = said.ttl;
        self.draft.unwanted |= said.unwanted;
        self.add_tags(std::mem::take(&mut said.tags));
    }

    fn add_tags(&mut self, tags: Vec<String>) {
        if !tags.is_empty() {
            self.bound.expect_result_tags();
        }
        for tag in tags {
            if !self.draft.tags.contains(&tag) {
                self.draft.tags.push(tag);
            }
        }
    }

    /// The load keeps `entry`: what that rests on, what the new one rests on as well. Its tags are those of an earlier
    /// load, which this one need not have said again.
    pub(crate) fn keep_links(&mut self, entry: &Entry<V>) {
        self.bound.meter.record(Event::Unchanged);
        if self.site.tracks {
            // Under which versions the old value had read its parts nobody knows any more.
            self.sharing.iter_mut().for_each(Sharing::resign);
        }
        let cells = self.cells.take().unwrap_or_default();
        self.cells = Some(cells.and(&entry.cells));
        match self.known_tags.take() {
            Some(tags) => self.add_tags(tags),
            // Nobody knows their names, so other processes could not heed them.
            None if self.bound.has_result_tags() => {
                self.sharing.iter_mut().for_each(Sharing::resign);
            }
            None => {}
        }
    }

    pub(crate) fn count_failure(&mut self) {
        if let Some(under_way) = &mut self.under_way {
            under_way.outcome.fail();
        }
        if self.is_refresh() {
            self.bound.meter.record(Event::RefreshError);
        }
    }

    pub(super) fn destination(&self) -> Destination<'_, V> {
        Destination {
            cache: &self.cache,
            bound: &self.bound,
            policy: &self.policy,
        }
    }
}

/// Counts a load, whatever becomes of it.
struct Outcome {
    meter: Arc<Meter>,
    span: LoadSpan,
    failed: bool,
    ended: bool,
}

impl Outcome {
    fn open<V: Cacheable>(bound: &Bound<V>, call: &CallSpan) -> Self {
        bound.meter.record(Event::Load);
        Self {
            meter: bound.meter.clone(),
            span: call.load(&bound.meter.function),
            failed: false,
            ended: false,
        }
    }

    /// The loader has returned an error.
    fn fail(&mut self) {
        self.failed = true;
        self.meter.record(Event::LoadError);
        self.span.ended("error");
    }

    fn close(mut self, micros: u32) {
        self.ended = true;
        if !self.failed {
            self.meter.record(Event::LoadOk);
            self.span.ended("ok");
        }
        self.meter.loaded_in(micros);
    }

    fn panicked(mut self) {
        self.ended = true;
        self.meter.record(Event::LoadPanic);
        self.span.ended("panic");
    }
}

impl Drop for Outcome {
    fn drop(&mut self) {
        if !self.ended {
            let (event, outcome) = if std::thread::panicking() {
                (Event::LoadPanic, "panic")
            } else {
                (Event::LoadCancelled, "cancelled")
            };
            self.meter.record(event);
            self.span.ended(outcome);
        }
    }
}
