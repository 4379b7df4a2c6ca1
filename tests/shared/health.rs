//! What a cache says of itself while Redis is away: it looks worse, and never as if calls were not answered.

use cache_runtime::health::{Measure, Status, Thresholds};
use cache_runtime::testing::{self, TestClock};
use cache_runtime::{Cache, Error, cached};
use cache_test_servers::{Redis, wait_for};
use std::time::Duration;

#[cached(key = "health-item:<id>", ttl = "1h", tags = ["items"])]
async fn item(id: u64) -> u64 {
    id
}

/// A cache over a server of its own, with a clock that only the test moves.
fn connected(thresholds: Thresholds) -> (Redis, Cache, TestClock) {
    let redis = Redis::start();
    let builder = Cache::builder()
        .redis(redis.url())
        .redis_timeout(Duration::from_millis(300))
        .health(thresholds);
    let (cache, clock) = testing::run(testing::cache_with_tier(builder));
    assert_eq!(cache.health().status, Status::Healthy, "{}", cache.health());
    (redis, cache, clock)
}

fn wait_until(cache: &Cache, measure: Measure, is_reason: bool) {
    wait_for("the health of the cache to change", || {
        (cache.health().has(measure) == is_reason).then_some(())
    });
}

#[test]
fn a_cache_without_its_redis_is_degraded_and_answers() {
    let (redis, cache, _clock) = connected(Thresholds::default());
    redis.kill();
    wait_until(&cache, Measure::SharedUnavailable, true);
    for id in 0..40 {
        assert_eq!(testing::run(testing::scope(&cache, item(id))), id);
    }
    assert_eq!(
        cache.health().status,
        Status::Degraded,
        "{}",
        cache.health()
    );

    redis.start_again();
    wait_until(&cache, Measure::SharedUnavailable, false);
}

#[test]
fn an_open_breaker_degrades_and_names_its_node() {
    let (redis, cache, _clock) = connected(Thresholds::default());
    redis.suspend();
    let mut id = 0;
    wait_for("the breaker to open", || {
        id += 1;
        testing::run(testing::scope(&cache, item(id)));
        cache.health().has(Measure::BreakerOpen).then_some(())
    });
    let health = cache.health();
    let breaker = health
        .reasons
        .iter()
        .find(|reason| reason.measure == Measure::BreakerOpen);
    let node = breaker
        .and_then(|reason| reason.of.clone())
        .unwrap_or_default();
    assert!(node.contains(&redis.port().to_string()), "{health}");
    redis.resume();
}

#[test]
fn a_bus_that_is_not_heard_degrades_after_five_seconds() {
    let (redis, cache, clock) = connected(Thresholds::default());
    redis.kill();
    let disconnected = || cache.stats().shared.unwrap().disconnected_for;
    wait_for("the bus to be lost", disconnected);
    clock.advance(Duration::from_secs(5));
    assert!(!cache.health().has(Measure::BusDisconnected));
    clock.advance(Duration::from_millis(1));
    assert!(cache.health().has(Measure::BusDisconnected));

    redis.start_again();
    wait_until(&cache, Measure::BusDisconnected, false);
}

#[test]
fn an_invalidation_that_redis_was_not_told_of_degrades_until_it_is() {
    let (redis, cache, clock) = connected(Thresholds::default());
    redis.kill();
    wait_until(&cache, Measure::SharedUnavailable, true);
    assert!(!cache.health().has(Measure::InvalidationsWaiting));
    let told = testing::run(async { cache.invalidate_tag("items").await });
    assert!(matches!(told, Err(Error::Untold(_))), "{told:?}");
    assert!(cache.health().has(Measure::InvalidationsWaiting));

    redis.start_again();
    wait_for("Redis to be told", || {
        clock.advance(Duration::from_millis(100));
        (!cache.health().has(Measure::InvalidationsWaiting)).then_some(())
    });
}

#[test]
fn memory_that_was_emptied_degrades_until_the_window_is_over() {
    let (redis, cache, clock) = connected(Thresholds::default().flushes(0));
    // A bus that has said something: the server will know nothing of it when it is back.
    testing::run(async { cache.invalidate_tag("items").await }).unwrap();
    redis.kill();
    wait_until(&cache, Measure::SharedUnavailable, true);
    redis.start_again();
    wait_until(&cache, Measure::Flushes, true);
    for _ in 0..70 {
        clock.advance(Duration::from_secs(1));
        cache.sweep();
    }
    assert!(!cache.health().has(Measure::Flushes), "{}", cache.health());
}

#[test]
fn a_thread_keeps_the_history_where_the_time_is_the_machines() {
    let cache = Cache::memory();
    wait_for("a sample", || (cache.history().len() > 1).then_some(()));
}
