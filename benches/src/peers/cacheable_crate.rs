//! `cacheable`. It is async only. Its `getExpire` keeps typed values in memory; its attribute keeps text in a second tier too,
//! for which it brings a connection to a Redis cluster alone: the one to a single server is the adapter that its trait asks for.

use crate::competitor::{Competitor, Functions, current_thread};
use crate::fleet::{Member, call};
use crate::form::{Calling, Form, Key, Value};
use crate::misses::unseen;
use crate::page::Page;
use crate::race;
use crate::shared::Contender;
use crate::stampede::{Rush, load_slowly};
use crate::user::User;
use async_trait::async_trait;
use cacheable::cache::{CacheBackend, CacheLayer};
use cacheable::local_cache;
use redis::AsyncCommands;
use redis::aio::MultiplexedConnection;
use std::hash::Hash;
use std::sync::{Arc, LazyLock, Once};

const LOCAL: &str = "cacheable, getExpire";
const ATTRIBUTE: &str = "cacheable, #[cached]";
const LAYER: &str = "cacheable, CacheLayer";
const HOUR: u64 = 3_600_000;
const HOUR_IN_SECONDS: u64 = 3_600;

#[cacheable::cached(
    scene = "number",
    key = "user:{id}",
    refresh_ms = 3_600_000,
    expire_ms = 7_200_000
)]
async fn number(id: u64) -> anyhow::Result<User> {
    Ok(User::load(id))
}

#[cacheable::cached(
    scene = "text",
    key = "name:{name}",
    refresh_ms = 3_600_000,
    expire_ms = 7_200_000
)]
async fn text(name: String) -> anyhow::Result<User> {
    Ok(User::load(name.len() as u64))
}

#[cacheable::cached(
    scene = "composite",
    key = "tenant:{tenant}:{name}",
    refresh_ms = 3_600_000,
    expire_ms = 7_200_000
)]
async fn composite(tenant: u64, name: String) -> anyhow::Result<User> {
    Ok(User::load(tenant + name.len() as u64))
}

#[cacheable::cached(
    scene = "slow",
    key = "slow:{id}",
    refresh_ms = 3_600_000,
    expire_ms = 7_200_000
)]
async fn slow(id: u64) -> anyhow::Result<User> {
    Ok((*load_slowly(id).await).clone())
}

/// Holds nothing: what memory does not have, nobody has.
struct Nothing;

#[async_trait]
impl CacheBackend for Nothing {
    async fn health_check(&self) -> anyhow::Result<()> {
        Ok(())
    }

    async fn get(&self, _: &str) -> anyhow::Result<Option<String>> {
        Ok(None)
    }

    async fn set(&self, _: &str, _: &str, _: u64) -> anyhow::Result<()> {
        Ok(())
    }

    async fn delete(&self, _: &str) -> anyhow::Result<()> {
        Ok(())
    }
}

/// A single server, asked as the crate asks a cluster.
struct Single(MultiplexedConnection);

#[async_trait]
impl CacheBackend for Single {
    async fn health_check(&self) -> anyhow::Result<()> {
        let () = redis::cmd("PING").query_async(&mut self.0.clone()).await?;
        Ok(())
    }

    async fn get(&self, key: &str) -> anyhow::Result<Option<String>> {
        Ok(self.0.clone().get(key).await?)
    }

    async fn set(&self, key: &str, value: &str, ttl_ms: u64) -> anyhow::Result<()> {
        let () = self.0.clone().pset_ex(key, value, ttl_ms).await?;
        Ok(())
    }

    async fn delete(&self, key: &str) -> anyhow::Result<()> {
        let () = self.0.clone().del(key).await?;
        Ok(())
    }
}

/// Shared values by the arguments themselves, cloned values by the text that its attribute makes.
#[must_use]
pub fn hits(form: Form) -> Vec<Competitor> {
    match (form.calling, form.value) {
        (Calling::Sync, _) => Vec::new(),
        (Calling::Async, Value::Shared) => vec![by_hand(form.key)],
        (Calling::Async, Value::Cloned) => vec![by_attribute(form.key)],
    }
}

/// Calls that load, and store. Its capacity is not to be chosen: a hundred thousand.
#[must_use]
pub fn misses(calling: Calling) -> Vec<Competitor> {
    match calling {
        Calling::Sync => Vec::new(),
        Calling::Async => vec![Competitor::tasked(LOCAL, async |_| {
            let id = unseen();
            got("missed", id, move || async move { id }).await
        })],
    }
}

/// A thousand calls at once.
#[must_use]
pub fn stampede() -> Vec<Rush> {
    install_nothing();
    vec![
        Rush::new(LOCAL, || async {
            drop(got("stampede", 1_u64, || load_slowly(1)).await);
        }),
        Rush::new(ATTRIBUTE, || async { drop(slow(1).await) }),
    ]
}

/// The call that races, and what is done meanwhile.
#[must_use]
pub fn race() -> race::Contender {
    race::Contender {
        name: LOCAL,
        call: || *current_thread().block_on(got("race", 1_u64, || async { race::read(1) })),
        invalidate: || current_thread().block_on(local_cache::remove::<u64, u64>("race", 1)),
    }
}

/// The same over Redis, in its second tier alone.
///
/// # Panics
/// If the server does not answer.
#[must_use]
pub fn redis_race() -> race::Contender {
    static TIER: LazyLock<Arc<CacheLayer>> = LazyLock::new(|| {
        let connection = race::block_on(connection(race::server().url()));
        layer(Single(connection))
    });
    race::Contender {
        name: LAYER,
        call: || {
            let tier = &*TIER;
            let load = || async { Ok(race::read(1)) };
            let value = race::block_on(tier.get_or_load(String::from("race:1"), load));
            value.expect("the server runs on this machine")
        },
        invalidate: || {
            let tier = &*TIER;
            let deleted = race::block_on(tier.delete("race:1"));
            deleted.expect("the server runs on this machine");
        },
    }
}

/// Hits in Redis.
///
/// # Panics
/// If the server does not answer.
#[must_use]
pub fn redis(connection: MultiplexedConnection) -> Contender {
    let layer = layer(Single(connection));
    Contender::new(LAYER, move |bytes, id| {
        let layer = layer.clone();
        async move {
            let load = || async move { Ok(Page::load(id, bytes)) };
            let page = layer.get_or_load(format!("page:{bytes}:{id}"), load).await;
            page.expect("the server runs on this machine").id
        }
    })
}

/// A process among others, all of which miss one key.
///
/// # Panics
/// If the server does not answer.
#[must_use]
pub fn member() -> Member {
    Member {
        name: ATTRIBUTE,
        start: |url| {
            Box::pin(async move {
                cacheable::init(layer(Single(connection(url).await)));
                call(|| async { drop(slow(1).await) })
            })
        },
    }
}

async fn connection(url: String) -> MultiplexedConnection {
    let client = redis::Client::open(url).expect("the address is one");
    let connection = client.get_multiplexed_async_connection().await;
    connection.expect("the server runs on this machine")
}

fn by_hand(key: Key) -> Competitor {
    Functions {
        number: async |id: u64| {
            got("number by hand", id, move || async move { User::load(id) }).await
        },
        text: async |name: &str| {
            let length = name.len() as u64;
            got("text by hand", name.to_owned(), move || async move {
                User::load(length)
            })
            .await
        },
        composite: async |tenant: u64, name: &str| {
            let id = tenant + name.len() as u64;
            let key = (tenant, name.to_owned());
            got(
                "composite by hand",
                key,
                move || async move { User::load(id) },
            )
            .await
        },
    }
    .tasked(LOCAL, key)
}

fn by_attribute(key: Key) -> Competitor {
    install_nothing();
    Functions {
        number: async |id: u64| number(id).await,
        text: async |name: &str| text(name.to_owned()).await,
        composite: async |tenant: u64, name: &str| composite(tenant, name.to_owned()).await,
    }
    .tasked(ATTRIBUTE, key)
}

async fn got<K, V, F>(scene: &str, key: K, load: impl FnOnce() -> F + Send + 'static) -> Arc<V>
where
    K: Hash + Eq + Clone + Send + Sync + 'static,
    V: Send + Sync + 'static,
    F: Future<Output = V> + Send + 'static,
{
    let load = move || async move { Ok(Some(load().await)) };
    let value = local_cache::getExpire(scene, key, HOUR, load).await;
    let value = value.expect("the load is infallible");
    value.expect("the load has a value")
}

fn layer(backend: impl CacheBackend + 'static) -> Arc<CacheLayer> {
    Arc::new(CacheLayer::with_backend(
        Arc::new(backend),
        HOUR_IN_SECONDS,
        HOUR_IN_SECONDS,
    ))
}

/// Its attribute has one second tier in a process.
fn install_nothing() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| cacheable::init(layer(Nothing)));
}
