//! One call from the user's function to a value. The hit is here; every other way is a [`Passage`], which this file takes
//! step by step and adds what only it knows: the user's body, its error, what is said of its value.
//!
//! All of this is compiled for each annotated function, so it is kept small.

use crate::background::{Panic, report};
use crate::cached::Cached;
use crate::call::{Call, Target};
use crate::draft::Draft;
use crate::flight::block_on;
use crate::invalidation::Links;
use crate::key::{EncodedKey, KeyKinds};
use crate::limits::Late;
use crate::metrics;
use crate::passage::{Arrival, Asking, Caller, Intent, Passage, Questions, Reached, Step, set_out};
use crate::shape::{Cacheable, Shape, SharedFailure};
use crate::stage::{Progress, Running, Stage, Way};
use crate::trace;
use std::any::Any;
use std::future::Future;
use std::panic::resume_unwind;
use std::pin::Pin;
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
pub fn get_or_load_async<'a, Kinds, S, L, F, D>(
    call: Call<'a, 'a, Kinds>,
    _: S,
    loader: L,
) -> Answer<S, Fetching<'a, S, F, D>>
where
    Kinds: KeyKinds + 'a,
    S: Shape,
    L: FnOnce(&mut Links) -> Loading<F, D>,
    F: Future<Output = S::Return>,
    D: FnOnce(&S::Value, &mut Draft),
{
    match shown_hit::<S>(call.target, &call.key) {
        Some(stored) => Answer::Found(Some(stored)),
        None => Answer::Fetching(fetch_boxed::<Kinds, S, L, F, D>(call, loader)),
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
    let mut links = Links::default();
    let loading = loader(&mut links);
    match set_out_blocking(call, questions::<S>(), intent, links, receives::<S>) {
        Reached::Loader(passage) => load_blocking::<S, F, D>(passage, loading),
        Reached::End(end) => ended::<S>(end),
    }
}

/// Takes the whole way.
pub(crate) fn fetch<'a, Kinds, S, L, F, D>(
    call: Call<'a, 'a, Kinds>,
    loader: L,
    intent: Intent,
) -> Fetching<'a, S, F, D>
where
    Kinds: KeyKinds + 'a,
    S: Shape,
    L: FnOnce(&mut Links) -> Loading<F, D>,
    F: Future<Output = S::Return>,
    D: FnOnce(&S::Value, &mut Draft),
{
    let mut links = Links::default();
    let loading = loader(&mut links);
    let way = set_out_boxed(call, questions::<S>(), intent, links, receives::<S>);
    Fetching::new(Stage::SettingOut(way), loading)
}

/// Apart from hits, which are to stay small.
#[cold]
#[inline(never)]
fn fetch_boxed<'a, Kinds, S, L, F, D>(
    call: Call<'a, 'a, Kinds>,
    loader: L,
) -> Pin<Box<Fetching<'a, S, F, D>>>
where
    Kinds: KeyKinds + 'a,
    S: Shape,
    L: FnOnce(&mut Links) -> Loading<F, D>,
    F: Future<Output = S::Return>,
    D: FnOnce(&S::Value, &mut Draft),
{
    Box::pin(fetch::<Kinds, S, L, F, D>(call, loader, Intent::Get))
}

/// Boxed as what it is to every function of these types: its code is then theirs together.
#[inline(never)]
fn set_out_boxed<'a, Kinds: KeyKinds + 'a, V: Cacheable>(
    call: Call<'a, 'a, Kinds>,
    questions: Questions<V>,
    intent: Intent,
    links: Links,
    receives: fn(&SharedFailure) -> bool,
) -> Way<'a, V> {
    let asking = Asking {
        intent,
        caller: Caller::Async,
        span: call.span(intent),
    };
    Box::pin(set_out(call, questions, asking, links, receives))
}

#[inline(never)]
fn set_out_blocking<'s, Kinds: KeyKinds, V: Cacheable>(
    call: Call<'s, '_, Kinds>,
    questions: Questions<V>,
    intent: Intent,
    links: Links,
    receives: fn(&SharedFailure) -> bool,
) -> Reached<'s, V> {
    let asking = Asking {
        intent,
        caller: Caller::Blocking,
        span: call.span(intent),
    };
    // Boxed: it is off the stack when the user's body runs, which may call itself.
    block_on(Box::pin(set_out(call, questions, asking, links, receives)))
}

/// Whether the function can make use of the failure of another call's load.
fn receives<S: Shape>(failure: &SharedFailure) -> bool {
    S::receive(failure).is_some()
}

/// The outcome of a call that has come to its end without a load of its own.
fn ended<S: Shape>(end: Step<S::Stored>) -> Outcome<S> {
    match end {
        Step::Failed(failure) => Err(S::receive(&failure)
            .expect("no way ends at a failure that the function cannot make use of")),
        end => settle::<S>(end)
            .outcome()
            .expect("a way that ends at a load goes on"),
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
pub(crate) fn load<S, F, D>(
    passage: Box<Passage<'_, S::Stored>>,
    loading: Loading<F, D>,
) -> Fetching<'_, S, F, D>
where
    S: Shape,
{
    Fetching::new(Stage::running(begun::<S>(passage)), loading)
}

/// A call that no plain hit has answered, with the user's body on board.
///
/// Not an `async fn`: of that, the compiler makes three times as much for each function. What does not depend on the function
/// is in its [`Stage`].
#[allow(missing_debug_implementations, reason = "a future, which nobody sees")]
pub struct Fetching<'a, S: Shape, F, D> {
    stage: Stage<'a, S::Stored>,
    /// None, when it has been given up.
    load: Option<Pin<Box<F>>>,
    describe: Option<D>,
}

impl<'a, S: Shape, F, D> Fetching<'a, S, F, D> {
    fn new(stage: Stage<'a, S::Stored>, loading: Loading<F, D>) -> Self {
        Self {
            stage,
            load: Some(Box::pin(loading.load)),
            describe: Some(loading.describe),
        }
    }
}

/// Its parts are dropped apart from hits, whose future has the same end.
impl<S: Shape, F, D> Drop for Fetching<'_, S, F, D> {
    #[inline(never)]
    fn drop(&mut self) {
        self.load = None;
        self.stage = Stage::Over;
        self.describe = None;
    }
}

/// Nothing in here is pinned but what the box holds.
impl<S: Shape, F, D> Unpin for Fetching<'_, S, F, D> {}

impl<S, F, D> Future for Fetching<'_, S, F, D>
where
    S: Shape,
    F: Future<Output = S::Return>,
    D: FnOnce(&S::Value, &mut Draft),
{
    type Output = Outcome<S>;

    // Not in the midst of a hit.
    #[inline(never)]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Outcome<S>> {
        let Self {
            stage,
            load,
            describe,
        } = &mut *self;
        loop {
            let mut returned = None;
            let mut body = |context: &mut Context<'_>| {
                let load = load.as_mut().map(|load| load.as_mut().poll(context));
                if let Some(Poll::Ready(value)) = load {
                    returned = Some(value);
                }
                returned.is_some()
            };
            let Poll::Ready(progress) = stage.advance(context, &mut body, shown::<S>) else {
                return Poll::Pending;
            };
            if let Progress::Late(..) = progress {
                *load = None;
            }
            let mut describe = |value: &S::Value, draft: &mut Draft| {
                if let Some(describe) = describe.take() {
                    describe(value, draft);
                }
            };
            if let Some(outcome) = go_on::<S>(stage, progress, returned, &mut describe) {
                return Poll::Ready(outcome);
            }
        }
    }
}

/// What comes of the progress of a call; none, if it goes on.
#[inline(never)]
fn go_on<'a, S: Shape>(
    stage: &mut Stage<'a, S::Stored>,
    progress: Progress<'a, S::Stored>,
    returned: Option<S::Return>,
    describe: Describe<'_, S>,
) -> Option<Outcome<S>> {
    Some(match progress {
        Progress::Reached(end) => ended::<S>(end),
        Progress::Landed(cached) => provide::<S>(cached),
        Progress::Late(late, running) => {
            if let Some(running) = running {
                running.give_up();
            }
            answer_late::<S>(late)
        }
        Progress::Ended(mut running, stepped) => {
            match conclude::<S>(&mut running, stepped, returned, describe) {
                Conclusion::Arrival(arrival) => {
                    *stage = Stage::Arriving(running.arrive(arrival));
                    return None;
                }
                Conclusion::Failure(failure) => fail::<S>(&mut running.passage, failure),
                Conclusion::Panic(panic) => rescue::<S>(&mut running.passage, panic),
            }
        }
    })
}

/// The same on this thread.
pub(crate) fn load_blocking<S, F, D>(
    passage: Box<Passage<'_, S::Stored>>,
    loading: Loading<F, D>,
) -> Outcome<S>
where
    S: Shape,
    F: FnOnce() -> S::Return,
    D: FnOnce(&S::Value, &mut Draft),
{
    let Loading { load, describe } = loading;
    let mut running = begun::<S>(passage);
    let (mut load, mut returned) = (Some(load), None);
    let stepped = running.step(&mut || returned = load.take().map(|load| load()));
    let mut describe = Some(describe);
    end_blocking::<S>(running, stepped, returned, &mut |value, draft| {
        if let Some(describe) = describe.take() {
            describe(value, draft);
        }
    })
}

fn begun<S: Shape>(passage: Box<Passage<'_, S::Stored>>) -> Running<'_, S::Stored> {
    Running::begin(passage, shown::<S>)
}

/// What the body may see of the value that it is to replace.
fn shown<S: Shape>(stored: &S::Stored) -> Option<Arc<dyn Any + Send + Sync>> {
    let value = S::restore(stored.clone()).ok()?;
    Some(Arc::new(value))
}

type Describe<'a, S> = &'a mut dyn FnMut(&<S as Shape>::Value, &mut Draft);

#[inline(never)]
fn end_blocking<S: Shape>(
    mut running: Running<'_, S::Stored>,
    stepped: Result<(), Panic>,
    returned: Option<S::Return>,
    describe: Describe<'_, S>,
) -> Outcome<S> {
    match conclude::<S>(&mut running, stepped, returned, describe) {
        Conclusion::Arrival(arrival) => provide::<S>(running.passage.arrive_blocking(arrival)),
        Conclusion::Failure(failure) => fail::<S>(&mut running.passage, failure),
        Conclusion::Panic(panic) => rescue::<S>(&mut running.passage, panic),
    }
}

/// How a load has ended.
enum Conclusion<S: Shape> {
    /// With something to store.
    Arrival(Arrival<S::Stored>),
    Failure(S::Failure),
    Panic(Panic),
}

/// The body has returned, or has not: what of it is to be stored.
fn conclude<S: Shape>(
    running: &mut Running<'_, S::Stored>,
    stepped: Result<(), Panic>,
    returned: Option<S::Return>,
    describe: Describe<'_, S>,
) -> Conclusion<S> {
    let Running {
        passage,
        said,
        stale,
        ..
    } = running;
    if let Err(panic) = stepped {
        return Conclusion::Panic(panic);
    }
    let returned = returned.expect("a body that has ended and did not panic has returned");
    let failure = match S::split(returned) {
        Ok(value) => {
            let unchanged = stale.take().filter(|_| said.unchanged);
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
            passage.heed(said);
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
