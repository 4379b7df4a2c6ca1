//! What `Cache::inspect` tells of an entry in Redis, and that it changes nothing there.

use crate::connect;
use cache_runtime::{
    Cache, EntryState, Inspection, SharedEntry, SharedInspection, cached, testing,
};
use cache_test_servers::{Redis, wait_for};
use std::time::Duration;

#[cached(key = "looked:<id>", ttl = "1h", stale_if_error = "1m", tags = ["looked"], tier = "redis", cache = *cache, ignore(cache))]
async fn row(cache: &Cache, id: u64) -> Option<u64> {
    (id > 0).then_some(id)
}

#[cached(key = "looked-slow:<id>", ttl = "1h", stampede = "lock", cache = *cache, ignore(cache, gate))]
async fn slow(cache: &Cache, gate: &testing::Gate, id: u64) -> u64 {
    gate.pass().await;
    id
}

const KEY: &str = "cache:v1:looked:7";

/// What was found in Redis.
fn shared(found: Inspection) -> SharedInspection {
    found.shared.expect("the cache has a shared tier")
}

#[track_caller]
fn entry(found: Inspection) -> SharedEntry {
    match shared(found) {
        SharedInspection::Entry(entry) => *entry,
        other => panic!("no entry: {other:?}"),
    }
}

#[tokio::test]
async fn an_entry_tells_its_time_its_form_and_what_it_rests_on() {
    let redis = Redis::start();
    let cache = connect(&redis).await;
    row(&cache, 7).await;
    let found = cache.inspect("looked:7").await;
    assert!(found.is_somewhere());
    assert!(
        found.memory.entries.is_empty(),
        "the function keeps nothing in memory"
    );
    let entry = entry(found);
    assert_eq!(entry.life.state, EntryState::Fresh);
    assert_eq!(entry.life.stale_window, Duration::from_secs(60));
    let remaining = entry.life.remaining.unwrap();
    assert!(remaining <= Duration::from_secs(3600), "{remaining:?}");
    assert!(
        entry.kept_for.unwrap() > remaining,
        "the stale window is kept too"
    );
    assert_eq!(entry.rests_on.tags, ["looked"]);
    assert_eq!(entry.rests_on.functions, ["looked:{}"]);
    assert_eq!((entry.codec, entry.content), ("postcard", "value"));
    let length = redis.command(&["STRLEN", KEY]).integer();
    assert_eq!(i64::try_from(entry.bytes).unwrap(), length);
    assert!(entry.invalidated.is_empty() && !entry.lease);
}

#[tokio::test]
async fn a_remembered_none_is_told_from_a_value_and_from_nothing() {
    let redis = Redis::start();
    let cache = connect(&redis).await;
    assert_eq!(
        shared(cache.inspect("looked:0").await),
        SharedInspection::Nothing
    );
    row(&cache, 0).await;
    assert_eq!(entry(cache.inspect("looked:0").await).content, "none");
}

#[tokio::test]
async fn an_entry_whose_tag_another_process_invalidated_is_shown_as_invalidated() {
    let redis = Redis::start();
    let (cache, other) = (connect(&redis).await, connect(&redis).await);
    row(&cache, 7).await;
    other.invalidate_tag("looked").await.unwrap();
    let found = entry(cache.inspect("looked:7").await);
    assert_eq!(found.life.state, EntryState::Invalidated);
    assert_eq!(found.invalidated, ["tag looked"]);
    row(&cache, 7).await;
    other.clear().await.unwrap();
    let found = entry(cache.inspect("looked:7").await);
    assert_eq!(found.invalidated, ["everything"]);
}

#[tokio::test]
async fn an_entry_that_was_expired_by_hand_says_so() {
    let redis = Redis::start();
    let cache = connect(&redis).await;
    row(&cache, 7).await;
    expire_row(&cache, 7).await.unwrap();
    assert_eq!(
        entry(cache.inspect("looked:7").await).life.state,
        EntryState::Expired
    );
}

#[tokio::test]
async fn while_a_process_loads_there_is_a_lease_and_no_entry() {
    let redis = Redis::start();
    let (cache, other) = (connect(&redis).await, connect(&redis).await);
    let gate = testing::Gate::new();
    let loading = {
        let (cache, gate) = (cache.clone(), gate.clone());
        tokio::spawn(async move { slow(&cache, &gate, 7).await })
    };
    gate.entered(1).await;
    assert_eq!(
        shared(other.inspect("looked-slow:7").await),
        SharedInspection::Lease
    );
    assert_eq!(cache.inspect("looked-slow:7").await.memory.loads, 1);
    gate.open();
    loading.await.unwrap();
    assert!(!entry(other.inspect("looked-slow:7").await).lease);
}

#[tokio::test]
async fn bytes_that_are_no_entry_are_unreadable_and_stay() {
    let redis = Redis::start();
    let cache = connect(&redis).await;
    redis.command(&["SET", KEY, "something else"]);
    let found = shared(cache.inspect("looked:7").await);
    assert_eq!(
        found,
        SharedInspection::Unreadable {
            reason: "not_a_frame"
        }
    );
    redis.command(&["DEL", KEY]);
    redis.command(&["RPUSH", KEY, "a list"]);
    let found = shared(cache.inspect("looked:7").await);
    assert_eq!(found, SharedInspection::Unavailable { reason: "refused" });
    assert_eq!(redis.command(&["LLEN", KEY]).integer(), 1);
}

#[tokio::test]
async fn a_look_changes_nothing_in_redis_and_takes_one_read_of_each_kind() {
    let redis = Redis::start();
    let cache = connect(&redis).await;
    row(&cache, 7).await;
    cache.invalidate_tag("looked").await.unwrap();
    let keys = redis.command(&["DBSIZE"]).integer();
    redis.reset_stats();
    let _ = cache.inspect("looked:7").await;
    let commands = redis.command_stats();
    let count = |name: &str| commands.get(name).copied().unwrap_or(0);
    assert_eq!(
        (count("get"), count("pttl"), count("mget")),
        (1, 1, 1),
        "{commands:?}"
    );
    for script in ["evalsha", "eval", "set", "del"] {
        assert_eq!(count(script), 0, "{script}");
    }
    assert_eq!(
        redis.command(&["DBSIZE"]).integer(),
        keys,
        "a version was made"
    );
}

#[tokio::test]
async fn a_server_that_is_gone_is_not_asked_for_long_and_memory_is_told_all_the_same() {
    let redis = Redis::start();
    let cache = connect(&redis).await;
    let region = cache.region::<u64>("looked-memory");
    region
        .put(&7_u64, &cache_runtime::Policy::forever(), 1)
        .await
        .unwrap();
    redis.kill();
    wait_for("the loss of the server", || {
        let shared = cache.stats().shared?;
        (!shared.available).then_some(())
    });
    let found = cache.inspect("looked-memory:7").await;
    assert_eq!(found.memory.entries.len(), 1);
    assert!(matches!(
        shared(found),
        SharedInspection::Unavailable { .. }
    ));
}

#[tokio::test]
async fn while_invalidations_wait_for_redis_nothing_is_read_there() {
    let redis = Redis::start();
    let cache = connect(&redis).await;
    row(&cache, 7).await;
    redis.kill();
    wait_for("the loss of the server", || {
        let shared = cache.stats().shared?;
        (!shared.available).then_some(())
    });
    assert!(invalidate_row(&cache, 7).await.is_err());
    let found = shared(cache.inspect("looked:7").await);
    let reason = "invalidations_waiting";
    assert_eq!(found, SharedInspection::Unavailable { reason });
}
