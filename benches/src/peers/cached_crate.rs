//! `cached`.

use crate::competitor::Competitor;
use crate::fleet::{Member, call};
use crate::form::{Calling, Form, Key, Value};
use crate::misses::unseen;
use crate::page::Page;
use crate::race::{self, Contender};
use crate::shared;
use crate::stampede::{Rush, load_slowly};
use crate::user::User;
use cached::macros::{cached, concurrent_cached};
use cached::prelude::*;
use cached::{AsyncRedisCache, ConcurrentCachedAsync};
use std::future::ready;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

const UNBOUNDED: &str = "cached, #[cached]: no ttl, no bound";
const SHARED_READS: &str = "cached, #[cached(unsync_reads)]: no ttl, no bound";
const EXPIRING: &str = "cached, #[cached(ttl_secs)]: no bound";
const BOUNDED: &str = "cached, #[cached(max_size, ttl_secs)]";
const SHARDED: &str = "cached, #[concurrent_cached]: no ttl, no bound";
const SHARDED_BOUNDED: &str = "cached, #[concurrent_cached(max_size, ttl_secs)]";
const REDIS: &str = "cached, AsyncRedisCache";
const HOUR: Duration = Duration::from_hours(1);

/// Modules of functions with either value under this attribute.
macro_rules! values_under {
    ($functions:ident, $shared:ident, $cloned:ident, #[$($attribute:tt)*]) => {
        $functions! { $shared -> std::sync::Arc<User>, #[$($attribute)*] }
        $functions! { $cloned -> User, #[$($attribute)*] }
    };
}

values_under! { functions_under, unbounded, unbounded_clones, #[cached::macros::cached] }
values_under! { functions_under, shared_reads, shared_reads_clones, #[cached::macros::cached(unsync_reads = true)] }
values_under! { functions_under, expiring, expiring_clones, #[cached::macros::cached(ttl_secs = 3600)] }
values_under! { functions_under, bounded, bounded_clones, #[cached::macros::cached(max_size = 20_000, ttl_secs = 3600)] }
values_under! { functions_under, sharded, sharded_clones, #[cached::macros::concurrent_cached] }
values_under! { functions_under, sharded_bounded, sharded_bounded_clones, #[cached::macros::concurrent_cached(max_size = 20_000, ttl_secs = 3600)] }
values_under! { async_functions_under, unbounded_async, unbounded_async_clones, #[cached::macros::cached] }
values_under! { async_functions_under, bounded_async, bounded_async_clones, #[cached::macros::cached(max_size = 20_000, ttl_secs = 3600)] }
values_under! { async_functions_under, sharded_async, sharded_async_clones, #[cached::macros::concurrent_cached] }
values_under! { async_functions_under, sharded_bounded_async, sharded_bounded_async_clones, #[cached::macros::concurrent_cached(max_size = 20_000, ttl_secs = 3600)] }

#[cached(key = "String", convert = r#"{ format!("user:{id}") }"#)]
fn unbounded_by_text(id: u64) -> Arc<User> {
    User::load_shared(id)
}

#[cached(max_size = 20_000, ttl_secs = 3600)]
fn missed(id: u64) -> u64 {
    id
}

#[concurrent_cached(max_size = 20_000, ttl_secs = 3600)]
fn missed_sharded(id: u64) -> u64 {
    id
}

#[cached(max_size = 20_000, ttl_secs = 3600)]
async fn missed_async(id: u64) -> u64 {
    ready(id).await
}

#[concurrent_cached(max_size = 20_000, ttl_secs = 3600)]
async fn missed_sharded_async(id: u64) -> u64 {
    ready(id).await
}

#[cached(max_size = 100_000, ttl_secs = 3600)]
fn held(id: u64) -> u64 {
    id
}

#[concurrent_cached(max_size = 100_000, ttl_secs = 3600)]
fn held_sharded(id: u64) -> u64 {
    id
}

#[cached]
async fn rush(id: u64) -> Arc<User> {
    load_slowly(id).await
}

#[cached(sync_writes = "by_key")]
async fn rush_by_key(id: u64) -> Arc<User> {
    load_slowly(id).await
}

#[concurrent_cached]
async fn rush_sharded(id: u64) -> Arc<User> {
    load_slowly(id).await
}

#[cached]
fn raced(id: u64) -> u64 {
    race::read(id)
}

#[cached(sync_writes = "by_key")]
fn raced_by_key(id: u64) -> u64 {
    race::read(id)
}

#[cached(sync_writes = true)]
fn raced_in_turn(id: u64) -> u64 {
    race::read(id)
}

#[concurrent_cached]
fn raced_sharded(id: u64) -> u64 {
    race::read(id)
}

/// Where [`page`] and [`slow`] find the server: their caches are statics, and built by the first call.
static SERVER: OnceLock<String> = OnceLock::new();

async fn redis_cache<V>(prefix: &str) -> AsyncRedisCache<String, V>
where
    V: serde::Serialize + serde::de::DeserializeOwned + Send + Sync,
{
    let url = SERVER
        .get()
        .expect("the server is known before the first call");
    AsyncRedisCache::builder(prefix)
        .ttl(HOUR)
        .connection_string(url)
        .build()
        .await
        .expect("the server runs on this machine")
}

#[concurrent_cached(
    map_error = r##"|error| error.to_string()"##,
    ty = "AsyncRedisCache<String, Page>",
    create = r##"{ redis_cache("page").await }"##,
    key = "String",
    convert = r#"{ format!("{bytes}:{id}") }"#
)]
async fn page(bytes: usize, id: u64) -> Result<Page, String> {
    ready(Ok(Page::load(id, bytes))).await
}

#[concurrent_cached(
    map_error = r##"|error| error.to_string()"##,
    ty = "AsyncRedisCache<String, User>",
    create = r##"{ redis_cache("slow").await }"##,
    key = "String",
    convert = r#"{ id.to_string() }"#
)]
async fn slow(id: u64) -> Result<User, String> {
    Ok((*load_slowly(id).await).clone())
}

#[concurrent_cached(
    map_error = r##"|error| error.to_string()"##,
    ty = "AsyncRedisCache<String, u64>",
    create = r##"{ redis_cache("race").await }"##,
    key = "String",
    convert = r#"{ id.to_string() }"#
)]
async fn raced_in_redis(id: u64) -> Result<u64, String> {
    ready(Ok(race::read(id))).await
}

/// All forms of a function.
#[must_use]
pub fn hits(form: Form) -> Vec<Competitor> {
    match (form.calling, form.value) {
        (Calling::Sync, Value::Shared) => {
            let mut all = vec![
                functions_of!(unbounded).sync(UNBOUNDED, form.key),
                functions_of!(shared_reads).sync(SHARED_READS, form.key),
                functions_of!(expiring).sync(EXPIRING, form.key),
                functions_of!(bounded).sync(BOUNDED, form.key),
                functions_of!(sharded).sync(SHARDED, form.key),
                functions_of!(sharded_bounded).sync(SHARDED_BOUNDED, form.key),
            ];
            if form.key == Key::Number {
                all.push(by_text());
            }
            all
        }
        (Calling::Sync, Value::Cloned) => vec![
            functions_of!(unbounded_clones).sync(UNBOUNDED, form.key),
            functions_of!(shared_reads_clones).sync(SHARED_READS, form.key),
            functions_of!(expiring_clones).sync(EXPIRING, form.key),
            functions_of!(bounded_clones).sync(BOUNDED, form.key),
            functions_of!(sharded_clones).sync(SHARDED, form.key),
            functions_of!(sharded_bounded_clones).sync(SHARDED_BOUNDED, form.key),
        ],
        (Calling::Async, Value::Shared) => vec![
            functions_of!(unbounded_async).tasked(UNBOUNDED, form.key),
            functions_of!(bounded_async).tasked(BOUNDED, form.key),
            functions_of!(sharded_async).tasked(SHARDED, form.key),
            functions_of!(sharded_bounded_async).tasked(SHARDED_BOUNDED, form.key),
        ],
        (Calling::Async, Value::Cloned) => vec![
            functions_of!(unbounded_async_clones).tasked(UNBOUNDED, form.key),
            functions_of!(bounded_async_clones).tasked(BOUNDED, form.key),
            functions_of!(sharded_async_clones).tasked(SHARDED, form.key),
            functions_of!(sharded_bounded_async_clones).tasked(SHARDED_BOUNDED, form.key),
        ],
    }
}

/// With a key that is made into the same text as ours would be.
fn by_text() -> Competitor {
    Competitor::sync(
        "cached, #[cached(key, convert)] to `user:<id>`",
        |position| unbounded_by_text(position.into()),
    )
}

/// Calls that load, and store in a full cache.
#[must_use]
pub fn misses(calling: Calling) -> Vec<Competitor> {
    match calling {
        Calling::Sync => vec![
            Competitor::sync(BOUNDED, |_| missed(unseen())),
            Competitor::sync(SHARDED_BOUNDED, |_| missed_sharded(unseen())),
        ],
        Calling::Async => vec![
            Competitor::tasked(BOUNDED, async |_| missed_async(unseen()).await),
            Competitor::tasked(SHARDED_BOUNDED, async |_| {
                missed_sharded_async(unseen()).await
            }),
        ],
    }
}

/// A thousand calls at once.
#[must_use]
pub fn stampede() -> Vec<Rush> {
    vec![
        Rush::new("cached, #[cached]", || async { drop(rush(1).await) }),
        Rush::new("cached, #[cached(sync_writes = \"by_key\")]", || async {
            drop(rush_by_key(1).await);
        }),
        Rush::new("cached, #[concurrent_cached]", || async {
            drop(rush_sharded(1).await);
        }),
    ]
}

/// The calls that race, and what is done meanwhile.
#[must_use]
pub fn races() -> Vec<Contender> {
    vec![
        Contender {
            name: "cached, #[cached]",
            call: || raced(1),
            invalidate: || {
                RACED.write().remove(&1);
            },
        },
        Contender {
            name: "cached, #[cached(sync_writes = \"by_key\")]",
            call: || raced_by_key(1),
            invalidate: || {
                RACED_BY_KEY.write().remove(&1);
            },
        },
        Contender {
            name: "cached, #[cached(sync_writes = true)]",
            call: || raced_in_turn(1),
            invalidate: || {
                RACED_IN_TURN.write().remove(&1);
            },
        },
        Contender {
            name: "cached, #[concurrent_cached]",
            call: || raced_sharded(1),
            invalidate: || {
                RACED_SHARDED.remove(&1);
            },
        },
    ]
}

/// The same over Redis: what removes the entry is another handle to the same entries.
///
/// # Panics
/// If the server does not answer.
#[must_use]
pub fn redis_race() -> Contender {
    Contender {
        name: REDIS,
        call: || {
            let _ = SERVER.set(race::server().url());
            let value = race::block_on(raced_in_redis(1));
            value.expect("the server runs on this machine")
        },
        invalidate: || {
            race::block_on(async {
                let cache = redis_cache::<u64>("race").await;
                cache.async_cache_delete(&String::from("1")).await
            })
            .expect("the server runs on this machine");
        },
    }
}

/// Hits in Redis.
///
/// # Panics
/// If the server does not answer.
#[must_use]
pub fn redis(url: &str) -> shared::Contender {
    let _ = SERVER.set(url.to_owned());
    shared::Contender::new(REDIS, |bytes, id| async move {
        page(bytes, id)
            .await
            .expect("the server runs on this machine")
            .id
    })
}

/// A process among others, all of which miss one key.
#[must_use]
pub fn member() -> Member {
    Member {
        name: REDIS,
        start: |url| {
            Box::pin(async move {
                let _ = SERVER.set(url);
                call(|| async { drop(slow(1).await) })
            })
        },
    }
}

/// Functions with room for a hundred thousand, filled, and how many each holds.
#[must_use]
pub fn fill(entries: u64) -> u64 {
    (0..entries).for_each(|id| {
        held(id);
    });
    HELD.read().cache_size() as u64
}

/// The same for the sharded one.
#[must_use]
pub fn fill_sharded(entries: u64) -> u64 {
    (0..entries).for_each(|id| {
        held_sharded(id);
    });
    HELD_SHARDED.len() as u64
}
