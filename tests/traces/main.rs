//! What a cache tells of itself beside its counters: where invalidations come from, and what calls do.

#![allow(
    clippy::unwrap_used,
    clippy::unused_async,
    clippy::unnecessary_wraps,
    clippy::needless_pass_by_value,
    reason = "what tests have in common fails as they do, and async functions are what is tested"
)]

mod events;
mod fleet;
mod page;
mod recent_in_fleet;
mod recent_invalidations;
mod recorder;
mod secrets;
mod spans;

use cache_runtime::Cache;
use cache_test_servers::Redis;

/// A cache with all defaults over this server.
async fn connect(redis: &Redis) -> Cache {
    let built = Cache::builder().redis(redis.url()).build().await;
    built.expect("the server runs")
}
