//! Warming where several processes share a Redis.

use cache_runtime::{Cache, cached, testing};
use cache_test_servers::Redis;
use std::time::Duration;

#[cached(key = "warmed:<id>", ttl = "1h", cache = *cache, ignore(cache))]
async fn double(cache: &Cache, id: u64) -> u64 {
    let _ = cache;
    id * 2
}

#[tokio::test]
async fn what_another_process_has_warmed_is_there() {
    let redis = Redis::start();
    let patient = || {
        Cache::builder()
            .redis(redis.url())
            .redis_timeout(Duration::from_secs(30))
    };
    let (one, other) = (patient().build().await, patient().build().await);
    let (one, other) = (one.unwrap(), other.unwrap());
    let warmed = warm_double(&one, 0..100, 8).await;
    assert_eq!((warmed.loaded, warmed.present), (100, 0));

    let warmed = warm_double(&other, 50..150, 8).await;
    assert_eq!((warmed.loaded, warmed.present), (50, 50));
    // Memory has them now.
    let warmed = warm_double(&other, 0..150, 8).await;
    assert_eq!((warmed.loaded, warmed.present), (0, 150));
    assert_eq!(testing::counts(&other, "warming::double").hits, 100);
}
