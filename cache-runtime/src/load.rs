//! One call from the user's function to a value. The hit is here; every other way is a [`Passage`], which this file takes
//! step by step and adds what only it knows: the user's body, its error, what is said of its value.
//!
//! All of this is compiled for each annotated function, so it is kept small.

use crate::background::{Panic, caught, report};
use crate::cached::Cached;
use crate::call::{Call, Target};
use crate::context::{Said, Speaking};
use crate::draft::Draft;
use crate::flight::{Leading, block_on};
use crate::glance::Glimpse;
use crate::invalidation::Links;
use crate::key::{EncodedKey, KeyKinds};
use crate::limits::Late;
use crate::metrics;
use crate::passage::{Arrival, Asking, Caller, Intent, Passage, Questions, Step};
use crate::region::Entry;
use crate::shape::Shape;
use crate::trace;
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};

/// A load that is about to begin, and what is said of its value afterwards.
#[derive(Debug)]
pub struct Loading<F, D> {
    pub(crate) load: F,
    pub(crate) describe: D,
}

/// Answers a call of a sync function.
#[inline]
pub fn get_or_load<Kinds, S, L, F, D>(call: Call<'_, '_, Kinds>, _: S, loader: L) -> S::Return
where
    Kinds: KeyKinds,
    S: Shape,
    L: FnOnce(&mut Links) -> Loading<F, D>,
    F: FnOnce() -> S::Return,
    D: FnOnce(&S::Value, &mut Draft),
{
    // Taken apart, and put together again only for a miss: a hit then keeps all but the key in registers.
    let (target, key) = call.into_parts();
    if let Some(stored) = shown_hit::<S>(target, &key) {
        return S::join(S::restore(stored));
    }
    let call = Call::<Kinds>::from_parts(target, key);
    let fetched = fetch_blocking::<Kinds, S, L, F, D>(call, loader, Intent::Get);
    S::join(fetched.map(|cached| cached.value))
}

/// Answers a call of an async function.
///
/// Not an `async fn`: a hit is looked up at once and waits in `Answer`, with no state machine around it.
#[inline]
pub fn get_or_load_async<Kinds, S, L, F, D>(
    call: Call<'_, '_, Kinds>,
    _: S,
    loader: L,
) -> Answer<S, impl Future<Output = Outcome<S>>>
where
    Kinds: KeyKinds,
    S: Shape,
    L: FnOnce(&mut Links) -> Loading<F, D>,
    F: Future<Output = S::Return>,
    D: FnOnce(&S::Value, &mut Draft),
{
    match shown_hit::<S>(call.target, &call.key) {
        Some(stored) => Answer::Found(Some(stored)),
        None => Answer::Fetching(Box::pin(fetch::<Kinds, S, L, F, D>(
            call,
            loader,
            Intent::Get,
        ))),
    }
}

/// The answer to a call of an async function: there, or on its way in `F`.
#[derive(Debug)]
pub enum Answer<S: Shape, F> {
    /// A hit; taken out when it is polled.
    Found(Option<S::Stored>),
    /// On its way. Boxed: a miss can bear it, and a hit need not carry the room.
    Fetching(Pin<Box<F>>),
}

/// Nothing in here is pinned but what the box holds.
impl<S: Shape, F> Unpin for Answer<S, F> {}

impl<S, F> Future for Answer<S, F>
where
    S: Shape,
    F: Future<Output = Outcome<S>>,
{
    type Output = S::Return;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<S::Return> {
        match &mut *self {
            Self::Found(stored) => {
                let stored = stored
                    .take()
                    .expect("a future is not polled after it was ready");
                Poll::Ready(S::join(S::restore(stored)))
            }
            Self::Fetching(fetch) => fetch
                .as_mut()
                .poll(context)
                .map(|fetched| S::join(fetched.map(|cached| cached.value))),
        }
    }
}

/// The plain case: the entry is there, valid, and nothing is due.
#[inline(always)]
#[allow(
    clippy::inline_always,
    reason = "each call on the way is a twentieth of a hit"
)]
pub(crate) fn hit<S: Shape>(target: Target<'_, '_>, key: &EncodedKey) -> Option<S::Stored> {
    let bound = target.bound::<S::Stored>().filter(|_| target.admitted)?;
    let stored = bound.region.hit(key)?;
    // One that a load is to be told of takes the slow way.
    let plain = if S::CHECKS_ABSENCE && is_absent::<S>(&stored) {
        bound.meter.plain_negative()
    } else {
        bound.meter.plain_hit()
    };
    plain.then_some(stored)
}

/// The plain case, which those see who want to see hits.
#[inline(always)]
#[allow(clippy::inline_always, reason = "as what it calls")]
pub(crate) fn shown_hit<S: Shape>(target: Target<'_, '_>, key: &EncodedKey) -> Option<S::Stored> {
    let stored = hit::<S>(target, key)?;
    if trace::shows_hits() {
        show::<S>(target.site.function(), key, &stored);
    }
    Some(stored)
}

#[cold]
pub(crate) fn show<S: Shape>(function: &str, key: &EncodedKey, stored: &S::Stored) {
    let answer = if is_absent::<S>(stored) {
        metrics::Answer::Negative
    } else {
        metrics::Answer::Hit
    };
    trace::hit(function, key, answer);
}

/// Whether this is a `None` in a function that tells it apart.
pub(crate) fn is_absent<S: Shape>(stored: &S::Stored) -> bool {
    S::CHECKS_ABSENCE && S::value(stored).is_some_and(|value| S::look(value).is_none())
}

/// Takes the whole way on this thread. Kept out of the way of hits.
#[cold]
#[inline(never)]
pub(crate) fn fetch_blocking<Kinds, S, L, F, D>(
    call: Call<'_, '_, Kinds>,
    loader: L,
    intent: Intent,
) -> Outcome<S>
where
    Kinds: KeyKinds,
    S: Shape,
    L: FnOnce(&mut Links) -> Loading<F, D>,
    F: FnOnce() -> S::Return,
    D: FnOnce(&S::Value, &mut Draft),
{
    let span = call.span(intent);
    let mut links = Links::default();
    let loading = loader(&mut links);
    let glanced = match block_on(call.glance(questions::<S>(), intent, &links, &span)) {
        Glimpse::Hit(cached) => return provide::<S>(cached),
        Glimpse::Else(glanced) => glanced,
    };
    let passage = call.passage(
        questions::<S>(),
        Asking {
            intent,
            caller: Caller::Blocking,
            span,
        },
    );
    let mut passage = passage.after(glanced, links);
    if let Some(outcome) = block_on(admit::<S>(&mut passage)).outcome() {
        return outcome;
    }
    if let Some(outcome) = settle::<S>(passage.share_blocking()).outcome() {
        return outcome;
    }
    load_blocking::<S, F, D>(passage, loading)
}

/// Takes the whole way.
pub(crate) async fn fetch<Kinds, S, L, F, D>(
    call: Call<'_, '_, Kinds>,
    loader: L,
    intent: Intent,
) -> Outcome<S>
where
    Kinds: KeyKinds,
    S: Shape,
    L: FnOnce(&mut Links) -> Loading<F, D>,
    F: Future<Output = S::Return>,
    D: FnOnce(&S::Value, &mut Draft),
{
    let span = call.span(intent);
    let mut links = Links::default();
    let loading = loader(&mut links);
    let glanced = match call.glance(questions::<S>(), intent, &links, &span).await {
        Glimpse::Hit(cached) => return provide::<S>(cached),
        Glimpse::Else(glanced) => glanced,
    };
    let passage = call.passage(
        questions::<S>(),
        Asking {
            intent,
            caller: Caller::Async,
            span,
        },
    );
    let mut passage = passage.after(glanced, links);
    if let Some(outcome) = admit::<S>(&mut passage).await.outcome() {
        return outcome;
    }
    if let Some(outcome) = settle::<S>(passage.share().await).outcome() {
        return outcome;
    }
    let limits = passage.limits.clone();
    match limits.bound(load::<S, F, D>(passage, loading)).await {
        Ok(outcome) => outcome,
        Err(late) => {
            // The load ended with its time; it has failed, as far as anybody knows.
            limits.quieten();
            answer_late::<S>(late)
        }
    }
}

/// What came of a call: a value, or a failure that is the function's own.
pub(crate) type Outcome<S> = Result<Cached<<S as Shape>::Value>, <S as Shape>::Failure>;

/// What came of a part of its way.
pub(crate) enum Part<S: Shape> {
    Done(Outcome<S>),
    /// That, and a refresh which it need not wait for.
    Refresh(Outcome<S>),
    /// That, and its time is over.
    Late(Outcome<S>),
    /// The caller is to load.
    Load,
    /// Somebody else is at it, and nobody waits.
    Busy,
}

impl<S: Shape> Part<S> {
    /// The outcome, if there is one. Nobody can go on without a caller whose load is its own.
    fn outcome(self) -> Option<Outcome<S>> {
        match self {
            Self::Done(outcome) | Self::Refresh(outcome) | Self::Late(outcome) => Some(outcome),
            Self::Load | Self::Busy => None,
        }
    }
}

pub(crate) fn questions<S: Shape>() -> Questions<S::Stored> {
    Questions {
        is_absent: is_absent::<S>,
        weigh: S::weigh,
        coder: S::coder,
    }
}

/// Goes as far as the loader.
pub(crate) async fn admit<S: Shape>(passage: &mut Passage<'_, S::Stored>) -> Part<S> {
    loop {
        match passage.admission().await {
            Step::Failed(failure) => {
                if let Some(failure) = S::receive(&failure) {
                    passage.count_coalesced();
                    return Part::Done(Err(failure));
                }
            }
            step => return settle::<S>(step),
        }
    }
}

pub(crate) fn settle<S: Shape>(step: Step<S::Stored>) -> Part<S> {
    match step {
        Step::Answer(cached) => Part::Done(provide::<S>(cached)),
        Step::Refresh(cached) => Part::Refresh(provide::<S>(cached)),
        Step::Late(late) => Part::Late(answer_late::<S>(late)),
        Step::Busy => Part::Busy,
        // Only a caller that waited for a load sees its failure, and that is over.
        Step::Failed(_) | Step::Load => Part::Load,
    }
}

pub(crate) fn answer_late<S: Shape>(late: Late<S::Stored>) -> Outcome<S> {
    match late {
        Late::Stale(cached) => provide::<S>(cached),
        Late::Empty(timeout) => Err(S::timed_out(timeout)),
    }
}

/// Runs the user's body as the load of `passage`, and sees it to its end.
pub(crate) async fn load<S, F, D>(
    mut passage: Box<Passage<'_, S::Stored>>,
    loading: Loading<F, D>,
) -> Outcome<S>
where
    S: Shape,
    F: Future<Output = S::Return>,
    D: FnOnce(&S::Value, &mut Draft),
{
    let Loading { load, describe } = loading;
    let stale = passage.stale();
    let mut said = said_over::<S>(stale.as_ref());
    let flight = passage.depart();
    let span = passage.load_span();
    said.recorded_in(passage.recorder());
    let mut load = pin!(load);
    let polled = poll_fn(|context| {
        let _entered = span.enter();
        let _leading = flight.map(Leading::begin);
        let _speaking = Speaking::begin(&mut said);
        load.as_mut().poll(context)
    });
    let returned = if stale.is_some() {
        caught(polled).await
    } else {
        Ok(polled.await)
    };
    match conclude::<S, D>(&mut passage, returned, describe, stale, said) {
        Conclusion::Arrival(arrival) => provide::<S>(passage.arrive(arrival).await),
        Conclusion::Failure(failure) => fail::<S>(&mut passage, failure),
        Conclusion::Panic(panic) => rescue::<S>(&mut passage, panic),
    }
}

/// The same on this thread.
pub(crate) fn load_blocking<S, F, D>(
    mut passage: Box<Passage<'_, S::Stored>>,
    loading: Loading<F, D>,
) -> Outcome<S>
where
    S: Shape,
    F: FnOnce() -> S::Return,
    D: FnOnce(&S::Value, &mut Draft),
{
    let Loading { load, describe } = loading;
    let stale = passage.stale();
    let mut said = said_over::<S>(stale.as_ref());
    let flight = passage.depart();
    let span = passage.load_span();
    said.recorded_in(passage.recorder());
    let returned = {
        let _entered = span.enter();
        let _leading = flight.map(Leading::begin);
        let _speaking = Speaking::begin(&mut said);
        if stale.is_some() {
            catch_unwind(AssertUnwindSafe(load))
        } else {
            Ok(load())
        }
    };
    match conclude::<S, D>(&mut passage, returned, describe, stale, said) {
        Conclusion::Arrival(arrival) => provide::<S>(passage.arrive_blocking(arrival)),
        Conclusion::Failure(failure) => fail::<S>(&mut passage, failure),
        Conclusion::Panic(panic) => rescue::<S>(&mut passage, panic),
    }
}

fn said_over<S: Shape>(stale: Option<&Entry<S::Stored>>) -> Said {
    let value = stale.and_then(|stale| S::restore(stale.value.clone()).ok());
    Said::over(value.map(|value| Arc::new(value) as _))
}

/// How a load has ended.
enum Conclusion<S: Shape> {
    /// With something to store.
    Arrival(Arrival<S::Stored>),
    Failure(S::Failure),
    Panic(Panic),
}

/// The body has returned, or has not: what of it is to be stored.
fn conclude<S: Shape, D: FnOnce(&S::Value, &mut Draft)>(
    passage: &mut Passage<'_, S::Stored>,
    returned: Result<S::Return, Panic>,
    describe: D,
    stale: Option<Entry<S::Stored>>,
    mut said: Said,
) -> Conclusion<S> {
    let returned = match returned {
        Ok(returned) => S::split(returned),
        Err(panic) => return Conclusion::Panic(panic),
    };
    let failure = match returned {
        Ok(value) => {
            let unchanged = stale.filter(|_| said.unchanged);
            let stored = match unchanged {
                Some(stale) => {
                    passage.keep_links(&stale);
                    stale.value
                }
                None => S::store(value),
            };
            if let Some(value) = S::value(&stored) {
                describe(value, &mut passage.draft);
            }
            passage.heed(&mut said);
            return Conclusion::Arrival(Arrival {
                bytes: S::weigh(&stored),
                ttl: passage.ttl_of(&stored),
                lasts: !is_absent::<S>(&stored),
                stored,
            });
        }
        Err(failure) => failure,
    };
    passage.count_failure();
    // No failure takes the place of a value that is of use still.
    if passage.is_refresh() || passage.can_be_rescued() {
        return Conclusion::Failure(failure);
    }
    match S::store_failure(failure) {
        Ok(stored) => Conclusion::Arrival(Arrival {
            bytes: S::weigh(&stored),
            ttl: passage.ttl_of_failure(),
            lasts: false,
            stored,
        }),
        Err(failure) => Conclusion::Failure(failure),
    }
}

/// A failure goes to the caller, and a copy to those who wait; or all get a value that is good enough.
fn fail<S: Shape>(passage: &mut Passage<'_, S::Stored>, failure: S::Failure) -> Outcome<S> {
    match passage.fail(S::share(&failure)) {
        Some(stale) => provide::<S>(stale),
        None => Err(failure),
    }
}

/// A panic goes on, unless there is a value that is good enough.
fn rescue<S: Shape>(passage: &mut Passage<'_, S::Stored>, panic: Panic) -> Outcome<S> {
    match passage.panic() {
        Some(stale) => {
            report(passage.function(), &panic);
            provide::<S>(stale)
        }
        None => resume_unwind(panic),
    }
}

pub(crate) fn provide<S: Shape>(cached: Cached<S::Stored>) -> Outcome<S> {
    let (stored, provenance) = cached.take_apart();
    S::restore(stored).map(|value| provenance.map(|()| value))
}
