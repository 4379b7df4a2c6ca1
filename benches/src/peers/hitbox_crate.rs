//! `hitbox`, through `hitbox-fn` and its moka backend. It is async only, and it stores values serialized.

use crate::competitor::{Competitor, current_thread};
use crate::race;
use crate::user::User;
use crate::workload::CAPACITY;
use hitbox::concurrency::{BroadcastConcurrencyManager, NoopConcurrencyManager};
use hitbox::policy::{ConcurrencyLimit, PolicyConfig};
use hitbox_backend::Backend;
use hitbox_backend::format::BincodeFormat;
use hitbox_core::{CacheKey, DisabledOffload, KeyPart};
use hitbox_fn::{Cache, cached};
use hitbox_moka::MokaBackend;
use std::pin::Pin;
use std::sync::LazyLock;
use std::time::Duration;

type Store = MokaBackend<BincodeFormat>;
type Plain = Cache<Store, NoopConcurrencyManager, DisabledOffload>;
type BoxedCall = Pin<Box<dyn Future<Output = User> + Send>>;

#[cached]
async fn get_user(id: u64) -> User {
    User::load(id)
}

#[cached]
async fn get_user_slowly(id: u64) -> User {
    tokio::time::sleep(Duration::from_millis(50)).await;
    User::load(id)
}

#[cached]
async fn get_version(id: u64) -> u64 {
    race::read(id)
}

static RACE: LazyLock<Plain> = LazyLock::new(plain);

/// With the fastest of its formats.
#[must_use]
pub fn tasked() -> Competitor {
    let cache = plain();
    Competitor::tasked("hitbox-fn, moka backend", async move |position| {
        get_user(position.into()).cache(&cache).await
    })
}

/// As it is by default.
pub fn default_stampede() -> impl Fn() -> BoxedCall {
    let cache = plain();
    move || {
        let cache = cache.clone();
        Box::pin(async move { get_user_slowly(1).cache(&cache).await })
    }
}

/// With its way to load once.
pub fn broadcast_stampede() -> impl Fn() -> BoxedCall {
    let policy = policy(Some(ConcurrencyLimit::MIN));
    let manager = BroadcastConcurrencyManager::<User>::new();
    let cache = Cache::builder()
        .backend(store())
        .policy(policy)
        .concurrency_manager(manager)
        .build();
    move || {
        let cache = cache.clone();
        Box::pin(async move { get_user_slowly(1).cache(&cache).await })
    }
}

/// The call that races.
#[must_use]
pub fn race() -> u64 {
    current_thread().block_on(async { get_version(1).cache(&*RACE).await })
}

/// Removes what it stored.
///
/// # Panics
/// If it cannot.
pub fn invalidate_race() {
    let key = CacheKey::new("get_version", 0, vec![KeyPart::new("id", Some("1"))]);
    current_thread()
        .block_on(async { RACE.backend().remove(&key).await })
        .expect("memory can always be told");
}

fn plain() -> Plain {
    Cache::builder()
        .backend(store())
        .policy(policy(None))
        .build()
}

fn store() -> Store {
    MokaBackend::builder()
        .max_entries(CAPACITY as u64)
        .value_format(BincodeFormat)
        .build()
}

fn policy(concurrency: Option<ConcurrencyLimit>) -> PolicyConfig {
    let builder = PolicyConfig::builder().ttl(Duration::from_hours(1));
    match concurrency {
        Some(concurrency) => builder.concurrency(concurrency).build(),
        None => builder.build(),
    }
}
