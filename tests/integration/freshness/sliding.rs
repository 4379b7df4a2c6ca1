//! Hits that renew the ttl.

use super::{Backend, FAILS, Failure, MILLISECOND, Stage, just_before, millis, seconds};
use cache_runtime::{cached, testing};
use std::time::Duration;

/// A 32nd of the ttl is 100 ms.
#[cached(
    key = "sliding:<id>",
    ttl = "3200ms",
    sliding = true,
    max_age = "10s",
    ignore(backend)
)]
async fn sliding(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

#[cached(
    key = "sliding-on:<id>",
    ttl = "3200ms",
    sliding = true,
    ignore(backend)
)]
async fn unbounded(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

#[cached(
    key = "sliding-stale:<id>",
    ttl = "3200ms",
    sliding = true,
    stale_if_error = "1s",
    ignore(backend)
)]
async fn with_fallback(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

fn remaining() -> Duration {
    testing::run(peek_sliding(0)).unwrap().remaining.unwrap()
}

#[test]
fn a_hit_renews_the_ttl_once_in_a_32nd_of_it() {
    let stage = Stage::open();
    stage.call(sliding(&stage.backend, 0)).unwrap();

    stage.advance(millis(99));
    stage.call(sliding(&stage.backend, 0)).unwrap();
    assert_eq!(remaining(), millis(3101));
    stage.advance(MILLISECOND);
    stage.call(sliding(&stage.backend, 0)).unwrap();
    assert_eq!(remaining(), millis(3200));
    stage.advance(millis(99));
    stage.call(sliding(&stage.backend, 0)).unwrap();
    assert_eq!(remaining(), millis(3101));
    stage.advance(MILLISECOND);
    stage.call(sliding(&stage.backend, 0)).unwrap();
    assert_eq!(remaining(), millis(3200));
}

#[test]
fn looking_renews_nothing() {
    let stage = Stage::open();
    stage.call(sliding(&stage.backend, 0)).unwrap();
    stage.advance(seconds(3));
    assert_eq!(remaining(), millis(200));
    assert_eq!(remaining(), millis(200));
}

#[test]
fn without_a_hit_the_ttl_ends_to_the_millisecond() {
    for (age, reads) in [(millis(3199), 1), (millis(3200), 2)] {
        let stage = Stage::open();
        stage.call(sliding(&stage.backend, 0)).unwrap();
        stage.advance(age);
        stage.call(sliding(&stage.backend, 0)).unwrap();
        assert_eq!(stage.reads(), reads);
    }
}

#[test]
fn after_the_last_renewal_the_ttl_ends_to_the_millisecond() {
    for (rest, reads) in [(millis(3199), 1), (millis(3200), 2)] {
        let stage = Stage::open();
        stage.call(sliding(&stage.backend, 0)).unwrap();
        stage.advance(seconds(1));
        stage.call(sliding(&stage.backend, 0)).unwrap();
        stage.advance(rest);
        stage.call(sliding(&stage.backend, 0)).unwrap();
        assert_eq!(stage.reads(), reads);
    }
}

#[test]
fn no_hit_prolongs_a_life_beyond_its_greatest_age() {
    let stage = Stage::open();
    stage.call(sliding(&stage.backend, 0)).unwrap();
    for _ in 0..3 {
        stage.advance(seconds(3));
        stage.call(sliding(&stage.backend, 0)).unwrap();
    }
    assert_eq!(remaining(), seconds(1), "9 s of 10 s are over");
    stage.advance(just_before(seconds(1)));
    stage.call(sliding(&stage.backend, 0)).unwrap();
    assert_eq!(stage.reads(), 1);
    stage.advance(MILLISECOND);
    stage.call(sliding(&stage.backend, 0)).unwrap();

    assert_eq!(stage.reads(), 2);
    assert_eq!(remaining(), millis(3200), "a new life begins");
}

#[test]
fn without_a_greatest_age_an_entry_lives_as_long_as_it_is_asked_for() {
    let stage = Stage::open();
    stage.call(unbounded(&stage.backend, 0)).unwrap();
    for _ in 0..1000 {
        stage.advance(millis(3199));
        stage.call(unbounded(&stage.backend, 0)).unwrap();
    }

    assert_eq!(stage.reads(), 1);
}

#[test]
fn a_hit_renews_nothing_that_was_invalidated_or_expired_by_hand() {
    let stage = Stage::open();
    stage.call(sliding(&stage.backend, 0)).unwrap();
    stage.advance(seconds(1));
    testing::run(expire_sliding(0)).unwrap();
    stage.backend.update();
    assert_eq!(stage.call(sliding(&stage.backend, 0)), Ok(1));
    stage.backend.update();
    testing::run(invalidate_sliding(0)).unwrap();

    assert_eq!(stage.call(sliding(&stage.backend, 0)), Ok(2));
}

#[test]
fn the_window_of_a_fallback_begins_where_hits_have_moved_the_end() {
    for (rest, expected) in [
        (just_before(millis(4200)), Ok(0)),
        (millis(4200), Err(Failure::Broken)),
    ] {
        let stage = Stage::open();
        stage.call(with_fallback(&stage.backend, 0)).unwrap();
        stage.advance(seconds(3));
        stage.call(with_fallback(&stage.backend, 0)).unwrap();
        stage.backend.set(FAILS);
        stage.advance(rest);
        assert_eq!(stage.call(with_fallback(&stage.backend, 0)), expected);
    }
}

#[test]
fn a_fallback_renews_nothing() {
    let stage = Stage::open();
    stage.call(with_fallback(&stage.backend, 0)).unwrap();
    stage.backend.set(FAILS);
    stage.advance(millis(3200));
    assert_eq!(stage.call(with_fallback(&stage.backend, 0)), Ok(0));
    stage.advance(millis(999));
    assert_eq!(stage.call(with_fallback(&stage.backend, 0)), Ok(0));
    stage.advance(MILLISECOND);

    assert_eq!(
        stage.call(with_fallback(&stage.backend, 0)),
        Err(Failure::Broken)
    );
}
