//! `cachekit-rs`. It is async only, and stores values serialized, in memory too. It always has a backend behind its memory; where
//! memory alone is measured, that is an empty one.

use crate::competitor::{Competitor, Functions, current_thread};
use crate::fleet::{Member, call};
use crate::form::{Calling, Form, Key, Value};
use crate::misses::unseen;
use crate::page::Page;
use crate::race;
use crate::shared::Contender;
use crate::stampede::{Rush, load_slowly};
use crate::user::User;
use crate::workload::CAPACITY;
use async_trait::async_trait;
use cachekit::backend::{Backend, HealthStatus};
use cachekit::interop::{InteropValue, interop_key};
use cachekit::{BackendError, CacheKit, CachekitError, cachekit};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

const ATTRIBUTE: &str = "cachekit-rs, #[cachekit]";
const BY_HAND: &str = "cachekit-rs, get by a text key";

#[cachekit(client = cache, ttl = 3600, interop = "number", namespace = "bench")]
async fn number(cache: &CacheKit, id: u64) -> Result<User, CachekitError> {
    Ok(User::load(id))
}

#[cachekit(client = cache, ttl = 3600, interop = "text", namespace = "bench")]
async fn text(cache: &CacheKit, name: &str) -> Result<User, CachekitError> {
    Ok(User::load(name.len() as u64))
}

#[cachekit(client = cache, ttl = 3600, interop = "composite", namespace = "bench")]
async fn composite(cache: &CacheKit, tenant: u64, name: &str) -> Result<User, CachekitError> {
    Ok(User::load(tenant + name.len() as u64))
}

#[cachekit(client = cache, ttl = 3600, interop = "missed", namespace = "bench")]
async fn missed(cache: &CacheKit, id: u64) -> Result<u64, CachekitError> {
    Ok(id)
}

#[cachekit(client = cache, ttl = 3600, interop = "slow", namespace = "bench")]
async fn slow(cache: &CacheKit, id: u64) -> Result<User, CachekitError> {
    Ok((*load_slowly(id).await).clone())
}

#[cachekit(client = cache, ttl = 3600, interop = "race", namespace = "bench")]
async fn raced(cache: &CacheKit, id: u64) -> Result<u64, CachekitError> {
    Ok(race::read(id))
}

#[cachekit(client = cache, ttl = 3600, interop = "page", namespace = "bench")]
async fn page(cache: &CacheKit, bytes: u64, id: u64) -> Result<Page, CachekitError> {
    Ok(Page::load(id, usize::try_from(bytes).expect("kilobytes")))
}

/// Holds nothing: what memory does not have, nobody has.
#[derive(Debug)]
struct Nothing;

#[async_trait]
impl Backend for Nothing {
    async fn get(&self, _: &str) -> Result<Option<Vec<u8>>, BackendError> {
        Ok(None)
    }

    async fn set(&self, _: &str, _: Vec<u8>, _: Option<Duration>) -> Result<(), BackendError> {
        Ok(())
    }

    async fn delete(&self, _: &str) -> Result<bool, BackendError> {
        Ok(false)
    }

    async fn exists(&self, _: &str) -> Result<bool, BackendError> {
        Ok(false)
    }

    async fn health(&self) -> Result<HealthStatus, BackendError> {
        Ok(HealthStatus {
            is_healthy: true,
            latency_ms: 0.0,
            backend_type: String::from("nothing"),
            details: HashMap::new(),
        })
    }
}

/// Through its attribute, which hashes the arguments, and by a text key that the caller writes.
#[must_use]
pub fn hits(form: Form) -> Vec<Competitor> {
    match (form.calling, form.value) {
        (Calling::Async, Value::Cloned) => vec![by_attribute(form.key), by_hand(form.key)],
        // It gives what it decodes, which nobody else has.
        _ => Vec::new(),
    }
}

/// Calls that load, and store in a full cache.
#[must_use]
pub fn misses(calling: Calling) -> Vec<Competitor> {
    match calling {
        Calling::Sync => Vec::new(),
        Calling::Async => {
            let cache = in_memory(CAPACITY);
            vec![Competitor::tasked(ATTRIBUTE, async move |_| {
                missed(&cache, unseen()).await
            })]
        }
    }
}

/// A thousand calls at once.
#[must_use]
pub fn stampede() -> Rush {
    let cache = in_memory(CAPACITY);
    Rush::new(ATTRIBUTE, move || {
        let cache = cache.clone();
        async move { drop(slow(&cache, 1).await) }
    })
}

/// The call that races, and what is done meanwhile.
///
/// # Panics
/// If memory fails.
#[must_use]
pub fn race() -> race::Contender {
    static CACHE: LazyLock<CacheKit> = LazyLock::new(|| in_memory(CAPACITY));
    race::Contender {
        name: ATTRIBUTE,
        call: || {
            let value = current_thread().block_on(raced(&CACHE, 1));
            value.expect("memory does not fail")
        },
        invalidate: || {
            let deleted = current_thread().block_on(CACHE.delete(&race_key()));
            deleted.expect("memory does not fail");
        },
    }
}

/// The same over Redis.
///
/// # Panics
/// If the server does not answer.
#[must_use]
pub fn redis_race() -> race::Contender {
    static CACHE: LazyLock<CacheKit> =
        LazyLock::new(|| race::block_on(without_memory(&race::server().url())));
    race::Contender {
        name: ATTRIBUTE,
        call: || {
            // Connected outside: who is polled must not block for a connection.
            let cache = &*CACHE;
            let value = race::block_on(raced(cache, 1));
            value.expect("the server runs on this machine")
        },
        invalidate: || {
            let cache = &*CACHE;
            let deleted = race::block_on(cache.delete(&race_key()));
            deleted.expect("the server runs on this machine");
        },
    }
}

/// Under which it stores the call that races.
fn race_key() -> String {
    interop_key("bench", "race", &[InteropValue::from(1_u64)])
        .expect("a number can be part of a key")
}

/// Hits in Redis.
///
/// # Panics
/// If it does not answer.
pub async fn redis(url: &str) -> Contender {
    let cache = without_memory(url).await;
    Contender::new(ATTRIBUTE, move |bytes, id| {
        let cache = cache.clone();
        async move {
            let page = page(&cache, bytes as u64, id).await;
            page.expect("the server runs on this machine").id
        }
    })
}

/// A process among others, all of which miss one key.
#[must_use]
pub fn member() -> Member {
    Member {
        name: ATTRIBUTE,
        start: |url| {
            Box::pin(async move {
                let cache = without_memory(&url).await;
                call(move || {
                    let cache = cache.clone();
                    async move { drop(slow(&cache, 1).await) }
                })
            })
        },
    }
}

/// A cache that holds so many, filled.
///
/// # Panics
/// If it refuses one.
#[must_use]
pub fn fill(entries: u64) -> (u64, CacheKit) {
    let cache = in_memory(usize::try_from(entries).expect("a hundred thousand"));
    current_thread().block_on(async {
        for id in 0..entries {
            missed(&cache, id).await.expect("memory does not fail");
        }
    });
    (cache.l1_entry_count().unwrap_or_default(), cache)
}

fn by_attribute(key: Key) -> Competitor {
    let cache = in_memory(CAPACITY);
    let [numbers, texts, pairs] = [cache.clone(), cache.clone(), cache];
    Functions {
        number: async move |id: u64| number(&numbers, id).await,
        text: async move |name: &str| text(&texts, name).await,
        composite: async move |tenant: u64, name: &str| composite(&pairs, tenant, name).await,
    }
    .tasked(ATTRIBUTE, key)
}

fn by_hand(key: Key) -> Competitor {
    let cache = in_memory(CAPACITY);
    let [numbers, texts, pairs] = [cache.clone(), cache.clone(), cache];
    Functions {
        number: async move |id: u64| got(&numbers, &format!("user:{id}"), id).await,
        text: async move |name: &str| got(&texts, name, name.len() as u64).await,
        composite: async move |tenant: u64, name: &str| {
            let id = tenant + name.len() as u64;
            got(&pairs, &format!("tenant:{tenant}:{name}"), id).await
        },
    }
    .tasked(BY_HAND, key)
}

async fn got(cache: &CacheKit, key: &str, id: u64) -> User {
    let found = cache.get(key).await.expect("memory does not fail");
    if let Some(user) = found {
        return user;
    }
    let user = User::load(id);
    cache.set(key, &user).await.expect("memory does not fail");
    user
}

fn in_memory(capacity: usize) -> CacheKit {
    CacheKit::builder()
        .backend(Arc::new(Nothing))
        .l1_capacity(capacity)
        .swr_enabled(false)
        .default_ttl(Duration::from_hours(1))
        .build()
        .expect("an empty backend needs no settings")
}

async fn without_memory(url: &str) -> CacheKit {
    let builder = CacheKit::minimal(url)
        .await
        .expect("the server runs on this machine");
    builder.no_l1().build().expect("the preset is complete")
}
