//! `foyer`, in memory: `foyer-memory` is the part of it that has no storage engine and no C code.
//!
//! It gives out entries, which share the value as an `Arc` does; where the value is to be cloned, it is cloned from the entry.

use super::tenant::{NameOfTenant, OwnedName};
use crate::competitor::{Competitor, Functions, current_thread};
use crate::form::{Calling, Form, Key, Value};
use crate::misses::unseen;
use crate::race::{self, Contender};
use crate::stampede::{Rush, load_slowly};
use crate::user::User;
use crate::workload::CAPACITY;
use equivalent::Equivalent;
use foyer_memory::{Cache, CacheEntry, EvictionConfig, LruConfig, S3FifoConfig};
use std::convert::Infallible;
use std::hash::Hash;
use std::sync::{Arc, LazyLock};

/// The policies that are measured: the default, and the one whose hits take no exclusive lock.
const POLICIES: [Policy; 2] = [
    Policy {
        name: "foyer, LRU (default): no ttl",
        config: || LruConfig::default().into(),
    },
    Policy {
        name: "foyer, S3-FIFO: no ttl",
        config: || S3FifoConfig::default().into(),
    },
];

#[derive(Clone, Copy)]
struct Policy {
    name: &'static str,
    config: fn() -> EvictionConfig,
}

/// With each of the policies.
#[must_use]
pub fn hits(form: Form) -> Vec<Competitor> {
    let hit = |policy| match (form.calling, form.value) {
        (Calling::Sync, Value::Shared) => sync_shared(policy, form.key),
        (Calling::Sync, Value::Cloned) => sync_cloned(policy, form.key),
        (Calling::Async, Value::Shared) => async_shared(policy, form.key),
        (Calling::Async, Value::Cloned) => async_cloned(policy, form.key),
    };
    POLICIES.into_iter().map(hit).collect()
}

/// Calls that load, and store in a full cache.
#[must_use]
pub fn misses(calling: Calling) -> Vec<Competitor> {
    let miss = |policy: Policy| {
        let cache = cache::<u64, u64>(policy);
        match calling {
            Calling::Sync => Competitor::sync(policy.name, move |_| {
                let id = unseen();
                found_or(&cache, &id, || id, || id)
            }),
            Calling::Async => Competitor::tasked(policy.name, async move |_| {
                let id = unseen();
                fetched(&cache, &id, id).await
            }),
        }
    };
    POLICIES.into_iter().map(miss).collect()
}

/// A thousand calls at once.
#[must_use]
pub fn stampede() -> Rush {
    let cache = Cache::<u64, Arc<User>>::builder(CAPACITY).build();
    Rush::new("foyer, get_or_fetch", move || {
        let cache: Cache<u64, Arc<User>> = cache.clone();
        async move {
            let load = || async { Ok::<_, Infallible>(load_slowly(1).await) };
            drop(cache.get_or_fetch(&1, load).await);
        }
    })
}

/// The call that races, and what is done meanwhile.
///
/// # Panics
/// If it is too many.
#[must_use]
pub fn race() -> Contender {
    static CACHE: LazyLock<Cache<u64, u64>> = LazyLock::new(|| Cache::builder(CAPACITY).build());
    Contender {
        name: "foyer, get_or_fetch",
        call: || {
            let load = || async { Ok::<_, Infallible>(race::read(1)) };
            let entry = current_thread().block_on(async { CACHE.get_or_fetch(&1, load).await });
            *entry.expect("the load is infallible").value()
        },
        invalidate: || drop(CACHE.remove(&1)),
    }
}

/// A cache that holds so many, filled.
///
/// # Panics
/// If it is too many.
#[must_use]
pub fn fill(entries: u64) -> (u64, Cache<u64, u64>) {
    let capacity = usize::try_from(entries).expect("a hundred thousand");
    let cache = Cache::builder(capacity).build();
    (0..entries).for_each(|id| drop(cache.insert(id, id)));
    (cache.entries() as u64, cache)
}

fn sync_shared(policy: Policy, key: Key) -> Competitor {
    let (numbers, texts, names) = (cache(policy), cache(policy), cache(policy));
    Functions {
        number: move |id| number(&numbers, id),
        text: move |name: &str| text(&texts, name),
        composite: move |tenant, name: &str| composite(&names, &NameOfTenant { tenant, name }),
    }
    .sync(policy.name, key)
}

fn sync_cloned(policy: Policy, key: Key) -> Competitor {
    let (numbers, texts, names) = (cache(policy), cache(policy), cache(policy));
    Functions {
        number: move |id| number(&numbers, id).value().clone(),
        text: move |name: &str| text(&texts, name).value().clone(),
        composite: move |tenant, name: &str| {
            let lent = NameOfTenant { tenant, name };
            composite(&names, &lent).value().clone()
        },
    }
    .sync(policy.name, key)
}

fn async_shared(policy: Policy, key: Key) -> Competitor {
    let (numbers, texts, names) = (cache(policy), cache(policy), cache(policy));
    Functions {
        number: async move |id| async_number(&numbers, id).await,
        text: async move |name: &str| async_text(&texts, name).await,
        composite: async move |tenant, name: &str| {
            async_composite(&names, &NameOfTenant { tenant, name }).await
        },
    }
    .tasked(policy.name, key)
}

fn async_cloned(policy: Policy, key: Key) -> Competitor {
    let (numbers, texts, names) = (cache(policy), cache(policy), cache(policy));
    Functions {
        number: async move |id| async_number(&numbers, id).await.value().clone(),
        text: async move |name: &str| async_text(&texts, name).await.value().clone(),
        composite: async move |tenant, name: &str| {
            let lent = NameOfTenant { tenant, name };
            async_composite(&names, &lent).await.value().clone()
        },
    }
    .tasked(policy.name, key)
}

fn cache<K, V>(policy: Policy) -> Cache<K, V>
where
    K: Hash + Eq + Send + Sync + 'static,
    V: Send + Sync + 'static,
{
    Cache::builder(CAPACITY)
        .with_eviction_config((policy.config)())
        .build()
}

fn number(cache: &Cache<u64, User>, id: u64) -> CacheEntry<u64, User> {
    found_or(cache, &id, || id, || User::load(id))
}

fn text(cache: &Cache<String, User>, name: &str) -> CacheEntry<String, User> {
    let load = || User::load(name.len() as u64);
    found_or(cache, name, || name.to_owned(), load)
}

fn composite(
    cache: &Cache<OwnedName, User>,
    lent: &NameOfTenant<'_>,
) -> CacheEntry<OwnedName, User> {
    let load = || User::load(lent.tenant + lent.name.len() as u64);
    found_or(cache, lent, || lent.to_owned(), load)
}

async fn async_number(cache: &Cache<u64, User>, id: u64) -> CacheEntry<u64, User> {
    cache
        .get_or_fetch(&id, || async move { Ok::<_, Infallible>(User::load(id)) })
        .await
        .expect("the load is infallible")
}

async fn async_text(cache: &Cache<String, User>, name: &str) -> CacheEntry<String, User> {
    let length = name.len() as u64;
    cache
        .get_or_fetch(
            name,
            || async move { Ok::<_, Infallible>(User::load(length)) },
        )
        .await
        .expect("the load is infallible")
}

/// A pair cannot be lent to `get_or_fetch`, so it is looked up first and made into a key after a miss alone.
async fn async_composite(
    cache: &Cache<OwnedName, User>,
    lent: &NameOfTenant<'_>,
) -> CacheEntry<OwnedName, User> {
    if let Some(entry) = cache.get(lent) {
        return entry;
    }
    let id = lent.tenant + lent.name.len() as u64;
    cache
        .get_or_fetch(&lent.to_owned(), || async move {
            Ok::<_, Infallible>(User::load(id))
        })
        .await
        .expect("the load is infallible")
}

async fn fetched(cache: &Cache<u64, u64>, key: &u64, value: u64) -> CacheEntry<u64, u64> {
    cache
        .get_or_fetch(key, || async move { Ok::<_, Infallible>(value) })
        .await
        .expect("the load is infallible")
}

fn found_or<K, Q, V>(
    cache: &Cache<K, V>,
    key: &Q,
    own: impl FnOnce() -> K,
    load: impl FnOnce() -> V,
) -> CacheEntry<K, V>
where
    K: Hash + Eq + Send + Sync + 'static,
    Q: Hash + Equivalent<K> + ?Sized,
    V: Send + Sync + 'static,
{
    cache
        .get(key)
        .unwrap_or_else(|| cache.insert(own(), load()))
}
