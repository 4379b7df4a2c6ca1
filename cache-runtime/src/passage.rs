//! One caller's way to a value: memory, the flight, the shared tier, the load, the commit.
//!
//! Nothing here knows the user's function, its future or its error: `load.rs` does, and asks for one step after the
//! other. So this code is compiled once for each value type and not once for each function.

use crate::cache::{Bound, Cache};
use crate::cached::{Cached, Source};
use crate::call::Target;
use crate::clock::{Millis, Stopwatch};
use crate::commit::{Destination, Fill, MemoryCopy};
use crate::draft::Draft;
use crate::flight::{
    Arrival as Joining, Entrance, FlightId, Join, Landing, Lead, block_on, leading_now,
};
use crate::freshness::Life;
use crate::invalidation::{Cells, Links};
use crate::key::EncodedKey;
use crate::metrics::{Event, Meter};
use crate::policy::{Policy, Stampede};
use crate::region::{Entry, Look};
use crate::shape::{Cacheable, Coder, SharedFailure};
use crate::shared::{Finding, Found, Need, Sharing, Verdict};
use std::sync::Arc;
use std::time::Duration;

/// What a caller wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Intent {
    /// A value, from wherever.
    Get,
    /// A new value, whatever is cached.
    Refresh,
}

/// Whether the caller waits by blocking its thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Caller {
    Blocking,
    Async,
}

/// How a caller's way to the loader ended.
pub(crate) enum Admission<V> {
    /// Somewhere before it, with a value.
    Answer(Cached<V>),
    /// With the failure of the load that the caller waited for. Who cannot make use of it asks again.
    Failed(SharedFailure),
    /// There: the caller is to load.
    Load,
}

/// A caller on its way.
pub(crate) struct Passage<'a, V: Cacheable> {
    cache: &'a Cache,
    target: Target<'a>,
    key: EncodedKey,
    bound: Arc<Bound<V>>,
    questions: Questions<V>,
    intent: Intent,
    caller: Caller,
    join: Join,
    /// A value that is fresh still, while its early refresh is on.
    spare: Option<Entry<V>>,
    /// The right to store; a caller that `cache_if` sent past the cache loads without it.
    lead: Option<Lead<V>>,
    /// What the value rests on; known when the loader is.
    cells: Option<Cells>,
    /// The dealings with the shared tier, if the cache has one and the function uses it.
    sharing: Option<Sharing<V>>,
    under_way: Option<UnderWay>,
    pub(crate) links: Links,
    pub(crate) draft: Draft,
}

/// What can be asked of a value whose shape is not known here.
#[derive(Clone, Copy)]
pub(crate) struct Questions<V> {
    /// Tells `None` from other values, where the function wants it.
    pub(crate) is_absent: fn(&V) -> bool,
    /// Weighs a value, where the function wants it.
    pub(crate) weigh: fn(&V) -> Option<usize>,
    /// How a shared tier writes it; asked at the first call.
    pub(crate) coder: fn() -> Option<Coder<V>>,
}

/// What a load brought.
pub(crate) struct Arrival<V> {
    pub(crate) stored: V,
    /// Where the function weighs its values.
    pub(crate) bytes: Option<usize>,
    /// Zero: not to be stored.
    pub(crate) ttl: Millis,
}

/// A load on its way.
struct UnderWay {
    stopwatch: Stopwatch,
    outcome: Outcome,
}

impl<'a, V: Cacheable> Passage<'a, V> {
    pub(crate) fn new(
        cache: &'a Cache,
        target: Target<'a>,
        key: EncodedKey,
        bound: Arc<Bound<V>>,
        questions: Questions<V>,
        intent: Intent,
        caller: Caller,
    ) -> Self {
        Self {
            cache,
            target,
            key,
            bound,
            questions,
            intent,
            caller,
            join: first_join(intent, target.policy),
            spare: None,
            lead: None,
            cells: None,
            sharing: None,
            under_way: None,
            links: Links::default(),
            draft: Draft::default(),
        }
    }

    /// Goes on until there is an answer, or until it is this caller's turn to load.
    pub(crate) async fn admission(&mut self) -> Admission<V> {
        if !self.target.admitted {
            return Admission::Load;
        }
        loop {
            if let Some(answer) = self.look() {
                return Admission::Answer(answer);
            }
            let lead = match self.enter() {
                Entrance::Lead(lead) => lead,
                Entrance::Busy => return Admission::Answer(self.serve_spare()),
                Entrance::Circle => {
                    self.join = Join::Alone;
                    continue;
                }
                Entrance::Wait(waiting) => match waiting.await {
                    Landing::Turn(lead) => lead,
                    Landing::Value(landed) => {
                        self.count_coalesced();
                        let value = landed.value.clone();
                        return Admission::Answer(Cached::new(
                            value,
                            Source::Loader,
                            landed.life,
                            self.now(),
                        ));
                    }
                    Landing::Failed(failure) => return Admission::Failed(failure),
                    Landing::Abandoned => continue,
                },
            };
            // Between the look above and the entrance a flight may have landed.
            if let Some(answer) = self.look_again() {
                return Admission::Answer(answer);
            }
            self.lead = Some(lead);
            return Admission::Load;
        }
    }

    /// The links are known now: asks the shared tier, if there is one. `None`: the caller is to load.
    pub(crate) async fn share(&mut self) -> Option<Cached<V>> {
        let lead = self.lead.as_ref()?;
        let cells = self.cache.cells(&self.links);
        lead.rests_on(cells.clone());
        self.cells = Some(cells);
        let sharing = self
            .cache
            .sharing(self.target.site, &self.bound, &self.key, &self.links)?;
        // Boxed: a call without a shared tier need not carry the room.
        Box::pin(self.ask(sharing)).await
    }

    /// The same for a caller that blocks its thread. A function of its own, so that it is off the stack when the user's
    /// body runs.
    #[inline(never)]
    pub(crate) fn share_blocking(&mut self) -> Option<Cached<V>> {
        block_on(self.share())
    }

    async fn ask(&mut self, mut sharing: Sharing<V>) -> Option<Cached<V>> {
        let result_tags = self.target.site.result_tags;
        match sharing.find(self.need(&sharing), result_tags).await {
            Finding::Found(found) => Some(self.take_over(found, &sharing)),
            Finding::Busy => Some(self.serve_spare()),
            Finding::Load => {
                self.sharing = Some(sharing);
                None
            }
        }
    }

    /// The load begins. Returns the flight that it is, if it is one.
    pub(crate) fn depart(&mut self) -> Option<FlightId> {
        let Some(lead) = &self.lead else {
            self.bound.meter.record(Event::Bypassed);
            return None;
        };
        if self.is_early() {
            self.bound.meter.record(Event::EarlyRefresh);
        }
        let stopwatch = self.cache.world().clock.stopwatch();
        self.under_way = Some(UnderWay {
            stopwatch,
            outcome: Outcome::open(&self.bound),
        });
        Some(lead.id())
    }

    /// The load ended with something to store: stores it, and tells those who wait.
    pub(crate) async fn arrive(mut self, arrival: Arrival<V>) -> Cached<V> {
        let (Some(lead), Some(under_way)) = (self.lead.take(), self.under_way.take()) else {
            return Cached::new(arrival.stored, Source::Loader, None, self.now());
        };
        let cost = under_way.stopwatch.micros();
        let begun = lead.begun();
        let now = self.now();
        let destination = self.destination();
        let life = destination.life(now, arrival.ttl, cost);
        let verdict = match &self.sharing {
            None => Verdict::Elsewhere,
            Some(_) => Box::pin(self.offer_to_tier(&arrival.stored, life.as_ref())).await,
        };
        let fill = Fill {
            stored: arrival.stored,
            bytes: arrival.bytes,
            life,
            begun,
            cells: self.cells.take().unwrap_or_default(),
        };
        let copy = self.copy(verdict);
        let cached = self
            .destination()
            .land(lead, fill, &self.draft, copy, Source::Loader);
        under_way.outcome.close(cost);
        cached
    }

    /// The same for a caller that blocks its thread.
    #[inline(never)]
    pub(crate) fn arrive_blocking(self, arrival: Arrival<V>) -> Cached<V> {
        block_on(self.arrive(arrival))
    }

    /// The load ended with a failure, which those who wait may share. There may still be an answer: an entry that was
    /// to be refreshed before its time.
    pub(crate) fn fail(mut self, failure: Option<SharedFailure>) -> Option<Cached<V>> {
        if let Some(lead) = self.lead.take() {
            lead.fail(failure);
        }
        if let Some(under_way) = self.under_way.take() {
            under_way.outcome.close(under_way.stopwatch.micros());
        }
        self.is_early().then(|| self.serve_spare())
    }

    /// Whether the load refreshes an entry before its time.
    pub(crate) fn is_early(&self) -> bool {
        self.spare.is_some()
    }

    /// The ttl that a value gets; zero means that it is not stored.
    pub(crate) fn ttl_of(&self, stored: &V) -> Millis {
        self.destination()
            .ttl((self.questions.is_absent)(stored), &self.draft)
    }

    /// The ttl that a failure gets, where failures are cached.
    pub(crate) fn ttl_of_failure(&self) -> Millis {
        self.target.policy.error_ttl.unwrap_or(0)
    }

    pub(crate) fn count_coalesced(&self) {
        self.bound.meter.record(Event::Coalesced);
    }

    pub(crate) fn count_failure(&self) {
        if self.lead.is_some() {
            self.bound.meter.record(Event::LoadError);
        }
    }

    /// A fresh value; or none, and then `join` and `spare` say how to go on.
    fn look(&mut self) -> Option<Cached<V>> {
        if self.intent == Intent::Refresh {
            return None;
        }
        self.spare = None;
        match self.bound.region.look(&self.key, self.target.policy) {
            Look::Fresh(entry) => return Some(self.serve(entry)),
            Look::RefreshDue(entry) => {
                self.join = Join::IfIdle;
                self.spare = Some(entry);
            }
            Look::Miss if self.join == Join::IfIdle => {
                self.join = first_join(Intent::Get, self.target.policy);
            }
            Look::Miss => {}
        }
        None
    }

    /// A refresh has no use for what is stored, and an early one knows it.
    fn look_again(&self) -> Option<Cached<V>> {
        let alone = self.target.policy.stampede == Stampede::None;
        if alone || self.intent == Intent::Refresh || self.spare.is_some() {
            return None;
        }
        match self.bound.region.look(&self.key, self.target.policy) {
            Look::Fresh(entry) | Look::RefreshDue(entry) => Some(self.serve(entry)),
            Look::Miss => None,
        }
    }

    /// What this call wants of the shared tier.
    fn need(&self, sharing: &Sharing<V>) -> Need {
        let policy = self.target.policy;
        match (self.intent, &self.spare, policy.stampede) {
            (Intent::Refresh, ..) => Need::Replacement,
            (Intent::Get, Some(spare), _) => Need::Newer {
                than: spare.life.stored_at,
            },
            (Intent::Get, None, Stampede::Lock) => Need::Value {
                wait: policy
                    .lock_wait
                    .map_or_else(|| sharing.lock_wait(), Duration::from_millis),
            },
            (Intent::Get, None, Stampede::None | Stampede::Coalesce) => Need::Value {
                wait: Duration::ZERO,
            },
        }
    }

    /// Answers with a value from the shared tier; memory gets a copy.
    fn take_over(&mut self, found: Found<V>, sharing: &Sharing<V>) -> Cached<V> {
        self.bound.meter.record(Event::SharedHit);
        let lead = self
            .lead
            .take()
            .expect("only who may store asks the shared tier");
        let copy = self.copy_of(sharing, Verdict::Stored);
        let fill = Fill {
            bytes: (self.questions.weigh)(&found.value),
            life: Some(found.life),
            begun: lead.begun(),
            cells: self.cells.take().unwrap_or_default(),
            stored: found.value,
        };
        self.draft.tags = found.tags;
        self.destination()
            .land(lead, fill, &self.draft, copy, Source::Redis)
    }

    /// Stores a loaded value in the shared tier, as far as that is wanted.
    async fn offer_to_tier(&mut self, stored: &V, life: Option<&Life>) -> Verdict {
        match (&mut self.sharing, life) {
            (None, _) => Verdict::Elsewhere,
            (Some(sharing), Some(life)) => sharing.store(stored, life, &self.draft.tags).await,
            (Some(sharing), None) => {
                sharing.withdraw().await;
                Verdict::Elsewhere
            }
        }
    }

    /// What memory may keep of a loaded value.
    fn copy(&self, verdict: Verdict) -> MemoryCopy {
        match &self.sharing {
            None => MemoryCopy::Whole,
            Some(sharing) => self.copy_of(sharing, verdict),
        }
    }

    fn copy_of(&self, sharing: &Sharing<V>, verdict: Verdict) -> MemoryCopy {
        let Target { site, policy, .. } = self.target;
        MemoryCopy::of(verdict, site.tiers, policy.memory_ttl, sharing.copy_ttl())
    }

    fn enter(&self) -> Entrance<V> {
        let leading = leading_now();
        let arrival = Joining {
            join: self.join,
            blocking: self.caller == Caller::Blocking,
            leading: &leading,
            now: self.cache.world().sequence.current(),
        };
        let region = &self.bound.region;
        let result_tags = self.target.site.result_tags;
        region.flights.enter(&self.key, &arrival, |flight| {
            region.is_current(flight, result_tags)
        })
    }

    fn serve(&self, entry: Entry<V>) -> Cached<V> {
        self.bound.meter.hit();
        if (self.questions.is_absent)(&entry.value) {
            self.bound.meter.record(Event::NegativeHit);
        }
        Cached::new(entry.value, Source::Memory, Some(entry.life), self.now())
    }

    fn serve_spare(&mut self) -> Cached<V> {
        let spare = self.spare.take();
        self.serve(spare.expect("only who holds a fresh value refreshes early"))
    }

    fn destination(&self) -> Destination<'_, V> {
        Destination {
            cache: self.cache,
            bound: &self.bound,
            policy: self.target.policy,
        }
    }

    fn now(&self) -> Millis {
        self.cache.world().clock.now()
    }
}

fn first_join(intent: Intent, policy: &Policy) -> Join {
    match (intent, policy.stampede) {
        (Intent::Refresh, _) => Join::Own,
        (Intent::Get, Stampede::None) => Join::Alone,
        (Intent::Get, Stampede::Coalesce | Stampede::Lock) => Join::Shared,
    }
}

/// Counts a load, whatever becomes of it.
struct Outcome {
    meter: Arc<Meter>,
    ended: bool,
}

impl Outcome {
    fn open<V: Cacheable>(bound: &Bound<V>) -> Self {
        bound.meter.record(Event::Load);
        Self {
            meter: bound.meter.clone(),
            ended: false,
        }
    }

    fn close(mut self, micros: u32) {
        self.ended = true;
        self.meter.loaded_in(micros);
    }
}

impl Drop for Outcome {
    fn drop(&mut self) {
        if !self.ended {
            let panics = std::thread::panicking();
            self.meter.record(if panics {
                Event::LoadPanic
            } else {
                Event::LoadCancelled
            });
        }
    }
}
