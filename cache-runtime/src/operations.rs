//! The operations behind the generated helpers, other than the call itself: key, invalidate, expire, refresh, peek,
//! and the call with provenance. What is put stands in `writes/putting.rs`.

use crate::cache::{Bound, Cache};
use crate::cached::{Cached, Source};
use crate::call::Call;
use crate::draft::Draft;
use crate::error::Error;
use crate::flight::block_on;
use crate::invalidation::{Cause, Invalidated, Invalidation, Links, Order};
use crate::key::KeyKinds;
use crate::load::{Loading, fetch, fetch_blocking, provide};
use crate::passage::Intent;
use crate::shape::{Cacheable, Provide, Reveal, Shape};
use std::future::Future;

/// Links nothing.
pub fn unlinked(_: &mut Links) {}

/// Invalidates one entry.
///
/// # Errors
/// [`Error`] if a tier could not be told.
#[track_caller]
pub fn invalidate<Kinds: KeyKinds>(call: Call<'_, '_, Kinds>) -> Result<Invalidated, Error> {
    block_on(invalidate_async(call))
}

/// Invalidates one entry when awaited.
#[allow(
    clippy::needless_pass_by_value,
    reason = "a call is made for one operation"
)]
#[track_caller]
pub fn invalidate_async<Kinds: KeyKinds>(call: Call<'_, '_, Kinds>) -> Invalidation {
    Cache::order_in(
        call.target.named_cache(),
        Order::Key(call.bare_key()),
        Cause::call(),
    )
}

/// Marks one entry stale.
///
/// # Errors
/// [`Error`] if a tier could not be told.
#[track_caller]
pub fn expire<Kinds: KeyKinds>(call: Call<'_, '_, Kinds>) -> Result<Invalidated, Error> {
    block_on(expire_async(call))
}

/// Marks one entry stale when awaited.
#[allow(
    clippy::needless_pass_by_value,
    reason = "a call is made for one operation"
)]
#[track_caller]
pub fn expire_async<Kinds: KeyKinds>(call: Call<'_, '_, Kinds>) -> Invalidation {
    Cache::order_in(
        call.target.named_cache(),
        Order::Expire(call.bare_key()),
        Cause::call(),
    )
}

/// Invalidates every entry of a function.
///
/// # Errors
/// [`Error`] if a tier could not be told.
#[track_caller]
pub fn invalidate_all(call: Call<'_, '_, ()>) -> Result<Invalidated, Error> {
    block_on(invalidate_all_async(call))
}

/// Invalidates every entry of a function when awaited.
#[allow(
    clippy::needless_pass_by_value,
    reason = "a call is made for one operation"
)]
#[track_caller]
pub fn invalidate_all_async(call: Call<'_, '_, ()>) -> Invalidation {
    let pattern = call.target.site.name().pattern().to_owned();
    Cache::order_in(
        call.target.named_cache(),
        Order::Function(pattern),
        Cause::call(),
    )
}

/// Answers a call and says where the value comes from.
pub fn get_or_load_cached<Kinds, S, L, F, D, P>(call: Call<'_, '_, Kinds>, _: S, load: L) -> P
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
    call: Call<'_, '_, Kinds>,
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
pub fn refresh<Kinds, S, L, F, D>(call: Call<'_, '_, Kinds>, _: S, load: L) -> S::Return
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
pub async fn refresh_async<Kinds, S, L, F, D>(call: Call<'_, '_, Kinds>, _: S, load: L) -> S::Return
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
pub fn peek<Kinds: KeyKinds, S: Shape + Reveal<P>, P>(
    call: Call<'_, '_, Kinds>,
    shape: S,
) -> Option<Cached<P>> {
    block_on(peek_async(call, shape))
}

/// Looks, and never loads.
pub async fn peek_async<Kinds: KeyKinds, S: Shape + Reveal<P>, P>(
    call: Call<'_, '_, Kinds>,
    _: S,
) -> Option<Cached<P>> {
    let bound = call.bind::<S::Stored>(S::coder);
    S::reveal(provide::<S>(glance(&call, &bound).await?))
}

/// What is there, in memory or in the shared tier.
async fn glance<Kinds: KeyKinds, V: Cacheable>(
    call: &Call<'_, '_, Kinds>,
    bound: &Bound<V>,
) -> Option<Cached<V>> {
    let cache = call.cache();
    let (policy, is_on) = bound.ruling.of_call(call.target.policy);
    if !is_on {
        return None;
    }
    let now = cache.world().clock.now();
    let observer = call.observer(bound);
    if let Some(entry) = bound.region.peek(&call.key) {
        if let Some(observer) = &observer {
            observer.glimpsed(&entry.cells, &entry.life, now);
        }
        let cached = Cached::new(entry.value, Source::Memory, Some(entry.life), now);
        return Some(cached);
    }
    // What the entry must rest on is the loader's to say; what it does rest on, it says itself.
    let links = Links::default();
    let mut sharing = cache.sharing(call.target.site, bound, &call.key, &links, &policy)?;
    let found = sharing.peek().await?;
    if let Some(observer) = &observer {
        // What it rests on is not known here, and nothing is put into memory.
        observer.saw_something();
    }
    Some(Cached::new(
        found.value,
        Source::Redis,
        Some(found.life),
        now,
    ))
}
