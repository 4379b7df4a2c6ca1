//! What is said of a function at run time does what the attribute would do.

use super::{Backend, FAILS, Failure, MILLISECOND, Stage, just_before, millis, seconds};
use crate::polling::{Task, settle};
use cache_runtime::{Cache, Override, Stampede, cached, context, testing};
use std::collections::BTreeSet;
use std::time::Duration;

/// Compiled for all that can be switched on, with times that no test reaches.
#[cached(
    key = "run-time:<id>",
    ttl = "1d",
    stale_if_error = "2d",
    stale_while_revalidate = "1d",
    soft_timeout = "1d",
    timeout = "2d",
    error_ttl = "1d",
    negative_ttl = "1d",
    refresh_every = "12h",
    ignore(backend)
)]
async fn able(backend: &Backend, id: u64) -> Result<Option<u64>, Failure> {
    let row = backend.answer().await? + id;
    Ok((row > 0).then_some(row))
}

/// All of that switched off.
fn bare() -> Override {
    Override::new()
        .with_stale_if_error(None)
        .with_stale_while_revalidate(None)
        .with_soft_timeout(None)
        .with_timeout(None)
        .with_error_ttl(None)
        .with_negative_ttl(None)
        .with_refresh_every(None)
}

const ABLE: &str = "integration::freshness::run_time::able";

fn builder(said: Override) -> cache_runtime::CacheBuilder {
    Cache::builder().override_function(ABLE, said)
}

fn open(said: Override) -> Stage {
    Stage::built(builder(said))
}

fn gated(said: Override) -> Stage {
    Stage::closed(builder(said))
}

fn remaining(id: u64) -> Option<Duration> {
    testing::run(peek_able(id)).unwrap().remaining
}

/// How long what the call loads lives.
#[track_caller]
fn assert_lives(stage: &Stage, ttl: Duration, call: impl Fn() -> Result<Option<u64>, Failure>) {
    let reads = stage.reads();
    let first = call();
    stage.advance(just_before(ttl));
    assert_eq!(call(), first);
    assert_eq!(stage.reads(), reads + 1, "a millisecond before its end");
    stage.advance(MILLISECOND);
    assert_eq!(call(), first);
    assert_eq!(stage.reads(), reads + 2, "at its end");
}

#[test]
fn ttl() {
    let stage = open(bare().with_ttl(seconds(2)));
    assert_lives(&stage, seconds(2), || stage.call(able(&stage.backend, 1)));
}

#[test]
fn ttl_forever() {
    let stage = open(bare().with_ttl_forever());
    stage.call(able(&stage.backend, 1)).unwrap();
    stage.advance(seconds(1_000_000_000));
    stage.call(able(&stage.backend, 1)).unwrap();
    assert_eq!(stage.reads(), 1);
}

#[test]
fn jitter() {
    let stage = open(bare().with_ttl(seconds(1000)).with_jitter(0.5));
    let ends: BTreeSet<_> = (1..=32)
        .map(|id| {
            stage.call(able(&stage.backend, id)).unwrap();
            remaining(id).unwrap()
        })
        .collect();
    assert!(ends.len() > 1, "all have one ttl");
    assert!(
        ends.iter()
            .all(|end| (seconds(500)..=seconds(1500)).contains(end))
    );
}

#[test]
fn negative_ttl() {
    let stage = open(bare().with_negative_ttl(seconds(3)));
    assert_lives(&stage, seconds(3), || stage.call(able(&stage.backend, 0)));
}

#[test]
fn negative_ttl_off() {
    let stage = open(bare().with_ttl(seconds(20)));
    assert_lives(&stage, seconds(20), || stage.call(able(&stage.backend, 0)));
}

#[test]
fn error_ttl() {
    let stage = open(bare().with_error_ttl(seconds(3)));
    stage.backend.set(FAILS);
    assert_lives(&stage, seconds(3), || stage.call(able(&stage.backend, 1)));
}

#[test]
fn error_ttl_off() {
    let stage = open(bare());
    stage.backend.set(FAILS);
    for reads in 1..=2 {
        assert_eq!(stage.call(able(&stage.backend, 1)), Err(Failure::Broken));
        assert_eq!(stage.reads(), reads);
    }
}

#[test]
fn stale_while_revalidate() {
    let window = bare()
        .with_ttl(seconds(10))
        .with_stale_while_revalidate(seconds(5));
    let stage = open(window);
    stage.call(able(&stage.backend, 1)).unwrap();
    stage.backend.update();
    stage.advance(just_before(seconds(15)));
    assert_eq!(
        stage.call(able(&stage.backend, 1)),
        Ok(Some(1)),
        "the old value"
    );
    assert_eq!(
        stage.call(able(&stage.backend, 1)),
        Ok(Some(2)),
        "it was refreshed"
    );
    stage.backend.update();
    stage.advance(seconds(15));
    assert_eq!(
        stage.call(able(&stage.backend, 1)),
        Ok(Some(3)),
        "beyond the window"
    );
}

#[test]
fn stale_if_error() {
    let stage = open(bare().with_ttl(seconds(10)).with_stale_if_error(seconds(5)));
    stage.call(able(&stage.backend, 1)).unwrap();
    stage.backend.set(FAILS);
    stage.advance(just_before(seconds(15)));
    assert_eq!(stage.call(able(&stage.backend, 1)), Ok(Some(1)));
    stage.advance(MILLISECOND);
    assert_eq!(stage.call(able(&stage.backend, 1)), Err(Failure::Broken));
}

#[test]
fn refresh_ahead() {
    let stage = open(bare().with_ttl(seconds(100)).with_refresh_ahead(0.25));
    stage.call(able(&stage.backend, 1)).unwrap();
    stage.advance(just_before(seconds(25)));
    stage.call(able(&stage.backend, 1)).unwrap();
    assert_eq!(stage.reads(), 1);
    stage.advance(MILLISECOND);
    stage.call(able(&stage.backend, 1)).unwrap();
    assert_eq!(stage.reads(), 2);
}

/// So steep that the draw is certain after half of a life.
#[test]
fn beta() {
    let stage = gated(bare().with_ttl(seconds(100)).with_early_refresh(1e12));
    stage.load_in(seconds(1), able(&stage.backend, 1)).unwrap();
    stage.backend.gate().open_for_good();
    stage.advance(just_before(seconds(50)));
    stage.call(able(&stage.backend, 1)).unwrap();
    assert_eq!(stage.reads(), 1);
    stage.advance(MILLISECOND);
    stage.call(able(&stage.backend, 1)).unwrap();
    assert_eq!(stage.reads(), 2);
}

#[test]
fn stampede_none() {
    let stage = gated(bare().with_stampede(Stampede::None));
    let mut calls = [1, 1].map(|id| Task::started(able(&stage.backend, id)));
    assert_eq!(stage.reads(), 2, "each loads for itself");
    stage.backend.gate().open_for_good();
    settle(&mut calls);
    assert!(calls.iter().all(Task::is_done));
}

#[test]
fn timeout() {
    let stage = gated(bare().with_timeout(seconds(2)));
    let mut call = Task::started(able(&stage.backend, 1));
    stage.advance(just_before(seconds(2)));
    call.step();
    assert!(!call.is_done());
    stage.advance(MILLISECOND);
    call.step();
    assert_eq!(call.output, Some(Err(Failure::TooLate)));
}

#[test]
fn soft_timeout() {
    let soft = bare()
        .with_ttl(seconds(10))
        .with_stale_if_error(seconds(100))
        .with_soft_timeout(millis(100));
    let stage = gated(soft);
    stage.load(able(&stage.backend, 1)).unwrap();
    stage.backend.update();
    stage.advance(seconds(10));
    let mut call = Task::started(able(&stage.backend, 1));
    stage.advance(just_before(millis(100)));
    call.step();
    assert!(!call.is_done());
    stage.advance(MILLISECOND);
    call.step();
    assert_eq!(call.output, Some(Ok(Some(1))));
}

#[test]
fn sliding_and_max_age() {
    let sliding = bare()
        .with_ttl(seconds(10))
        .with_sliding(true)
        .with_max_age(seconds(25));
    let stage = open(sliding);
    stage.call(able(&stage.backend, 1)).unwrap();
    for _ in 0..3 {
        stage.advance(seconds(8));
        stage.call(able(&stage.backend, 1)).unwrap();
    }
    assert_eq!(stage.reads(), 1, "each hit has renewed the ttl");
    assert_eq!(remaining(1), Some(seconds(1)), "up to its longest age");
}

#[test]
fn adaptive_ttl() {
    let stage = open(bare().with_adaptive_ttl(seconds(10), seconds(100)));
    stage.call(able(&stage.backend, 1)).unwrap();
    assert_eq!(remaining(1), Some(seconds(10)));
    for _ in 0..10 {
        stage.call(able(&stage.backend, 1)).unwrap();
    }
    assert_eq!(remaining(1), Some(seconds(50)));
}

#[test]
fn refresh_every_and_idle_after() {
    let scheduled = bare()
        .with_refresh_every(seconds(10))
        .with_idle_after(seconds(15));
    let stage = open(scheduled);
    stage.call(able(&stage.backend, 1)).unwrap();
    stage.advance(seconds(10));
    stage.backend.gate().entered_blocking(2);
    testing::settle_blocking(&stage.cache);
    assert_eq!(stage.cache.stats().scheduled, 1);
    stage.shut_down();
}

#[test]
fn a_refresh_by_schedule_goes_by_what_is_said_then() {
    let stage = open(bare());
    stage.call(able(&stage.backend, 1)).unwrap();
    assert_eq!(
        stage.cache.stats().scheduled,
        0,
        "nothing is on the schedule"
    );
}

#[cached(
    key = "run-time-computed:<id>",
    ttl = "1d",
    ttl_with = |_: &u64| seconds(7),
    ignore(backend)
)]
async fn computed(backend: &Backend, id: u64) -> u64 {
    if id == 0 {
        context::ttl(seconds(3));
    }
    backend.answer().await.unwrap_or(0)
}

#[test]
fn the_ttl_of_a_function_replaces_one_that_is_computed_and_not_one_that_the_loader_says() {
    let path = "integration::freshness::run_time::computed";
    let said = Override::new().with_ttl(seconds(5));
    let stage = Stage::built(Cache::builder().override_function(path, said));
    stage.call(computed(&stage.backend, 0));
    stage.call(computed(&stage.backend, 1));
    let remaining = |id| testing::run(peek_computed(id)).unwrap().remaining;
    assert_eq!(remaining(0), Some(seconds(3)));
    assert_eq!(remaining(1), Some(seconds(5)));
}
