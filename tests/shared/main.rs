//! Functions that share their entries through a real Redis.

mod bad_input;
mod blocking;
mod evictions;
mod fleet;
mod history;
mod nesting;
mod outages;
mod races;
mod stampede;
mod topologies;

use cache_runtime::{Cache, cached, testing};
use cache_test_servers::Redis;
use serde::{Deserialize, Serialize};
use std::sync::atomic::{AtomicU64, Ordering};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct User {
    id: u64,
    name: String,
}

static LOADS: AtomicU64 = AtomicU64::new(0);

#[cached(key = "user:<id>", ttl = "1h", tags = ["users"], cache = *cache, ignore(cache))]
async fn user(cache: &Cache, id: u64) -> Option<User> {
    LOADS.fetch_add(1, Ordering::SeqCst);
    Some(User {
        id,
        name: format!("user {id}"),
    })
}

async fn connect(redis: &Redis) -> Cache {
    Cache::builder()
        .namespace("test")
        .redis(redis.url())
        .build()
        .await
        .unwrap()
}

#[tokio::test]
async fn first() {
    let redis = Redis::start();
    let one = connect(&redis).await;
    let two = connect(&redis).await;
    assert_eq!(user(&one, 7).await.unwrap().name, "user 7");
    println!("{}", one.stats());
    assert_eq!(user(&two, 7).await.unwrap().name, "user 7");
    println!("{:?}", user_cached(&two, 7).await);
    assert_eq!(LOADS.load(Ordering::SeqCst), 1);
    println!("{:?}", redis.command_stats());
    invalidate_user(&one, 7).await.unwrap();
    assert_eq!(user(&one, 7).await.unwrap().name, "user 7");
    assert_eq!(LOADS.load(Ordering::SeqCst), 2);
    two.invalidate_tag("users").await.unwrap();
    user(&two, 7).await;
    assert_eq!(LOADS.load(Ordering::SeqCst), 3);
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    user(&one, 7).await;
    assert_eq!(LOADS.load(Ordering::SeqCst), 3);
    let started = std::time::Instant::now();
    redis.kill();
    user(&one, 8).await;
    user(&one, 9).await;
    println!("after kill: {:?}", started.elapsed());
    let started = std::time::Instant::now();
    println!("{:?}", invalidate_user(&one, 7).await);
    println!("after kill: {:?}", started.elapsed());
    let _ = testing::counts(&one, "user");
}
