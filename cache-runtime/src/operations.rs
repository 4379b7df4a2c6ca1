//! The operations behind the generated helpers, other than the call itself: key, invalidate, expire, refresh, peek,
//! put, and the call with provenance.

use crate::cached::{Cached, Source};
use crate::call::Call;
use crate::commit::{Destination, Fill};
use crate::draft::Draft;
use crate::error::Error;
use crate::freshness::Freshness;
use crate::invalidation::{Invalidated, Invalidation, Links};
use crate::key::KeyKinds;
use crate::load::{Loading, fetch, fetch_blocking, is_absent, provide};
use crate::passage::Intent;
use crate::shape::{Accept, Provide, Reveal, Shape};
use std::future::Future;

/// Links nothing.
pub fn unlinked(_: &mut Links) {}

/// Invalidates one entry.
///
/// # Errors
/// [`Error`] if a tier could not be reached.
#[allow(
    clippy::needless_pass_by_value,
    reason = "a call is made for one operation"
)]
pub fn invalidate<Kinds: KeyKinds>(call: Call<'_, Kinds>) -> Result<Invalidated, Error> {
    Ok(call.cache().invalidate_key(&call.bare_key()))
}

/// Invalidates one entry when awaited.
#[allow(
    clippy::needless_pass_by_value,
    reason = "a call is made for one operation"
)]
pub fn invalidate_async<Kinds: KeyKinds>(call: Call<'_, Kinds>) -> Invalidation {
    let (cache, key) = (call.cache().clone(), call.bare_key());
    Invalidation::new(move || cache.invalidate_key(&key))
}

/// Marks one entry stale.
///
/// # Errors
/// [`Error`] if a tier could not be reached.
#[allow(
    clippy::needless_pass_by_value,
    reason = "a call is made for one operation"
)]
pub fn expire<Kinds: KeyKinds>(call: Call<'_, Kinds>) -> Result<Invalidated, Error> {
    Ok(call.cache().expire_key(&call.bare_key()))
}

/// Marks one entry stale when awaited.
#[allow(
    clippy::needless_pass_by_value,
    reason = "a call is made for one operation"
)]
pub fn expire_async<Kinds: KeyKinds>(call: Call<'_, Kinds>) -> Invalidation {
    let (cache, key) = (call.cache().clone(), call.bare_key());
    Invalidation::new(move || cache.expire_key(&key))
}

/// Invalidates every entry of a function.
///
/// # Errors
/// [`Error`] if a tier could not be reached.
#[allow(
    clippy::needless_pass_by_value,
    reason = "a call is made for one operation"
)]
pub fn invalidate_all(call: Call<'_, ()>) -> Result<Invalidated, Error> {
    Ok(call
        .cache()
        .invalidate_function(call.target.site.name().pattern()))
}

/// Invalidates every entry of a function when awaited.
#[allow(
    clippy::needless_pass_by_value,
    reason = "a call is made for one operation"
)]
pub fn invalidate_all_async(call: Call<'_, ()>) -> Invalidation {
    let (cache, name) = (call.cache().clone(), call.target.site.name().clone());
    Invalidation::new(move || cache.invalidate_function(name.pattern()))
}

/// Answers a call and says where the value comes from.
pub fn get_or_load_cached<Kinds, S, L, F, D, P>(call: Call<'_, Kinds>, _: S, load: L) -> P
where
    Kinds: KeyKinds,
    S: Shape + Provide<P>,
    L: FnOnce(&mut Links) -> Loading<F, D>,
    F: FnOnce() -> S::Return,
    D: FnOnce(&S::Value, &mut Draft),
{
    S::provide(fetch_blocking::<Kinds, S, L, F, D>(call, load, Intent::Get))
}

/// Answers a call and says where the value comes from.
pub async fn get_or_load_cached_async<Kinds, S, L, F, D, P>(
    call: Call<'_, Kinds>,
    _: S,
    load: L,
) -> P
where
    Kinds: KeyKinds,
    S: Shape + Provide<P>,
    L: FnOnce(&mut Links) -> Loading<F, D>,
    F: Future<Output = S::Return>,
    D: FnOnce(&S::Value, &mut Draft),
{
    S::provide(fetch::<Kinds, S, L, F, D>(call, load, Intent::Get).await)
}

/// Loads now and stores, whatever is cached.
pub fn refresh<Kinds, S, L, F, D>(call: Call<'_, Kinds>, _: S, load: L) -> S::Return
where
    Kinds: KeyKinds,
    S: Shape,
    L: FnOnce(&mut Links) -> Loading<F, D>,
    F: FnOnce() -> S::Return,
    D: FnOnce(&S::Value, &mut Draft),
{
    S::join(
        fetch_blocking::<Kinds, S, L, F, D>(call, load, Intent::Refresh).map(|cached| cached.value),
    )
}

/// Loads now and stores, whatever is cached.
pub async fn refresh_async<Kinds, S, L, F, D>(call: Call<'_, Kinds>, _: S, load: L) -> S::Return
where
    Kinds: KeyKinds,
    S: Shape,
    L: FnOnce(&mut Links) -> Loading<F, D>,
    F: Future<Output = S::Return>,
    D: FnOnce(&S::Value, &mut Draft),
{
    S::join(
        fetch::<Kinds, S, L, F, D>(call, load, Intent::Refresh)
            .await
            .map(|cached| cached.value),
    )
}

/// Looks, and never loads.
#[must_use]
#[allow(
    clippy::needless_pass_by_value,
    reason = "a call is made for one operation"
)]
pub fn peek<Kinds: KeyKinds, S: Shape + Reveal<P>, P>(
    call: Call<'_, Kinds>,
    _: S,
) -> Option<Cached<P>> {
    let bound = call.bind::<S::Stored>(S::coder);
    let (entry, freshness) = bound.region.peek(&call.key)?;
    let now = call.cache().world().clock.now();
    let mut cached = Cached::new(entry.value, Source::Memory, Some(entry.life), now);
    cached.stale = freshness == Freshness::Stale;
    S::reveal(provide::<S>(cached))
}

/// Looks, and never loads.
#[allow(
    clippy::unused_async,
    reason = "a shared tier is asked over the network; callers need not change then"
)]
pub async fn peek_async<Kinds: KeyKinds, S: Shape + Reveal<P>, P>(
    call: Call<'_, Kinds>,
    shape: S,
) -> Option<Cached<P>> {
    peek(call, shape)
}

/// Stores a value obtained elsewhere.
///
/// # Errors
/// [`Error`] if a tier could not be reached.
#[allow(
    clippy::needless_pass_by_value,
    reason = "a call is made for one operation"
)]
pub fn put<Kinds, S, P, D>(
    call: Call<'_, Kinds>,
    _: S,
    link: impl FnOnce(&mut Links),
    value: P,
    describe: D,
) -> Result<(), Error>
where
    Kinds: KeyKinds,
    S: Shape + Accept<P>,
    D: FnOnce(&S::Value, &mut Draft),
{
    let Some(value) = S::accept(value) else {
        return Ok(());
    };
    let cache = call.cache();
    let bound = call.bind::<S::Stored>(S::coder);
    let begun = cache.world().sequence.current();
    let key = call.bare_key();
    let mut links = Links::default();
    link(&mut links);
    // Where dependencies go in a circle: those who depend on the entry are told below, and it is not one of them.
    links.keys.retain(|link| *link != key);
    let mut draft = Draft::default();
    describe(&value, &mut draft);
    let destination = Destination {
        cache,
        bound: &bound,
        policy: call.target.policy,
    };
    let stored = S::store(value);
    let fill = Fill {
        bytes: S::weigh(&stored),
        ttl: destination.ttl(is_absent::<S>(&stored), &draft),
        stored,
        cost: 0,
        begun,
        cells: cache.cells(&links),
    };
    destination.put(&call.key, fill, &draft);
    cache.replaced(&key);
    Ok(())
}

/// Stores a value obtained elsewhere.
///
/// # Errors
/// [`Error`] if a tier could not be reached.
#[allow(
    clippy::unused_async,
    reason = "a shared tier is asked over the network; callers need not change then"
)]
pub async fn put_async<Kinds, S, P, D>(
    call: Call<'_, Kinds>,
    shape: S,
    link: impl FnOnce(&mut Links),
    value: P,
    describe: D,
) -> Result<(), Error>
where
    Kinds: KeyKinds,
    S: Shape + Accept<P>,
    D: FnOnce(&S::Value, &mut Draft),
{
    put(call, shape, link, value, describe)
}
