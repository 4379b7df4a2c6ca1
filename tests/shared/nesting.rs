//! Cached functions that call cached functions, while the news of an invalidation is on its way.

#![allow(
    clippy::unused_async,
    reason = "async functions are cached by another way than sync ones"
)]

use crate::connect;
use cache_runtime::{Cache, cached, testing::Gate};
use cache_test_servers::Redis;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

static ROW: AtomicU64 = AtomicU64::new(1);
static GATE: LazyLock<Gate> = LazyLock::new(Gate::new);

/// A value that takes its time to go, and keeps the one who hears the bus from hearing more.
#[derive(Clone, Serialize, Deserialize)]
struct Slow(bool);

impl Drop for Slow {
    fn drop(&mut self) {
        if self.0 && std::thread::current().name() == Some("cache-bus") {
            GATE.pass_blocking();
        }
    }
}

#[cached(key = "nesting-slow", ttl = "1h", cache = *cache, ignore(cache))]
async fn slow(cache: &Cache) -> Slow {
    let _ = cache;
    Slow(true)
}

#[cached(key = "nesting-team:<id>", ttl = "1h", cache = *cache, ignore(cache))]
async fn team(cache: &Cache, id: u64) -> u64 {
    let _ = (cache, id);
    ROW.load(Ordering::SeqCst)
}

#[cached(key = "nesting-member:<id>", ttl = "1h", cache = *cache, depends_on(team(id)), ignore(cache))]
async fn member(cache: &Cache, id: u64) -> u64 {
    team(cache, id).await
}

/// It does not say what it rests on: all that can be asked of it is that `clear` and its own invalidations mean it.
#[cached(key = "nesting-greeting:<id>", ttl = "1h", cache = *cache, ignore(cache))]
async fn greeting(cache: &Cache, id: u64) -> u64 {
    team(cache, id).await
}

#[tokio::test]
async fn a_load_that_found_a_stale_entry_in_memory_is_not_shared() {
    let redis = Redis::start();
    let (one, other) = (connect(&redis).await, connect(&redis).await);
    slow(&other).await;
    assert_eq!(team(&other, 7).await, 1);
    invalidate_slow(&one).await.unwrap();
    GATE.entered(1).await;
    // From here on the other does not hear what happens.
    ROW.store(2, Ordering::SeqCst);
    invalidate_team(&one, 7).await.unwrap();
    assert_eq!(member(&other, 7).await, 1);
    assert_eq!(member(&one, 7).await, 2);

    ROW.store(3, Ordering::SeqCst);
    one.clear().await.unwrap();
    assert_eq!(greeting(&other, 7).await, 1);
    assert_eq!(greeting(&one, 7).await, 3);
    GATE.open_for_good();
}
