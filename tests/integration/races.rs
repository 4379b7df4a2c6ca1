//! The race that every peer loses: a load begins, the row changes, the entry is invalidated, the load ends.
//! Nothing stale may be stored, and whoever calls after the invalidation gets the new row.

use crate::source::Source;
use cache_runtime::{Cache, cached, testing};
use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

#[cached(key = "org:<org>", ttl = "1h", ignore(source))]
async fn get_org(source: &Source, org: u64) -> u64 {
    let _ = org;
    source.read().await
}

#[cached(key = "team:<team>", ttl = "1h", tags = ["teams"], depends_on(get_org(team)), ignore(source))]
async fn get_team(source: &Source, team: u64) -> u64 {
    source.read().await
}

#[cached(
    key = "user:<id>",
    ttl = "1h",
    tags = ["users", "user-tag:<id>", "result:<result>"],
    depends_on(get_team(id)),
    ignore(source)
)]
async fn get_user(source: &Source, id: u64) -> u64 {
    source.read().await
}

#[cached(key = "user:<id>", ttl = "1h", stampede = "none", tags = ["users"], ignore(source))]
async fn get_user_alone(source: &Source, id: u64) -> u64 {
    let _ = id;
    source.read().await
}

/// Polls a future once.
fn poll<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

/// A load is stopped after it read the old row; the row changes; `invalidate` runs; a second call begins; the first
/// load ends.
fn race(invalidate: impl FnOnce(&Cache)) {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::gated();

    let mut first = pin!(get_user(&source, 7));
    assert!(poll(first.as_mut()).is_pending());
    source.update();
    invalidate(&cache);

    let mut second = pin!(get_user(&source, 7));
    assert!(poll(second.as_mut()).is_pending());
    assert_eq!(
        source.reads(),
        2,
        "a call after the invalidation must not join the load before it"
    );

    source.gate.open_for_good();
    assert_eq!(
        poll(first.as_mut()),
        Poll::Ready(0),
        "whoever waited before gets the old row"
    );
    assert_eq!(peek(7), None, "the old row must not be stored");
    assert_eq!(poll(second.as_mut()), Poll::Ready(1));
    assert_eq!(peek(7), Some(1));
    assert_eq!(testing::run(get_user(&source, 7)), 1);
    assert_eq!(source.reads(), 2, "the new row is stored");
    assert_eq!(testing::counts(&cache, "get_user").refused_fills, 1);
}

/// The same with the second call only after the first load has ended.
fn late_race(invalidate: impl FnOnce(&Cache)) {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::gated();

    let mut first = pin!(get_user(&source, 7));
    assert!(poll(first.as_mut()).is_pending());
    source.update();
    invalidate(&cache);
    source.gate.open_for_good();
    assert_eq!(poll(first.as_mut()), Poll::Ready(0));
    assert_eq!(testing::run(get_user(&source, 7)), 1);
}

fn peek(id: u64) -> Option<u64> {
    testing::run(peek_get_user(id)).map(|cached| cached.value)
}

fn every_race(invalidate: impl Fn(&Cache)) {
    race(&invalidate);
    late_race(&invalidate);
}

#[test]
fn invalidation_by_key() {
    every_race(|_| {
        testing::run(invalidate_get_user(7)).unwrap();
    });
}

#[test]
fn invalidation_by_key_object() {
    every_race(|cache| {
        testing::run(cache.invalidate(get_user_key(7))).unwrap();
    });
}

#[test]
fn invalidation_by_text() {
    every_race(|cache| {
        testing::run(cache.invalidate("user:7")).unwrap();
    });
}

#[test]
fn invalidation_by_tag() {
    every_race(|cache| {
        testing::run(cache.invalidate_tag("users")).unwrap();
    });
}

#[test]
fn invalidation_by_argument_tag() {
    every_race(|cache| {
        testing::run(cache.invalidate_tag("user-tag:7")).unwrap();
    });
}

#[test]
fn invalidation_by_result_tag() {
    every_race(|cache| {
        testing::run(cache.invalidate_tag("result:0")).unwrap();
    });
}

#[test]
fn invalidation_by_function() {
    every_race(|_| {
        testing::run(invalidate_all_get_user()).unwrap();
    });
}

#[test]
fn invalidation_by_pattern() {
    every_race(|cache| {
        testing::run(cache.invalidate_pattern("u*:[5-8]")).unwrap();
    });
}

#[test]
fn invalidation_by_clear() {
    every_race(|cache| {
        testing::run(cache.clear()).unwrap();
    });
}

#[test]
fn invalidation_by_dependency() {
    every_race(|_| {
        testing::run(invalidate_get_team(7)).unwrap();
    });
}

#[test]
fn invalidation_by_dependency_of_a_dependency() {
    every_race(|_| {
        testing::run(invalidate_get_org(7)).unwrap();
    });
}

#[test]
fn invalidation_by_function_of_a_dependency() {
    every_race(|_| {
        testing::run(invalidate_all_get_org()).unwrap();
    });
}

#[test]
fn invalidation_by_tag_of_a_dependency() {
    every_race(|cache| {
        testing::run(cache.invalidate_tag("teams")).unwrap();
    });
}

#[test]
fn invalidation_by_pattern_of_a_dependency() {
    every_race(|cache| {
        testing::run(cache.invalidate_pattern("org:?")).unwrap();
    });
}

#[test]
fn invalidation_by_soft_expiry() {
    every_race(|_| {
        testing::run(expire_get_user(7)).unwrap();
    });
}

#[test]
fn invalidation_of_a_load_without_coalescing() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::gated();

    let mut first = pin!(get_user_alone(&source, 7));
    assert!(poll(first.as_mut()).is_pending());
    source.update();
    testing::run(invalidate_get_user_alone(7)).unwrap();
    source.gate.open_for_good();
    assert_eq!(poll(first.as_mut()), Poll::Ready(0));
    assert_eq!(testing::run(get_user_alone(&source, 7)), 1);
}

#[test]
fn a_put_during_a_load_is_not_overwritten_by_it() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::gated();

    let mut load = pin!(get_user(&source, 7));
    assert!(poll(load.as_mut()).is_pending());
    testing::run(put_get_user(7, 99)).unwrap();
    source.gate.open_for_good();
    assert_eq!(poll(load.as_mut()), Poll::Ready(0));
    assert_eq!(peek(7), Some(99));
}

#[test]
fn a_refresh_that_began_before_an_invalidation_is_not_stored() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::gated();

    let mut refresh = pin!(refresh_get_user(&source, 7));
    assert!(poll(refresh.as_mut()).is_pending());
    source.update();
    testing::run(invalidate_get_user(7)).unwrap();
    source.gate.open_for_good();
    assert_eq!(poll(refresh.as_mut()), Poll::Ready(0));
    assert_eq!(peek(7), None);
}
