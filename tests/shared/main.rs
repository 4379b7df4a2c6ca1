//! Functions that share their entries through a real Redis.

#![allow(
    clippy::unwrap_used,
    clippy::unused_async,
    clippy::unchecked_time_subtraction,
    reason = "what tests have in common fails as they do, and async functions are what is tested"
)]

mod bad_input;
mod batch;
mod blocking;
mod evictions;
mod fleet;
mod freshness;
mod glances;
mod health;
mod history;
mod inspect;
mod nesting;
mod outages;
mod policies;
mod races;
mod stampede;
mod topologies;
mod tracking;
mod warming;
mod writes;

use cache_runtime::Cache;
use cache_test_servers::Redis;

/// A cache with all defaults over this server.
async fn connect(redis: &Redis) -> Cache {
    let built = Cache::builder().redis(redis.url()).build().await;
    built.expect("the server runs")
}
