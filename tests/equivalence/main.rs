//! A program over cached functions returns, step by step, what it would return without a cache: random programs of reads,
//! batches and writes, over each strategy, in memory and over a real Redis.
//!
//! [`database`] is the truth, [`service`] the functions, one set of them for each strategy; [`program`] the steps.

#![allow(
    clippy::unwrap_used,
    clippy::unused_async,
    reason = "what tests have in common fails as they do, and async functions are what is tested"
)]

mod database;
mod program;
mod service;

use cache_runtime::{Cache, testing};
use cache_test_servers::Redis;
use program::Program;
use std::time::Duration;

/// Programs that are run over each strategy, and steps in each. Over Redis a step is a round trip or more.
const PROGRAMS: u64 = 8;
const STEPS: usize = 1_000;
const STEPS_OVER_REDIS: usize = 500;

#[test]
fn a_program_over_memory_returns_what_it_returns_without_a_cache() {
    let seed = seed();
    for service in service::all() {
        for number in 0..PROGRAMS {
            // Every other one in a cache that has to evict.
            let capacity = if number % 2 == 0 { 100 } else { 3 };
            let builder = Cache::builder().memory_capacity(capacity);
            let (cache, clock) = testing::cache_from(builder);
            let _entered = testing::enter(&cache);
            let program = Program::random(seed ^ number, STEPS);
            program.run(&*service, &cache, &clock);
        }
    }
}

#[test]
fn a_program_over_redis_returns_what_it_returns_without_a_cache() {
    let (redis, seed) = (Redis::start(), seed());
    for service in service::all() {
        let builder = Cache::builder()
            .namespace(service.name())
            .redis(redis.url())
            // What a busy machine is late with is no matter here.
            .redis_timeout(Duration::from_secs(30));
        let (cache, clock) = testing::run(testing::cache_with_tier(builder));
        let _entered = testing::enter(&cache);
        let program = Program::random(seed, STEPS_OVER_REDIS);
        program.run(&*service, &cache, &clock);
    }
}

/// `EQUIVALENCE_SEED` repeats a run.
fn seed() -> u64 {
    let given = std::env::var("EQUIVALENCE_SEED").ok();
    given.map_or_else(fastrand::get_seed, |seed| seed.parse().unwrap())
}
