//! What of a batch knows the user's body: its future, its map, its error, what is said of its values. Compiled for each annotated
//! function, so it is kept small; a [`Crossing`] takes the way, step by step.

use super::crossing::{Crossing, Loaded, Waited};
use super::gather::Gathered;
use super::holding::Holding;
use super::mapping::{Batched, Mapping};
use super::roster::Roster;
use crate::call::Call;
use crate::context::{Said, Speaking};
use crate::draft::Draft;
use crate::flight::{Leading, block_on};
use crate::invalidation::Links;
use crate::key::{EncodedKey, KeyKinds};
use crate::load::questions;
use crate::metrics::Answer;
use crate::passage::Caller;
use std::future::{Future, poll_fn};
use std::hash::Hash;
use std::pin::pin;

/// Answers a call of an async function.
pub async fn load_batch_async<Kinds, B, S, K, V, F>(
    gathered: Gathered<'_, '_, Kinds, B, S, K, V>,
    link: impl Fn(&K, &mut Links),
    describe: impl Fn(&K, &S::Value, &mut Draft),
    body: impl Fn(Vec<K>) -> F,
) -> B::Return
where
    Kinds: KeyKinds,
    B: Batched<Map: Mapping<Key = K, Value = V>>,
    S: Holding<V>,
    K: Clone + Eq + Hash,
    V: Clone,
    F: Future<Output = B::Return>,
{
    if gathered.missing.is_empty() {
        return B::join(Ok(B::Map::of_pairs(gathered.found)));
    }
    let span = gathered.span();
    // Boxed: a call that finds everything in memory need not carry the room.
    let crossed = span.within(Box::pin(cross(gathered, link, describe, body)));
    B::join(crossed.await)
}

async fn cross<Kinds, B, S, K, V, F>(
    gathered: Gathered<'_, '_, Kinds, B, S, K, V>,
    link: impl Fn(&K, &mut Links),
    describe: impl Fn(&K, &S::Value, &mut Draft),
    body: impl Fn(Vec<K>) -> F,
) -> Result<B::Map, B::Failure>
where
    Kinds: KeyKinds,
    B: Batched<Map: Mapping<Key = K, Value = V>>,
    S: Holding<V>,
    K: Clone + Eq + Hash,
    V: Clone,
    F: Future<Output = B::Return>,
{
    let (found, mut batch) = set_out(gathered, Caller::Async);
    batch.glance(&link).await;
    loop {
        batch.board(&link);
        batch.crossing.share().await;
        let turn = batch.crossing.turn();
        if !turn.is_empty() {
            let under_way = batch.crossing.depart(&turn);
            let mut said = batch.crossing.said();
            let mut load = pin!(body(batch.roster.at(&turn)));
            let returned = poll_fn(|context| {
                let _entered = under_way.span.enter();
                let _leading = Leading::begin_all(&under_way.flights);
                let _speaking = Speaking::begin(&mut said);
                load.as_mut().poll(context)
            })
            .await;
            match B::split(returned) {
                Ok(map) => {
                    let loaded = batch.sort(&turn, map, &describe, &said);
                    batch.crossing.arrive(under_way, turn, loaded).await;
                }
                Err(failure) => {
                    let shared = B::share(&failure);
                    batch.crossing.fail(under_way, &turn, shared.as_ref());
                    return Err(failure);
                }
            }
        }
        let waited = batch.crossing.wait().await;
        match Batch::<B, S, K, V>::conclude(waited) {
            Some(Ok(())) => return Ok(batch.collect(found)),
            Some(Err(failure)) => return Err(failure),
            None => {}
        }
    }
}

/// Answers a call of a sync function.
pub fn load_batch<Kinds, B, S, K, V>(
    gathered: Gathered<'_, '_, Kinds, B, S, K, V>,
    link: impl Fn(&K, &mut Links),
    describe: impl Fn(&K, &S::Value, &mut Draft),
    body: impl Fn(Vec<K>) -> B::Return,
) -> B::Return
where
    Kinds: KeyKinds,
    B: Batched<Map: Mapping<Key = K, Value = V>>,
    S: Holding<V>,
    K: Clone + Eq + Hash,
    V: Clone,
{
    if gathered.missing.is_empty() {
        return B::join(Ok(B::Map::of_pairs(gathered.found)));
    }
    let span = gathered.span();
    let _entered = span.enter();
    B::join(cross_blocking(gathered, link, describe, body))
}

#[inline(never)]
fn cross_blocking<Kinds, B, S, K, V>(
    gathered: Gathered<'_, '_, Kinds, B, S, K, V>,
    link: impl Fn(&K, &mut Links),
    describe: impl Fn(&K, &S::Value, &mut Draft),
    body: impl Fn(Vec<K>) -> B::Return,
) -> Result<B::Map, B::Failure>
where
    Kinds: KeyKinds,
    B: Batched<Map: Mapping<Key = K, Value = V>>,
    S: Holding<V>,
    K: Clone + Eq + Hash,
    V: Clone,
{
    let (found, mut batch) = set_out(gathered, Caller::Blocking);
    block_on(batch.glance(&link));
    loop {
        batch.board(&link);
        block_on(batch.crossing.share());
        let turn = batch.crossing.turn();
        if !turn.is_empty() {
            let under_way = batch.crossing.depart(&turn);
            let mut said = batch.crossing.said();
            let returned = {
                let _entered = under_way.span.enter();
                let _leading = Leading::begin_all(&under_way.flights);
                let _speaking = Speaking::begin(&mut said);
                body(batch.roster.at(&turn))
            };
            match B::split(returned) {
                Ok(map) => {
                    let loaded = batch.sort(&turn, map, &describe, &said);
                    block_on(batch.crossing.arrive(under_way, turn, loaded));
                }
                Err(failure) => {
                    let shared = B::share(&failure);
                    batch.crossing.fail(under_way, &turn, shared.as_ref());
                    return Err(failure);
                }
            }
        }
        let waited = block_on(batch.crossing.wait());
        match Batch::<B, S, K, V>::conclude(waited) {
            Some(Ok(())) => return Ok(batch.collect(found)),
            Some(Err(failure)) => return Err(failure),
            None => {}
        }
    }
}

/// A batch on its way.
struct Batch<'s, B, S: Holding<V>, K, V> {
    roster: Roster<K>,
    crossing: Crossing<'s, S::Stored>,
    types: std::marker::PhantomData<fn() -> (B, V)>,
}

type Found<K, V> = Vec<(K, V)>;

fn set_out<'s, Kinds, B, S, K, V>(
    gathered: Gathered<'s, '_, Kinds, B, S, K, V>,
    caller: Caller,
) -> (Found<K, V>, Batch<'s, B, S, K, V>)
where
    Kinds: KeyKinds,
    S: Holding<V>,
    K: Clone + Eq + Hash,
{
    let Gathered {
        target,
        found,
        missing,
        ..
    } = gathered;
    let bound = target
        .cache()
        .bind::<Kinds, S::Stored>(target.site, target.instance, S::coder);
    let elements = missing.len();
    let (roster, keys): (_, Vec<EncodedKey>) = Roster::of(missing);
    // Who asks for an entry twice waits for one load of it.
    for _ in keys.len()..elements {
        bound.meter.answer(Answer::Coalesced);
    }
    let observe = |key: &EncodedKey| {
        let call = Call::<Kinds>::from_parts(target, key.clone());
        call.observer(&bound)
    };
    let crossing = Crossing::new(
        target,
        keys,
        bound.clone(),
        questions::<S>(),
        caller,
        &observe,
    );
    let batch = Batch {
        roster,
        crossing,
        types: std::marker::PhantomData,
    };
    (found, batch)
}

impl<B, S, K, V> Batch<'_, B, S, K, V>
where
    B: Batched<Map: Mapping<Key = K, Value = V>>,
    S: Holding<V>,
    K: Clone + Eq + Hash,
    V: Clone,
{
    /// Takes what can be had without any load.
    async fn glance(&mut self, link: impl Fn(&K, &mut Links)) {
        let elements = &self.roster.elements;
        let link = |place: usize, links: &mut Links| link(&elements[place], links);
        self.crossing.glance(link).await;
    }

    /// Finds out who sees to what, and says what that rests on which this call is to load.
    fn board(&mut self, link: impl Fn(&K, &mut Links)) {
        self.crossing.board();
        let elements = &self.roster.elements;
        self.crossing
            .link(|place, links| link(&elements[place], links));
    }

    /// What the body's map means for each place of `turn`.
    fn sort(
        &self,
        turn: &[usize],
        map: B::Map,
        describe: impl Fn(&K, &S::Value, &mut Draft),
        said: &Said,
    ) -> Vec<Loaded<S::Stored>> {
        let mut values: Vec<Option<V>> = self.roster.elements.iter().map(|_| None).collect();
        let places = self.roster.places(turn);
        let mut is_foreign = false;
        for (element, value) in map.into_pairs() {
            match places.get(&element) {
                Some(place) => values[*place] = Some(value),
                None => is_foreign = true,
            }
        }
        if is_foreign {
            self.crossing.report_foreign();
        }
        if !said.tags.is_empty() {
            self.crossing.expect_tags();
        }
        let loaded = turn.iter().map(|place| {
            let mut draft = Draft {
                said_ttl: said.ttl,
                unwanted: said.unwanted,
                tags: said.tags.clone(),
                ..Draft::default()
            };
            let (held, absent) = match values[*place].take() {
                Some(value) => (Some(S::hold(value)), false),
                None => (S::absence(), true),
            };
            held.map_or(Loaded::Nothing, |held| {
                describe(&self.roster.elements[*place], &held, &mut draft);
                let stored = S::store(held);
                Loaded::Value {
                    bytes: S::weigh(&stored),
                    stored,
                    absent,
                    draft,
                }
            })
        });
        loaded.collect()
    }

    /// What to do after having waited: end, or go round once more.
    fn conclude(waited: Waited) -> Option<Result<(), B::Failure>> {
        match waited {
            Waited::Over => Some(Ok(())),
            Waited::News => None,
            Waited::LetDown(failure) => Some(Err(B::receive(&failure)?)),
        }
    }

    /// The map of all that there is.
    fn collect(self, found: Found<K, V>) -> B::Map {
        let (mut pairs, mut crossing) = (found, self.crossing);
        let missing = self.roster.pair(|place| {
            let stored = crossing.take(place)?;
            let Ok(held) = S::restore(stored);
            S::release(held)
        });
        pairs.extend(missing);
        B::Map::of_pairs(pairs)
    }
}
