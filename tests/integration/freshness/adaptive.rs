//! Entries that live longer the more they are asked for.

use super::{Backend, Failure, MILLISECOND, Stage, just_before, seconds};
use cache_runtime::{cached, testing};

#[cached(key = "adaptive:<id>", adaptive_ttl = "10s..100s", ignore(backend))]
async fn adaptive(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

#[cached(
    key = "adaptive-narrow:<id>",
    adaptive_ttl = "10s..15s",
    ignore(backend)
)]
async fn narrow(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

#[cached(
    key = "adaptive-stale:<id>",
    adaptive_ttl = "10s..100s",
    stale_while_revalidate = "5s",
    ignore(backend)
)]
async fn stale(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

fn hit(stage: &Stage, times: u64) {
    for _ in 0..times {
        testing::run(adaptive(&stage.backend, 0)).unwrap();
    }
}

fn remaining() -> Option<std::time::Duration> {
    testing::run(peek_adaptive(0)).unwrap().remaining
}

#[test]
fn ten_hits_bring_half_of_the_longest_life_and_a_hundred_all_of_it() {
    let stage = Stage::open();
    hit(&stage, 1 + 9);
    assert_eq!(remaining(), Some(seconds(10)));
    hit(&stage, 1);
    assert_eq!(remaining(), Some(seconds(50)));
    hit(&stage, 89);
    assert_eq!(remaining(), Some(seconds(50)));
    hit(&stage, 1);
    assert_eq!(remaining(), Some(seconds(100)));
    hit(&stage, 1000);

    assert_eq!(remaining(), Some(seconds(100)));
    assert_eq!(stage.reads(), 1);
    assert_eq!(stage.counts("adaptive").hits, 1100);
}

#[test]
fn a_life_is_counted_from_when_its_value_was_stored() {
    let stage = Stage::open();
    hit(&stage, 1);
    stage.advance(seconds(9));
    hit(&stage, 10);
    assert_eq!(remaining(), Some(seconds(41)));
    stage.advance(just_before(seconds(41)));
    hit(&stage, 1);
    assert_eq!(stage.reads(), 1);
    stage.advance(MILLISECOND);
    hit(&stage, 1);

    assert_eq!(stage.reads(), 2);
}

#[test]
fn what_is_seldom_asked_for_lives_for_the_shortest_time() {
    let stage = Stage::open();
    hit(&stage, 9);
    stage.advance(just_before(seconds(10)));
    assert_eq!(remaining(), Some(MILLISECOND));
    stage.advance(MILLISECOND);
    hit(&stage, 1);

    assert_eq!(stage.reads(), 2);
}

#[test]
fn a_new_entry_begins_anew() {
    let stage = Stage::open();
    hit(&stage, 200);
    stage.call(refresh_adaptive(&stage.backend, 0)).unwrap();

    assert_eq!(remaining(), Some(seconds(10)));
    hit(&stage, 9);
    assert_eq!(remaining(), Some(seconds(10)));
    hit(&stage, 1);
    assert_eq!(remaining(), Some(seconds(50)));
}

#[test]
fn hits_never_shorten_a_life() {
    let stage = Stage::open();
    for _ in 0..12 {
        stage.call(narrow(&stage.backend, 0)).unwrap();
    }
    let entry = testing::run(peek_narrow(0)).unwrap();
    assert_eq!(entry.remaining, Some(seconds(10)));
    for _ in 0..100 {
        stage.call(narrow(&stage.backend, 0)).unwrap();
    }
    let entry = testing::run(peek_narrow(0)).unwrap();
    assert_eq!(entry.remaining, Some(seconds(15)));
}

#[test]
fn a_window_begins_where_hits_have_moved_the_end() {
    let stage = Stage::open();
    for _ in 0..11 {
        stage.call(stale(&stage.backend, 0)).unwrap();
    }
    stage.backend.update();
    stage.advance(just_before(seconds(50)));
    assert_eq!(stage.call(stale(&stage.backend, 0)), Ok(0));
    assert_eq!(stage.reads(), 1);
    stage.advance(MILLISECOND);
    assert_eq!(stage.call(stale(&stage.backend, 0)), Ok(0));
    assert_eq!(stage.reads(), 2);
    assert_eq!(stage.call(stale(&stage.backend, 0)), Ok(1));
}
