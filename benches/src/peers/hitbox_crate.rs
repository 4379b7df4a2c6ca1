//! `hitbox`, through `hitbox-fn`, with its backends for memory and for Redis. It is async only, and it stores values serialized.

use crate::competitor::{Competitor, Functions, current_thread};
use crate::fleet::{Member, call};
use crate::form::{Calling, Form, Value};
use crate::misses::unseen;
use crate::page::Page;
use crate::race::{self, Contender};
use crate::shared;
use crate::stampede::Rush;
use crate::user::User;
use crate::workload::CAPACITY;
use hitbox::concurrency::{BroadcastConcurrencyManager, NoopConcurrencyManager};
use hitbox::policy::{ConcurrencyLimit, PolicyConfig};
use hitbox_backend::format::BincodeFormat;
use hitbox_backend::{Backend, CacheBackend};
use hitbox_core::{CacheKey, DisabledOffload, KeyPart};
use hitbox_fn::{Cache, cached};
use hitbox_moka::MokaBackend;
use hitbox_redis::{ConnectionMode, RedisBackend};
use std::sync::LazyLock;
use std::time::Duration;

const MEMORY: &str = "hitbox-fn, moka backend";
const MEMORY_BROADCAST: &str = "hitbox-fn, moka backend, BroadcastConcurrencyManager";
const REDIS: &str = "hitbox-fn, Redis backend";
const REDIS_BROADCAST: &str = "hitbox-fn, Redis backend, BroadcastConcurrencyManager";

type Store = MokaBackend<BincodeFormat>;
type Plain<B> = Cache<B, NoopConcurrencyManager, DisabledOffload>;
type Broadcasting<B> = Cache<B, BroadcastConcurrencyManager<User>, DisabledOffload>;

#[cached]
async fn number(id: u64) -> User {
    User::load(id)
}

#[cached]
async fn text(name: String) -> User {
    User::load(name.len() as u64)
}

#[cached]
async fn composite(tenant: u64, name: String) -> User {
    User::load(tenant + name.len() as u64)
}

#[cached]
async fn missed(id: u64) -> u64 {
    id
}

#[cached]
async fn slow(id: u64) -> User {
    tokio::time::sleep(Duration::from_millis(50)).await;
    User::load(id)
}

#[cached(prefix = "raced")]
async fn raced(id: u64) -> u64 {
    race::read(id)
}

#[cached]
async fn page(bytes: u64, id: u64) -> Page {
    Page::load(id, usize::try_from(bytes).expect("kilobytes"))
}

/// With the fastest of its formats. It gives what it decodes, which nobody else has.
#[must_use]
pub fn hits(form: Form) -> Vec<Competitor> {
    if (form.calling, form.value) != (Calling::Async, Value::Cloned) {
        return Vec::new();
    }
    let cache = plain(memory(CAPACITY as u64));
    let [numbers, texts, pairs] = [cache.clone(), cache.clone(), cache];
    let functions = Functions {
        number: async move |id: u64| number(id).cache(&numbers).await,
        text: async move |name: &str| text(name.to_owned()).cache(&texts).await,
        composite: async move |tenant: u64, name: &str| {
            composite(tenant, name.to_owned()).cache(&pairs).await
        },
    };
    vec![functions.tasked(MEMORY, form.key)]
}

/// Calls that load, and store in a full cache.
#[must_use]
pub fn misses(calling: Calling) -> Vec<Competitor> {
    match calling {
        Calling::Sync => Vec::new(),
        Calling::Async => {
            let cache = plain(memory(CAPACITY as u64));
            vec![Competitor::tasked(MEMORY, async move |_| {
                missed(unseen()).cache(&cache).await
            })]
        }
    }
}

/// A thousand calls at once: as it is by default, and with its way to load once.
#[must_use]
pub fn stampede() -> Vec<Rush> {
    let unprotected = plain(memory(CAPACITY as u64));
    let protected = broadcasting(memory(CAPACITY as u64));
    vec![
        Rush::new(MEMORY, move || {
            let cache = unprotected.clone();
            async move { drop(slow(1).cache(&cache).await) }
        }),
        Rush::new(MEMORY_BROADCAST, move || {
            let cache = protected.clone();
            async move { drop(slow(1).cache(&cache).await) }
        }),
    ]
}

/// The call that races, and what is done meanwhile.
///
/// # Panics
/// If memory fails.
#[must_use]
pub fn race() -> Contender {
    static CACHE: LazyLock<Plain<Store>> = LazyLock::new(|| plain(memory(CAPACITY as u64)));
    Contender {
        name: MEMORY,
        call: || current_thread().block_on(async { raced(1).cache(&*CACHE).await }),
        invalidate: || {
            current_thread()
                .block_on(async { CACHE.backend().remove(&race_key()).await })
                .expect("memory can always be told");
        },
    }
}

/// The same over Redis.
///
/// # Panics
/// If the server does not answer.
#[must_use]
pub fn redis_race() -> Contender {
    static CACHE: LazyLock<Plain<RedisBackend>> =
        LazyLock::new(|| plain(server(&race::server().url())));
    Contender {
        name: REDIS,
        call: || race::block_on(async { raced(1).cache(&*CACHE).await }),
        invalidate: || {
            race::block_on(async { CACHE.backend().remove(&race_key()).await })
                .expect("the server runs on this machine");
        },
    }
}

/// Under which it stores the call that races.
fn race_key() -> CacheKey {
    let parts = [("fn", "raced"), ("id", "1")];
    let parts = parts.map(|(name, value)| KeyPart::new(name, Some(value)));
    CacheKey::new("", 0, parts.into())
}

/// Hits in Redis.
#[must_use]
pub fn redis(url: &str) -> shared::Contender {
    let cache = plain(server(url));
    shared::Contender::new(REDIS, move |bytes, id| {
        let cache = cache.clone();
        async move { page(bytes as u64, id).cache(&cache).await.id }
    })
}

/// Processes among others, all of which miss one key.
#[must_use]
pub fn members() -> Vec<Member> {
    vec![
        Member {
            name: REDIS,
            start: |url| {
                Box::pin(async move {
                    let cache = plain(server(&url));
                    call(move || {
                        let cache = cache.clone();
                        async move { drop(slow(1).cache(&cache).await) }
                    })
                })
            },
        },
        Member {
            name: REDIS_BROADCAST,
            start: |url| {
                Box::pin(async move {
                    let cache = broadcasting(server(&url));
                    call(move || {
                        let cache = cache.clone();
                        async move { drop(slow(1).cache(&cache).await) }
                    })
                })
            },
        },
    ]
}

/// A cache that holds so many, filled.
#[must_use]
pub fn fill(entries: u64) -> (u64, impl Sized) {
    let cache = plain(memory(entries));
    current_thread().block_on(async {
        for id in 0..entries {
            missed(id).cache(&cache).await;
        }
    });
    (entries, cache)
}

fn plain<B: CacheBackend + Send + Sync + 'static>(backend: B) -> Plain<B> {
    Cache::builder()
        .backend(backend)
        .policy(policy(None))
        .build()
}

fn broadcasting<B: CacheBackend + Send + Sync + 'static>(backend: B) -> Broadcasting<B> {
    Cache::builder()
        .backend(backend)
        .policy(policy(Some(ConcurrencyLimit::MIN)))
        .concurrency_manager(BroadcastConcurrencyManager::<User>::new())
        .build()
}

fn memory(entries: u64) -> Store {
    MokaBackend::builder()
        .max_entries(entries)
        .value_format(BincodeFormat)
        .build()
}

fn server(url: &str) -> RedisBackend {
    RedisBackend::builder()
        .connection(ConnectionMode::single(url))
        .build()
        .expect("an address is all it needs")
}

fn policy(concurrency: Option<ConcurrencyLimit>) -> PolicyConfig {
    let builder = PolicyConfig::builder().ttl(Duration::from_hours(1));
    match concurrency {
        Some(concurrency) => builder.concurrency(concurrency).build(),
        None => builder.build(),
    }
}
