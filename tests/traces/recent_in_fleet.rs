//! What other processes invalidate, what Redis is told of late, and memory that is emptied: each is listed with where it comes
//! from, and counted once.

use crate::connect;
use cache_runtime::{
    Cache, Invalidation, InvalidationKind, InvalidationSource, RecentInvalidation, cached, testing,
};
use cache_test_servers::{Faults, Proxy, Redis, wait_for};
use std::time::Duration;

#[cached(key = "told:<id>", ttl = "1h", tags = ["told"], cache = *cache, ignore(cache))]
async fn told(cache: &Cache, id: u64) -> u64 {
    let _ = cache;
    id
}

/// Those of one source, the latest first.
fn listed(cache: &Cache, source: InvalidationSource) -> Vec<RecentInvalidation> {
    let mut recent = cache.recent_invalidations();
    recent.retain(|record| record.source == source);
    recent
}

fn counted(cache: &Cache, source: InvalidationSource) -> u64 {
    let rows = cache.stats().invalidations;
    let rows = rows.iter().filter(|row| row.source == source);
    rows.map(|row| row.count).sum()
}

fn process(cache: &Cache) -> String {
    let shared = cache.stats().shared;
    shared.expect("the cache has a shared tier").process
}

fn names(records: &[RecentInvalidation]) -> Vec<(InvalidationKind, &str)> {
    let names = records.iter().map(|record| (record.kind, &*record.what));
    names.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_another_process_invalidates_is_listed_with_the_name_of_that_process() {
    use InvalidationKind::{Everything, Expire, Function, Key, Pattern, Tags, Text};
    let redis = Redis::start();
    let (one, two) = (connect(&redis).await, connect(&redis).await);
    assert_ne!(process(&one), process(&two));
    told(&one, 1).await;
    told(&two, 1).await;

    put_told(&one, 1, 2).await.unwrap();
    let invalidations: [Invalidation; 7] = [
        invalidate_told(&one, 3),
        expire_told(&one, 4),
        one.invalidate("told:5"),
        one.invalidate_tags(["told", "others"]),
        invalidate_all_told(&one),
        one.invalidate_pattern("told:6*"),
        one.clear(),
    ];
    for invalidation in invalidations {
        invalidation.await.unwrap();
    }
    wait_for("the messages", || {
        (counted(&two, InvalidationSource::Message) >= 8).then_some(())
    });

    let heard = listed(&two, InvalidationSource::Message);
    let expected = [
        (Everything, ""),
        (Pattern, "told:6*"),
        (Function, "told:{}"),
        (Tags, "told, others"),
        (Text, "told:5"),
        (Expire, "told:4"),
        (Key, "told:3"),
        (Key, "told:1"),
    ];
    assert_eq!(names(&heard), expected);
    assert_eq!(heard.last().map(|put| put.entries), Some(1));
    for record in &heard {
        assert_eq!(record.process, Some(process(&one)));
        assert_eq!(record.location, None);
    }
    // In its own process each counts once, however it travels, and what was put does not.
    assert_eq!(listed(&one, InvalidationSource::Message), []);
    assert_eq!(counted(&one, InvalidationSource::Call), 7);
    assert_eq!(
        names(&listed(&one, InvalidationSource::Call)),
        expected[..7]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_redis_is_told_late_is_listed_once_more_with_the_place_that_had_asked() {
    let redis = Redis::start();
    let line = Proxy::start(redis.port(), 1);
    let built = Cache::builder()
        .redis(line.url())
        .redis_timeout(Duration::from_millis(300))
        .build();
    let cache = built.await.unwrap();
    line.set(Faults::none().with_black_hole());
    let asked = line!() + 1;
    cache.invalidate_tag("late").await.unwrap_err();
    assert_eq!(counted(&cache, InvalidationSource::Call), 1);
    assert_eq!(counted(&cache, InvalidationSource::Replay), 0);

    line.heal();
    wait_for("the replay", || {
        (counted(&cache, InvalidationSource::Replay) > 0).then_some(())
    });
    let replayed = listed(&cache, InvalidationSource::Replay);
    assert_eq!(names(&replayed), [(InvalidationKind::Tags, "late")]);
    assert_eq!(replayed[0].process, None);
    let location = replayed[0].location.as_deref().unwrap();
    let expected = format!("{}:{asked}:", file!());
    assert!(location.starts_with(&expected), "{location}");
    assert_eq!(counted(&cache, InvalidationSource::Call), 1);
    assert_eq!(testing::standing(&cache).unwrap().postponed, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn memory_that_is_emptied_is_listed_with_the_reason_and_is_no_invalidation_that_counts() {
    let redis = Redis::start();
    let cache = connect(&redis).await;
    let flushes = wait_for("the first flush", || {
        let flushes = listed(&cache, InvalidationSource::Flush);
        (!flushes.is_empty()).then_some(flushes)
    });
    assert_eq!(names(&flushes), [(InvalidationKind::Everything, "")]);
    assert_eq!(flushes[0].reason, Some("start"));
    assert_eq!((&flushes[0].location, &flushes[0].process), (&None, &None));
    assert!(cache.stats().invalidations.iter().all(|row| row.count == 0));
}
