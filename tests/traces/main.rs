//! What a cache tells of itself beside its counters: where invalidations come from.

#![allow(
    clippy::unwrap_used,
    clippy::unused_async,
    reason = "what tests have in common fails as they do, and async functions are what is tested"
)]

mod recent_in_fleet;
mod recent_invalidations;

use cache_runtime::Cache;
use cache_test_servers::Redis;

/// A cache with all defaults over this server.
async fn connect(redis: &Redis) -> Cache {
    let built = Cache::builder().redis(redis.url()).build().await;
    built.expect("the server runs")
}
