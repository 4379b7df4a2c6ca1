//! One call from the user's function to a value. The hit is here; every other way is a [`Passage`], which this file takes
//! step by step and adds what only it knows: the user's body, its error, what is said of its value.
//!
//! All of this is compiled for each annotated function, so it is kept small.

use crate::cached::Cached;
use crate::call::{Call, Target};
use crate::draft::Draft;
use crate::flight::{Leading, block_on};
use crate::invalidation::Links;
use crate::key::{EncodedKey, KeyKinds};
use crate::metrics::Event;
use crate::passage::{Admission, Arrival, Caller, Intent, Passage, Questions};
use crate::shape::Shape;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::{Context, Poll};

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
    let call = Call::<Kinds>::from_parts(target, key);
    let fetched = fetch_blocking::<Kinds, S, L, F, D>(call, loader, Intent::Get);
    S::join(fetched.map(|cached| cached.value))
}

/// Answers a call of an async function.
///
/// Not an `async fn`: a hit is looked up at once and waits in `Answer`, with no state machine around it.
#[inline]
pub fn get_or_load_async<Kinds, S, L, F, D>(
    call: Call<'_, Kinds>,
    _: S,
    loader: L,
) -> Answer<S, impl Future<Output = Result<Cached<S::Value>, S::Failure>>>
where
    Kinds: KeyKinds,
    S: Shape,
    L: FnOnce(&mut Links) -> Loading<F, D>,
    F: Future<Output = S::Return>,
    D: FnOnce(&S::Value, &mut Draft),
{
    match hit::<S>(call.target, &call.key) {
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
    F: Future<Output = Result<Cached<S::Value>, S::Failure>>,
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
fn hit<S: Shape>(target: Target<'_>, key: &EncodedKey) -> Option<S::Stored> {
    let bound = target.bound::<S::Stored>().filter(|_| target.admitted)?;
    let stored = bound.region.hit(key)?;
    bound.meter.hit();
    if S::CHECKS_ABSENCE && is_absent::<S>(&stored) {
        bound.meter.record(Event::NegativeHit);
    }
    Some(stored)
}

/// Whether this is a `None` in a function that tells it apart.
pub(crate) fn is_absent<S: Shape>(stored: &S::Stored) -> bool {
    S::CHECKS_ABSENCE && S::value(stored).is_some_and(|value| S::look(value).is_none())
}

/// Takes the whole way on this thread. Kept out of the way of hits.
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
    let mut passage = call.passage(questions::<S>(), intent, Caller::Blocking);
    if let Some(outcome) = block_on(admit::<S>(&mut passage)) {
        return outcome;
    }
    let Loading { load, describe } = loader(&mut passage.links);
    if let Some(shared) = passage.share_blocking() {
        return provide::<S>(shared);
    }
    let leading = passage.depart().map(Leading::begin);
    let returned = load();
    drop(leading);
    match conclude::<S, D>(&mut passage, returned, describe) {
        Ok(arrival) => provide::<S>(passage.arrive_blocking(arrival)),
        Err(failure) => fail::<S>(passage, failure),
    }
}

/// Takes the whole way.
pub(crate) async fn fetch<Kinds, S, L, F, D>(
    call: Call<'_, Kinds>,
    loader: L,
    intent: Intent,
) -> Result<Cached<S::Value>, S::Failure>
where
    Kinds: KeyKinds,
    S: Shape,
    L: FnOnce(&mut Links) -> Loading<F, D>,
    F: Future<Output = S::Return>,
    D: FnOnce(&S::Value, &mut Draft),
{
    let mut passage = call.passage(questions::<S>(), intent, Caller::Async);
    if let Some(outcome) = admit::<S>(&mut passage).await {
        return outcome;
    }
    let Loading { load, describe } = loader(&mut passage.links);
    if let Some(shared) = passage.share().await {
        return provide::<S>(shared);
    }
    let flight = passage.depart();
    let mut load = pin!(load);
    let returned = poll_fn(|context| {
        let _leading = flight.map(Leading::begin);
        load.as_mut().poll(context)
    })
    .await;
    match conclude::<S, D>(&mut passage, returned, describe) {
        Ok(arrival) => provide::<S>(passage.arrive(arrival).await),
        Err(failure) => fail::<S>(passage, failure),
    }
}

fn questions<S: Shape>() -> Questions<S::Stored> {
    Questions {
        is_absent: is_absent::<S>,
        weigh: S::weigh,
        coder: S::coder,
    }
}

/// Goes as far as the loader. `None`: the caller is to load.
async fn admit<S: Shape>(
    passage: &mut Passage<'_, S::Stored>,
) -> Option<Result<Cached<S::Value>, S::Failure>> {
    loop {
        match passage.admission().await {
            Admission::Answer(cached) => return Some(provide::<S>(cached)),
            Admission::Load => return None,
            Admission::Failed(failure) => {
                if let Some(failure) = S::receive(&failure) {
                    passage.count_coalesced();
                    return Some(Err(failure));
                }
            }
        }
    }
}

/// The body has returned: what of it is to be stored; or a failure that is not.
fn conclude<S: Shape, D: FnOnce(&S::Value, &mut Draft)>(
    passage: &mut Passage<'_, S::Stored>,
    returned: S::Return,
    describe: D,
) -> Result<Arrival<S::Stored>, S::Failure> {
    let failure = match S::split(returned) {
        Ok(value) => {
            describe(&value, &mut passage.draft);
            let stored = S::store(value);
            return Ok(Arrival {
                bytes: S::weigh(&stored),
                ttl: passage.ttl_of(&stored),
                stored,
            });
        }
        Err(failure) => failure,
    };
    passage.count_failure();
    // No failure takes the place of a value that is fresh still.
    if passage.is_early() {
        return Err(failure);
    }
    S::store_failure(failure).map(|stored| Arrival {
        bytes: S::weigh(&stored),
        ttl: passage.ttl_of_failure(),
        stored,
    })
}

/// A failure goes to the caller, and a copy to those who wait.
fn fail<S: Shape>(
    passage: Passage<'_, S::Stored>,
    failure: S::Failure,
) -> Result<Cached<S::Value>, S::Failure> {
    match passage.fail(S::share(&failure)) {
        Some(spare) => provide::<S>(spare),
        None => Err(failure),
    }
}

pub(crate) fn provide<S: Shape>(cached: Cached<S::Stored>) -> Result<Cached<S::Value>, S::Failure> {
    let (stored, provenance) = cached.take_apart();
    S::restore(stored).map(|value| provenance.map(|()| value))
}
