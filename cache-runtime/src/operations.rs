//! The operations behind the generated helpers, other than the call itself: key, invalidate, expire, refresh, peek,
//! put, and the call with provenance.

use crate::cache::{Bound, Cache};
use crate::cached::{Cached, Source};
use crate::call::Call;
use crate::commit::{Destination, Fill, MemoryCopy};
use crate::draft::Draft;
use crate::error::Error;
use crate::flight::block_on;
use crate::invalidation::{Invalidated, Invalidation, Links, Order};
use crate::key::KeyKinds;
use crate::load::{Loading, fetch, fetch_blocking, is_absent, provide};
use crate::passage::Intent;
use crate::shape::{Accept, Cacheable, Provide, Reveal, Shape};
use crate::shared::Verdict;
use std::future::Future;
use std::sync::Arc;

/// Links nothing.
pub fn unlinked(_: &mut Links) {}

/// Invalidates one entry.
///
/// # Errors
/// [`Error`] if a tier could not be told.
pub fn invalidate<Kinds: KeyKinds>(call: Call<'_, '_, Kinds>) -> Result<Invalidated, Error> {
    block_on(invalidate_async(call))
}

/// Invalidates one entry when awaited.
#[allow(
    clippy::needless_pass_by_value,
    reason = "a call is made for one operation"
)]
pub fn invalidate_async<Kinds: KeyKinds>(call: Call<'_, '_, Kinds>) -> Invalidation {
    Cache::order_in(call.target.named_cache(), Order::Key(call.bare_key()))
}

/// Marks one entry stale.
///
/// # Errors
/// [`Error`] if a tier could not be told.
pub fn expire<Kinds: KeyKinds>(call: Call<'_, '_, Kinds>) -> Result<Invalidated, Error> {
    block_on(expire_async(call))
}

/// Marks one entry stale when awaited.
#[allow(
    clippy::needless_pass_by_value,
    reason = "a call is made for one operation"
)]
pub fn expire_async<Kinds: KeyKinds>(call: Call<'_, '_, Kinds>) -> Invalidation {
    Cache::order_in(call.target.named_cache(), Order::Expire(call.bare_key()))
}

/// Invalidates every entry of a function.
///
/// # Errors
/// [`Error`] if a tier could not be told.
pub fn invalidate_all(call: Call<'_, '_, ()>) -> Result<Invalidated, Error> {
    block_on(invalidate_all_async(call))
}

/// Invalidates every entry of a function when awaited.
#[allow(
    clippy::needless_pass_by_value,
    reason = "a call is made for one operation"
)]
pub fn invalidate_all_async(call: Call<'_, '_, ()>) -> Invalidation {
    let pattern = call.target.site.name().pattern().to_owned();
    Cache::order_in(call.target.named_cache(), Order::Function(pattern))
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
    let now = cache.world().clock.now();
    if let Some(entry) = bound.region.peek(&call.key) {
        let cached = Cached::new(entry.value, Source::Memory, Some(entry.life), now);
        return Some(cached);
    }
    // What the entry must rest on is the loader's to say; what it does rest on, it says itself.
    let links = Links::default();
    let mut sharing = cache.sharing(
        call.target.site,
        bound,
        &call.key,
        &links,
        call.target.policy,
    )?;
    let found = sharing.peek().await?;
    Some(Cached::new(
        found.value,
        Source::Redis,
        Some(found.life),
        now,
    ))
}

/// Stores a value obtained elsewhere.
///
/// # Errors
/// [`Error`] if a tier could not be told.
pub fn put<Kinds, S, P, D>(
    call: Call<'_, '_, Kinds>,
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
    block_on(put_async(call, shape, link, value, describe))
}

/// Stores a value obtained elsewhere.
///
/// # Errors
/// [`Error`] if a tier could not be told.
pub async fn put_async<Kinds, S, P, D>(
    call: Call<'_, '_, Kinds>,
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
    let mut links = Links::default();
    link(&mut links);
    let mut draft = Draft::default();
    describe(&value, &mut draft);
    let bound = call.bind::<S::Stored>(S::coder);
    let stored = S::store(value);
    let put = Put {
        bytes: S::weigh(&stored),
        absent: is_absent::<S>(&stored),
        stored,
        links,
        draft,
    };
    put.store(&call, bound).await
}

/// A value that somebody puts, with what is said of it. Compiled once for each value type.
struct Put<V> {
    stored: V,
    bytes: Option<usize>,
    absent: bool,
    links: Links,
    draft: Draft,
}

impl<V: Cacheable> Put<V> {
    async fn store<Kinds: KeyKinds>(
        mut self,
        call: &Call<'_, '_, Kinds>,
        bound: Arc<Bound<V>>,
    ) -> Result<(), Error> {
        let (cache, key, policy) = (call.cache().clone(), call.bare_key(), *call.target.policy);
        // Where dependencies go in a circle: those who depend on the entry are told below, and it is not one of them.
        self.links.keys.retain(|link| *link != key);
        let begun = cache.world().sequence.current();
        let cells = cache.cells(&self.links);
        let destination = Destination {
            cache: &cache,
            bound: &bound,
            policy: &policy,
        };
        let ttl = destination.ttl(self.absent, &self.draft);
        let life = destination.life(cache.world().clock.now(), ttl, 0, !self.absent);
        let fill = Fill {
            stored: self.stored,
            bytes: self.bytes,
            life,
            begun,
            cells,
        };
        let Some(tier) = cache.tier().cloned() else {
            destination.put(&call.key, fill, &self.draft);
            cache.replaced(&key);
            return Ok(());
        };
        let sharing = cache.sharing(call.target.site, &bound, &call.key, &self.links, &policy);
        let value = life.map(|life| (fill.stored.clone(), life));
        let copy = sharing.as_ref().map_or(MemoryCopy::Whole, |sharing| {
            let (tiers, disconnected) = (call.target.site.tiers, sharing.copy_ttl());
            MemoryCopy::of(Verdict::Stored, tiers, policy.memory_ttl, disconnected)
        });
        let (tags, draft) = (self.draft.tags.clone(), self.draft);
        // Registered before Redis is written: what another process invalidates from now on is not stored here.
        let lead = destination.lead_put(&call.key, begun);
        let replaced = key.clone();
        let after = move || {
            let destination = Destination {
                cache: &cache,
                bound: &bound,
                policy: &policy,
            };
            destination.land_put(lead, fill, &draft, copy);
            cache.replaced(&replaced);
            Invalidated::default()
        };
        let told = match sharing {
            Some(sharing) => sharing.put(&key, value, tags, after),
            None => tier.carry_put(&key, Box::new(after)),
        };
        told.await.map(drop)
    }
}
