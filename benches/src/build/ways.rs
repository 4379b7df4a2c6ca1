//! The ways to cache functions whose builds are compared, as a user would write them.

use super::workspace;

/// A way to cache functions, as a manifest and a source spell it.
pub(super) struct Way {
    pub(super) name: &'static str,
    pub(super) dependencies: fn() -> String,
    pub(super) imports: &'static str,
    /// One sync and one async function; `$N` stands for their number.
    pub(super) sync: &'static str,
    pub(super) tasked: &'static str,
}

pub(super) const WAYS: [Way; 8] = [
    Way {
        name: "cache-runtime",
        dependencies: || format!("cache-runtime = {{ path = '{}' }}", workspace().join("cache-runtime").display()),
        imports: "use cache_runtime::cached;",
        sync: r#"#[cached(key = "sync-$N:<id>", ttl = "1h")] fn get_$N(id: u64) -> String { id.to_string() }"#,
        tasked: r#"#[cached(key = "async-$N:<id>", ttl = "1h")] async fn get_$N(id: u64) -> String { id.to_string() }"#,
    },
    Way {
        name: "quick_cache by hand",
        dependencies: || String::from("quick_cache = \"0.7\""),
        imports: "use quick_cache::sync::Cache; use std::{convert::Infallible, sync::LazyLock};",
        sync: "static CACHE_$N: LazyLock<Cache<u64, String>> = LazyLock::new(|| Cache::new(10_000));
fn get_$N(id: u64) -> String {
    CACHE_$N.get_or_insert_with(&id, || Ok::<_, Infallible>(id.to_string())).unwrap_or_default()
}",
        tasked: "static CACHE_$N: LazyLock<Cache<u64, String>> = LazyLock::new(|| Cache::new(10_000));
async fn get_$N(id: u64) -> String {
    CACHE_$N.get_or_insert_async(&id, async { Ok::<_, Infallible>(id.to_string()) }).await.unwrap_or_default()
}",
    },
    Way {
        name: "cached, #[cached(max_size, ttl_secs)]",
        dependencies: || String::from("cached = { version = \"4.1\", features = [\"async\"] }"),
        imports: "use cached::macros::cached;",
        sync: "#[cached(max_size = 10_000, ttl_secs = 3600)] fn get_$N(id: u64) -> String { id.to_string() }",
        tasked: "#[cached(max_size = 10_000, ttl_secs = 3600)] async fn get_$N(id: u64) -> String { id.to_string() }",
    },
    Way {
        name: "moka by hand",
        dependencies: || String::from("moka = { version = \"0.12\", features = [\"future\", \"sync\"] }"),
        imports: "use std::sync::LazyLock;",
        sync: "static CACHE_$N: LazyLock<moka::sync::Cache<u64, String>> = LazyLock::new(|| moka::sync::Cache::new(10_000));
fn get_$N(id: u64) -> String { CACHE_$N.get_with(id, || id.to_string()) }",
        tasked: "static CACHE_$N: LazyLock<moka::future::Cache<u64, String>> = LazyLock::new(|| moka::future::Cache::new(10_000));
async fn get_$N(id: u64) -> String { CACHE_$N.get_with(id, async { id.to_string() }).await }",
    },
    Way {
        name: "foyer by hand",
        dependencies: || String::from("foyer-memory = \"0.22\""),
        imports: "use foyer_memory::Cache; use std::{convert::Infallible, sync::LazyLock};",
        sync: "static CACHE_$N: LazyLock<Cache<u64, String>> = LazyLock::new(|| Cache::builder(10_000).build());
fn get_$N(id: u64) -> String {
    CACHE_$N.get(&id).unwrap_or_else(|| CACHE_$N.insert(id, id.to_string())).value().clone()
}",
        tasked: "static CACHE_$N: LazyLock<Cache<u64, String>> = LazyLock::new(|| Cache::builder(10_000).build());
async fn get_$N(id: u64) -> String {
    let load = || async move { Ok::<_, Infallible>(id.to_string()) };
    CACHE_$N.get_or_fetch(&id, load).await.map(|entry| entry.value().clone()).unwrap_or_default()
}",
    },
    Way {
        name: "memoize",
        dependencies: || String::from("memoize = \"0.6\""),
        imports: "use memoize::memoize;",
        sync: "#[memoize(SharedCache)] fn get_$N(id: u64) -> String { id.to_string() }",
        tasked: "#[memoize(SharedCache)] fn blocking_$N(id: u64) -> String { id.to_string() }
async fn get_$N(id: u64) -> String { blocking_$N(id) }",
    },
    Way {
        name: "cachet by hand",
        dependencies: || String::from("cachet = \"0.16\"\ntick = { version = \"0.8\", features = [\"tokio\"] }"),
        imports: "use cachet::Cache; use std::sync::LazyLock;",
        sync: "static CACHE_$N: LazyLock<Cache<u64, String>> = LazyLock::new(|| Cache::builder(tick::Clock::new_tokio()).memory().build());
fn get_$N(id: u64) -> String {
    wait(CACHE_$N.get_or_insert(&id, || async move { id.to_string() })).map(|entry| entry.into_value()).unwrap_or_default()
}",
        tasked: "static CACHE_$N: LazyLock<Cache<u64, String>> = LazyLock::new(|| Cache::builder(tick::Clock::new_tokio()).memory().build());
async fn get_$N(id: u64) -> String {
    CACHE_$N.get_or_insert(&id, || async move { id.to_string() }).await.map(|entry| entry.into_value()).unwrap_or_default()
}",
    },
    Way {
        name: "hitbox-fn",
        dependencies: || {
            String::from(
                "hitbox = \"0.2\"\nhitbox-core = \"0.2\"\nhitbox-fn = { version = \"0.2\", features = [\"derive\"] }\nhitbox-moka = \"0.2\"",
            )
        },
        imports: HITBOX,
        sync: "#[cached] async fn load_$N(id: u64) -> String { id.to_string() }
fn get_$N(id: u64) -> String { wait(async { load_$N(id).cache(&*CACHE).await }) }",
        tasked: "#[cached] async fn load_$N(id: u64) -> String { id.to_string() }
async fn get_$N(id: u64) -> String { load_$N(id).cache(&*CACHE).await }",
    },
];

/// One cache for all functions, as its documentation has it.
const HITBOX: &str = "use hitbox::policy::PolicyConfig; use hitbox_fn::{Cache, cached}; use hitbox_moka::MokaBackend;
use std::{sync::LazyLock, time::Duration};
type Plain = Cache<MokaBackend, hitbox::concurrency::NoopConcurrencyManager, hitbox_core::DisabledOffload>;
static CACHE: LazyLock<Plain> = LazyLock::new(|| Cache::builder()
    .backend(MokaBackend::builder().max_entries(10_000).build())
    .policy(PolicyConfig::builder().ttl(Duration::from_secs(3600)).build())
    .build());";
