//! Redis goes away in the middle of traffic, in every way that a server or a network can: no call fails, none waits longer
//! than one operation may take, values stay right, and the tier is used again without a restart.
//!
//! What such outages do to invalidations is asked in `outages/invalidations.rs`, and what the loss of the bus does to memory
//! in `outages/bus.rs`.

mod bus;
mod invalidations;
mod traffic;

use crate::outages::traffic::{Call, Traffic, item};
use cache_runtime::{Cache, SharedStats, testing};
use cache_test_servers::{Direction, Faults, Proxy, Redis, wait_for};
use std::time::Duration;

/// How long an operation may take in these tests.
const TIMEOUT: Duration = Duration::from_millis(300);
/// What a busy machine may add to a call.
const SLACK: Duration = Duration::from_millis(600);
/// The bound of the median call while nothing is sent. A healthy machine needs a hundredth of it.
const AT_ONCE: Duration = Duration::from_millis(20);

async fn connect(url: impl Into<String>, timeout: Duration) -> Cache {
    Cache::builder()
        .namespace("outages")
        .redis(url)
        .redis_timeout(timeout)
        .build()
        .await
        .unwrap()
}

fn shared(cache: &Cache) -> SharedStats {
    cache.stats().shared.expect("the cache has a shared tier")
}

/// Loads a new key in `one` and looks whether `two` finds it, until it does.
fn wait_until_shared_again(one: &Cache, two: &Cache) {
    wait_for("a value that is found through Redis", || {
        let id = traffic::new_id();
        testing::run(item(one, id));
        let before = testing::counts(two, "item").shared_hits;
        testing::run(item(two, id));
        (testing::counts(two, "item").shared_hits > before).then_some(())
    });
}

/// What the outage is expected to look like from within.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outage {
    /// No answers: the cache finds out, and sends nothing any more.
    Silence,
    /// Answers of some kind, or answers now and then.
    Nuisance,
}

/// Lets `strike` happen to traffic through `url`, then `heal`, and checks every call that was made.
fn withstand(
    url: &str,
    timeout: Duration,
    outage: Outage,
    strike: impl FnOnce(),
    heal: impl FnOnce(),
) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let one = runtime.block_on(connect(url, timeout));
    let two = runtime.block_on(connect(url, timeout));
    wait_until_shared_again(&one, &two);

    let traffic = Traffic::start(&runtime, &one);
    traffic.wait_for_calls(100);
    strike();
    let struck = traffic.now();
    if outage == Outage::Silence {
        wait_for("the cache to notice", || {
            (!shared(&one).available).then_some(())
        });
    }
    let noticed = traffic.now();
    traffic.wait_for_calls(400);
    let healed = traffic.now();
    heal();
    wait_until_shared_again(&one, &two);
    wait_until_shared_again(&two, &one);
    let calls = traffic.stop(&runtime);

    let slowest = calls.iter().map(|call| call.took).max().unwrap();
    let during = |call: &&Call| (noticed..healed).contains(&call.begun);
    let median = traffic::median(calls.iter().filter(during));
    println!(
        "{} calls, slowest {slowest:?}; noticed after {:?}; median of {} calls from then on {median:?}; faults {:?}",
        calls.len(),
        noticed.saturating_sub(struck),
        calls.iter().filter(during).count(),
        shared(&one).faults,
    );
    assert!(
        slowest <= timeout + SLACK,
        "the slowest call took {slowest:?}"
    );
    if outage == Outage::Silence {
        assert!(median <= AT_ONCE, "the median call took {median:?}");
    }
    wait_for("leases to be given back", || {
        (shared(&one).leases == 0).then_some(())
    });
}

#[test]
fn no_call_waits_or_fails_when_the_server_is_killed() {
    let redis = Redis::start();
    withstand(
        &redis.url(),
        TIMEOUT,
        Outage::Silence,
        || redis.kill(),
        || redis.start_again(),
    );
}

#[test]
fn no_call_waits_longer_than_one_operation_when_the_server_stops() {
    let redis = Redis::start();
    withstand(
        &redis.url(),
        TIMEOUT,
        Outage::Silence,
        || redis.suspend(),
        || redis.resume(),
    );
}

#[test]
fn no_call_waits_longer_than_one_operation_when_the_server_pauses() {
    let redis = Redis::start();
    withstand(
        &redis.url(),
        TIMEOUT,
        Outage::Nuisance,
        || redis.pause_clients(Duration::from_secs(2)),
        || (),
    );
}

#[test]
fn a_server_that_is_full_is_done_without() {
    let redis = Redis::start();
    withstand(
        &redis.url(),
        TIMEOUT,
        Outage::Nuisance,
        || drop(redis.command(&["CONFIG", "SET", "maxmemory", "1"])),
        || drop(redis.command(&["CONFIG", "SET", "maxmemory", "0"])),
    );
}

#[test]
fn a_server_that_takes_no_writes_is_done_without() {
    let redis = Redis::start();
    withstand(
        &redis.url(),
        TIMEOUT,
        Outage::Nuisance,
        || drop(redis.command(&["REPLICAOF", "127.0.0.1", "1"])),
        || drop(redis.command(&["REPLICAOF", "NO", "ONE"])),
    );
}

/// The same for a line with `faults`.
fn withstand_line(timeout: Duration, outage: Outage, seed: u64, faults: Faults) {
    let redis = Redis::start();
    let proxy = Proxy::start(redis.port(), seed);
    withstand(
        &proxy.url(),
        timeout,
        outage,
        || proxy.set(faults),
        || proxy.heal(),
    );
}

#[test]
fn a_line_that_swallows_everything_costs_one_operation() {
    withstand_line(
        TIMEOUT,
        Outage::Silence,
        1,
        Faults::none().with_black_hole(),
    );
}

#[test]
fn a_line_that_is_cut_again_and_again_costs_no_call() {
    withstand_line(
        TIMEOUT,
        Outage::Nuisance,
        2,
        Faults::none().with_cut_after(2_000),
    );
}

#[test]
fn a_line_that_loses_the_ends_of_replies_costs_one_operation() {
    withstand_line(
        TIMEOUT,
        Outage::Nuisance,
        3,
        Faults::none().with_truncated_replies(10),
    );
}

#[test]
fn replies_with_flipped_bits_never_become_values() {
    let faults = Faults::none().with_corruption(Direction::Replies, 50);
    withstand_line(TIMEOUT, Outage::Nuisance, 4, faults);
}

#[test]
fn requests_with_flipped_bits_never_become_values() {
    let faults = Faults::none().with_corruption(Direction::Requests, 50);
    withstand_line(TIMEOUT, Outage::Nuisance, 5, faults);
}

#[test]
fn a_line_that_drips_costs_one_operation() {
    withstand_line(TIMEOUT, Outage::Nuisance, 6, Faults::none().with_drip(20));
}

#[test]
fn a_line_that_is_slow_costs_one_operation_however_many_a_call_makes() {
    // Each operation is in time; those of one call together would not be.
    let timeout = Duration::from_secs(1);
    let latency = Duration::from_millis(600)..Duration::from_millis(900);
    let faults = Faults::none().with_latency(latency);
    withstand_line(timeout, Outage::Nuisance, 7, faults);
}
