//! One call from look-up to value: the flow that every entry point takes.
//!
//! Sync functions take it too, on their own thread: their loader is a future that is ready at its first poll.

use crate::cache::Bound;
use crate::cached::{Cached, Source};
use crate::call::{Call, Target};
use crate::commit::{Destination, Loaded};
use crate::draft::Draft;
use crate::flight::{Arrival, Entrance, Join, Landing, Lead, Scope, block_on, leading_now};
use crate::invalidation::Links;
use crate::key::{EncodedKey, KeyKinds};
use crate::metrics::{Event, Meter};
use crate::policy::{Policy, Stampede};
use crate::region::{Entry, Look};
use crate::shape::Shape;
use std::future::Future;
use std::pin::pin;

/// A load that is about to begin, and what is said of its value afterwards.
#[derive(Debug)]
pub struct Loading<F, D> {
    pub(crate) load: F,
    pub(crate) describe: D,
}

/// Answers a call of a sync function.
#[inline]
pub fn get_or_load<Kinds, S, L, F, D>(call: Call<'_, Kinds>, _: S, loader: L) -> S::Return
where
    Kinds: KeyKinds,
    S: Shape,
    L: FnOnce(&mut Links) -> Loading<F, D>,
    F: FnOnce() -> S::Return,
    D: FnOnce(&S::Value, &mut Draft),
{
    // Taken apart, and put together again only for a miss: a hit then keeps all but the key in registers.
    let (target, key) = call.into_parts();
    if let Some(stored) = hit::<S>(target, &key) {
        return S::join(S::restore(stored));
    }
    let call = Call::from_parts(target, key);
    S::join(
        fetch_blocking::<Kinds, S, L, F, D>(call, loader, Intent::Get).map(|cached| cached.value),
    )
}

/// Answers a call of an async function.
#[inline]
pub async fn get_or_load_async<Kinds, S, L, F, D>(
    call: Call<'_, Kinds>,
    _: S,
    loader: L,
) -> S::Return
where
    Kinds: KeyKinds,
    S: Shape,
    L: FnOnce(&mut Links) -> Loading<F, D>,
    F: Future<Output = S::Return>,
    D: FnOnce(&S::Value, &mut Draft),
{
    let (target, key) = call.into_parts();
    if let Some(stored) = hit::<S>(target, &key) {
        return S::join(S::restore(stored));
    }
    let call = Call::<Kinds>::from_parts(target, key);
    let fetched = fetch::<Kinds, S, L, F, D>(call, loader, Intent::Get, Caller::Async).await;
    S::join(fetched.map(|cached| cached.value))
}

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

/// The plain case: the entry is there, valid, and nothing is due.
#[inline(always)]
#[allow(
    clippy::inline_always,
    reason = "each call on the way is a twentieth of a hit"
)]
fn hit<S: Shape>(target: Target<'_>, key: &EncodedKey) -> Option<S::Stored> {
    let bound = target.bound::<S::Stored>().filter(|_| target.admitted)?;
    let stored = bound.region.hit(key)?;
    count_hit::<S>(&bound.meter, &stored);
    Some(stored)
}

#[inline]
fn count_hit<S: Shape>(meter: &Meter, stored: &S::Stored) {
    meter.hit();
    if S::CHECKS_ABSENCE && is_absent::<S>(stored) {
        meter.record(Event::NegativeHit);
    }
}

pub(crate) fn is_absent<S: Shape>(stored: &S::Stored) -> bool {
    S::value(stored).is_some_and(|value| S::look(value).is_none())
}

/// [`fetch`] for sync functions. Kept out of the way of hits.
#[cold]
#[inline(never)]
pub(crate) fn fetch_blocking<Kinds, S, L, F, D>(
    call: Call<'_, Kinds>,
    loader: L,
    intent: Intent,
) -> Result<Cached<S::Value>, S::Failure>
where
    Kinds: KeyKinds,
    S: Shape,
    L: FnOnce(&mut Links) -> Loading<F, D>,
    F: FnOnce() -> S::Return,
    D: FnOnce(&S::Value, &mut Draft),
{
    let loader = |links: &mut Links| {
        let Loading { load, describe } = loader(links);
        Loading {
            load: async move { load() },
            describe,
        }
    };
    block_on(fetch::<Kinds, S, _, _, D>(
        call,
        loader,
        intent,
        Caller::Blocking,
    ))
}

/// The whole way: memory, the flight, the loader, the commit.
pub(crate) async fn fetch<Kinds, S, L, F, D>(
    call: Call<'_, Kinds>,
    loader: L,
    intent: Intent,
    caller: Caller,
) -> Result<Cached<S::Value>, S::Failure>
where
    Kinds: KeyKinds,
    S: Shape,
    L: FnOnce(&mut Links) -> Loading<F, D>,
    F: Future<Output = S::Return>,
    D: FnOnce(&S::Value, &mut Draft),
{
    let bound = call.bind::<S::Stored>();
    if !call.target.admitted {
        bound.meter.record(Event::Bypassed);
        let returned = loader(&mut Links::default()).load.await;
        return S::split(returned).map(|value| Cached::new(value, Source::Loader, None, 0));
    }
    let mut turn = Turn {
        call: &call,
        bound: &bound,
        caller,
        join: first_join(intent, call.target.policy),
        spare: None,
    };
    loop {
        if intent == Intent::Get
            && let Some(found) = turn.look::<S>()
        {
            return found;
        }
        let lead = match turn.enter() {
            Entrance::Lead(lead) => lead,
            Entrance::Busy => {
                let spare = turn
                    .spare
                    .take()
                    .expect("only who holds a fresh value joins `IfIdle`");
                return turn.serve::<S>(spare);
            }
            Entrance::Circle => {
                turn.join = Join::Alone;
                continue;
            }
            Entrance::Wait(waiting) => match waiting.await {
                Landing::Turn(lead) => lead,
                Landing::Value(landed) => {
                    bound.meter.record(Event::Coalesced);
                    let now = call.cache().world().clock.now();
                    let landed =
                        Cached::new(landed.value.clone(), Source::Loader, landed.life, now);
                    return provide::<S>(landed);
                }
                Landing::Failed(failure) => match S::receive(&failure) {
                    Some(failure) => {
                        bound.meter.record(Event::Coalesced);
                        return Err(failure);
                    }
                    None => continue,
                },
                Landing::Abandoned => continue,
            },
        };
        // Between the look above and the entrance a flight may have landed.
        if turn.may_look_again(intent)
            && let Some(found) = turn.look_again::<S>()
        {
            return found;
        }
        let spare = turn.spare.take();
        let destination = Destination {
            cache: call.cache(),
            bound: &bound,
            policy: call.target.policy,
        };
        return match (
            lead_load::<S, L, F, D>(&destination, lead, loader).await,
            spare,
        ) {
            // The entry was refreshed before its time; it is still an answer.
            (Err(_), Some(spare)) => turn.serve::<S>(spare),
            (outcome, _) => outcome,
        };
    }
}

fn first_join(intent: Intent, policy: &Policy) -> Join {
    match (intent, policy.stampede) {
        (Intent::Refresh, _) => Join::Own,
        (Intent::Get, Stampede::None) => Join::Alone,
        (Intent::Get, Stampede::Coalesce | Stampede::Lock) => Join::Shared,
    }
}

/// A caller on its way through [`fetch`].
struct Turn<'a, Kinds, V: crate::shape::Cacheable> {
    call: &'a Call<'a, Kinds>,
    bound: &'a Bound<V>,
    caller: Caller,
    join: Join,
    /// A value that is fresh still, while its early refresh is on.
    spare: Option<Entry<V>>,
}

impl<Kinds: KeyKinds, V: crate::shape::Cacheable> Turn<'_, Kinds, V> {
    /// A fresh value; or none, and then `join` and `spare` say how to go on.
    fn look<S: Shape<Stored = V>>(&mut self) -> Option<Result<Cached<S::Value>, S::Failure>> {
        match self
            .bound
            .region
            .look(&self.call.key, self.call.target.policy)
        {
            Look::Fresh(entry) => Some(self.serve::<S>(entry)),
            Look::RefreshDue(entry) => {
                self.join = Join::IfIdle;
                self.spare = Some(entry);
                None
            }
            Look::Miss => {
                if self.join == Join::IfIdle {
                    self.join = first_join(Intent::Get, self.call.target.policy);
                }
                self.spare = None;
                None
            }
        }
    }

    /// A refresh has no use for what is stored; an early one knows it.
    fn may_look_again(&self, intent: Intent) -> bool {
        intent == Intent::Get
            && self.spare.is_none()
            && self.call.target.policy.stampede != Stampede::None
    }

    fn look_again<S: Shape<Stored = V>>(&self) -> Option<Result<Cached<S::Value>, S::Failure>> {
        match self
            .bound
            .region
            .look(&self.call.key, self.call.target.policy)
        {
            Look::Fresh(entry) | Look::RefreshDue(entry) => Some(self.serve::<S>(entry)),
            Look::Miss => None,
        }
    }

    fn enter(&self) -> Entrance<V> {
        let world = self.call.cache().world();
        let leading = leading_now();
        let arrival = Arrival {
            join: self.join,
            blocking: self.caller == Caller::Blocking,
            leading: &leading,
            now: world.sequence.current(),
        };
        let region = &self.bound.region;
        region.flights.enter(&self.call.key, &arrival, |flight| {
            region.is_current(flight, self.call.target.site.result_tags)
        })
    }

    fn serve<S: Shape<Stored = V>>(&self, entry: Entry<V>) -> Result<Cached<S::Value>, S::Failure> {
        count_hit::<S>(&self.bound.meter, &entry.value);
        let now = self.call.cache().world().clock.now();
        provide::<S>(Cached::new(
            entry.value,
            Source::Memory,
            Some(entry.life),
            now,
        ))
    }
}

pub(crate) fn provide<S: Shape>(cached: Cached<S::Stored>) -> Result<Cached<S::Value>, S::Failure> {
    let Cached {
        value,
        source,
        age,
        remaining,
        stale,
    } = cached;
    S::restore(value).map(|value| Cached {
        value,
        source,
        age,
        remaining,
        stale,
    })
}

/// Runs the loader as the leader of a flight, stores what came of it and tells those who wait.
async fn lead_load<S, L, F, D>(
    destination: &Destination<'_, S::Stored>,
    lead: Lead<S::Stored>,
    loader: L,
) -> Result<Cached<S::Value>, S::Failure>
where
    S: Shape,
    L: FnOnce(&mut Links) -> Loading<F, D>,
    F: Future<Output = S::Return>,
    D: FnOnce(&S::Value, &mut Draft),
{
    let Destination { cache, bound, .. } = destination;
    let outcome = Outcome::open(&bound.meter);
    let mut links = Links::default();
    let Loading { load, describe } = loader(&mut links);
    let cells = cache.cells(&links);
    lead.rests_on(cells.clone());
    let stopwatch = cache.world().clock.stopwatch();
    let returned = Scope::new(lead.id(), pin!(load)).await;
    let cost = stopwatch.micros();
    let facts = Loaded {
        cost,
        begun: lead.begun(),
        cells,
    };
    let result = match S::split(returned) {
        Ok(value) => {
            let mut draft = Draft::default();
            describe(&value, &mut draft);
            Ok(destination.land::<S>(lead, value, &draft, facts))
        }
        Err(failure) => {
            bound.meter.record(Event::LoadError);
            destination.fail::<S>(lead, failure, facts)
        }
    };
    outcome.close(cost);
    result.and_then(provide::<S>)
}

/// Counts a load, whatever becomes of it.
struct Outcome<'a> {
    meter: &'a Meter,
    ended: bool,
}

impl<'a> Outcome<'a> {
    fn open(meter: &'a Meter) -> Self {
        meter.record(Event::Load);
        Self {
            meter,
            ended: false,
        }
    }

    fn close(mut self, micros: u32) {
        self.ended = true;
        self.meter.loaded_in(micros);
    }
}

impl Drop for Outcome<'_> {
    fn drop(&mut self) {
        if self.ended {
            return;
        }
        let event = if std::thread::panicking() {
            Event::LoadPanic
        } else {
            Event::LoadCancelled
        };
        self.meter.record(event);
    }
}
