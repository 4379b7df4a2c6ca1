//! Hits in Redis that memory keeps nothing of: what they cost, and that what a call saw before its flight began is no answer
//! to who joins the flight.

use cache_runtime::{Cache, cached, testing};
use cache_test_servers::{Redis, wait_for};
use std::collections::HashMap;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::Poll;
use std::time::Duration;

/// The value of every row.
#[derive(Debug, Default)]
struct Source(AtomicU64);

impl Source {
    async fn read(&self, id: u64) -> u64 {
        // The loads of two calls may then be on their way at one time.
        tokio::task::yield_now().await;
        self.0.load(Ordering::Relaxed) + id
    }
}

#[cached(key = "glance:<id>", ttl = "1h", tier = "redis", tags = ["glances"], ignore(source))]
async fn plain(source: &Source, id: u64) -> u64 {
    source.read(id).await
}

#[cached(key = "glance-tagged:<id>", ttl = "1h", tier = "redis", tags = ["row:<result>"], ignore(source))]
async fn tagged(source: &Source, id: u64) -> u64 {
    source.read(id).await
}

#[cached(key = "glance-many:<id>", batch = ids, ttl = "1h", tier = "redis", ignore(source))]
async fn many(source: &Source, ids: Vec<u64>) -> HashMap<u64, u64> {
    let offset = source.read(0).await;
    ids.into_iter().map(|id| (id, offset + id)).collect()
}

async fn over(redis: &Redis) -> Cache {
    let builder = Cache::builder().namespace("glances").redis(redis.url());
    let builder = builder.redis_timeout(Duration::from_secs(2));
    builder.build().await.unwrap()
}

/// Commands since the last time: those that read an entry or several, and scripts.
fn commands(redis: &Redis) -> [u64; 3] {
    let stats = redis.command_stats();
    redis.reset_stats();
    ["get", "mget", "evalsha"].map(|name| stats.get(name).copied().unwrap_or(0))
}

#[tokio::test(flavor = "multi_thread")]
async fn each_hit_is_one_command_and_a_miss_asks_for_the_lease_with_no_further_look() {
    let redis = Redis::start();
    let (cache, source) = (over(&redis).await, Source::default());
    let call = |id| testing::scope(&cache, plain(&source, id));
    call(1).await;
    // A miss was expected to be followed by another one; a hit says otherwise.
    call(1).await;
    commands(&redis);
    for _ in 0..10 {
        assert_eq!(call(1).await, 1);
    }
    assert_eq!(commands(&redis), [10, 0, 0]);
    assert_eq!(call(2).await, 2);
    assert_eq!(commands(&redis), [1, 0, 2], "a look, the lease, the commit");
    call(2).await;
    cache.invalidate_tag("glances").await.unwrap();
    call(3).await;
    call(3).await;
    commands(&redis);
    source.0.store(100, Ordering::Relaxed);
    assert_eq!(call(1).await, 101);
    assert_eq!(
        commands(&redis),
        [1, 0, 2],
        "the lease is asked for over what was seen"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_looks_once_and_asks_for_what_is_missing_with_no_further_look() {
    let redis = Redis::start();
    let (cache, source) = (over(&redis).await, Source::default());
    let call = |ids: std::ops::Range<u64>| testing::scope(&cache, many(&source, ids.collect()));
    call(0..100).await;
    commands(&redis);
    assert_eq!(call(0..100).await.len(), 100);
    assert_eq!(commands(&redis), [0, 1, 0]);
    assert_eq!(call(90..110).await.len(), 20);
    let [gets, mgets, scripts] = commands(&redis);
    assert_eq!((gets, mgets), (0, 1));
    assert_eq!(scripts, 20, "ten leases and ten commits");
    let stats = cache.stats();
    let row = stats.function("many").unwrap();
    assert_eq!((row.shared_hits, row.loads), (110, 110));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_seen_before_an_invalidation_is_no_answer_to_who_comes_after_it() {
    let redis = Redis::start();
    let source = Source::default();
    let [other, cache] = [over(&redis).await, over(&redis).await];
    assert_eq!(testing::scope(&other, tagged(&source, 7)).await, 7);
    // This cache knows the function, and not the version of the value's own tag.
    testing::scope(&cache, tagged(&source, 1)).await;
    loop {
        // A message of the other cache may still be on its way.
        commands(&redis);
        testing::scope(&cache, tagged(&source, 1)).await;
        if commands(&redis) == [1, 0, 0] {
            break;
        }
    }
    let call = || testing::scope(&cache, tagged(&source, 7));
    redis.reset_stats();
    let mut early = pin!(call());
    assert!(poll_once(early.as_mut()).await.is_none());
    wait_for("the look of the first call", || {
        redis.command_stats().contains_key("get").then_some(())
    });
    source.0.store(100, Ordering::Relaxed);
    let invalidated = testing::scope(&cache, async { invalidate_tagged(7).await });
    invalidated.await.unwrap();
    // On it goes: its flight begins now.
    let running = || cache.stats().function("tagged").unwrap().loads_running;
    while running() == 0 {
        assert!(poll_once(early.as_mut()).await.is_none());
    }
    let (_, late) = tokio::join!(early, call());
    assert_eq!(late, 107, "it began after the invalidation");
    assert_eq!(call().await, 107);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_many_look_at_one_time_the_rest_share_one_look() {
    let redis = Redis::start();
    let (cache, source) = (over(&redis).await, Source::default());
    let call = || testing::scope(&cache, plain(&source, 1));
    for _ in 0..2 {
        call().await;
    }
    commands(&redis);
    redis.suspend();
    let mut calls: Vec<_> = (0..300).map(|_| Box::pin(call())).collect();
    for call in &mut calls {
        assert!(poll_once(call.as_mut()).await.is_none());
    }
    redis.resume();
    for call in calls {
        assert_eq!(call.await, 1);
    }
    let [gets, ..] = commands(&redis);
    assert_eq!(gets, 128 + 1, "what is let through, and one flight");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_silent_costs_one_operation_and_no_more() {
    let redis = Redis::start();
    let source = Source::default();
    let builder = Cache::builder().namespace("glances").redis(redis.url());
    let builder = builder.redis_timeout(Duration::from_millis(200));
    let cache = builder.build().await.unwrap();
    let call = || testing::scope(&cache, plain(&source, 1));
    call().await;
    call().await;
    redis.suspend();
    assert_eq!(call().await, 1);
    let shared = cache.stats().shared.unwrap();
    redis.resume();
    assert_eq!(shared.faults.get("timeout"), Some(&1), "{shared:?}");
}

/// The output, if it is there.
async fn poll_once<F: Future>(mut future: Pin<&mut F>) -> Option<F::Output> {
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => Poll::Ready(None),
    })
    .await
}
