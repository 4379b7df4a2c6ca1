//! Refreshes that chance brings forward (`stampede = "early"`). The law of the chance is tested in `freshness.rs`.

use super::{Backend, FAILS, Failure, MILLISECOND, Stage, just_before, millis, seconds};
use crate::polling::{Task, poll, settle};
use cache_runtime::{cached, testing};
use std::pin::pin;
use std::task::Poll;

/// So steep that the draw is certain after half of a life, once a load has a cost.
#[cached(
    key = "early:<id>",
    ttl = "100s",
    stampede = "early",
    beta = 1000000000000.0,
    ignore(backend)
)]
async fn early(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

#[cached(
    key = "early-late:<id>",
    ttl = "100s",
    stampede = "early",
    ignore(backend)
)]
async fn late(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

#[cached(
    key = "early-error:<id>",
    ttl = "100s",
    error_ttl = "10s",
    stampede = "early",
    beta = 1000000000000.0,
    ignore(backend)
)]
async fn early_error(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

#[test]
fn one_refresh_runs_and_no_caller_waits_for_it() {
    let stage = Stage::gated();
    stage.load_in(seconds(1), early(&stage.backend, 0)).unwrap();
    stage.backend.update();
    stage.advance(seconds(60));

    for _ in 0..64 {
        assert_eq!(poll(pin!(early(&stage.backend, 0))), Poll::Ready(Ok(0)));
    }
    stage.backend.gate().entered_blocking(2);
    stage.backend.gate().open_for_good();
    testing::settle_blocking(&stage.cache);

    let entry = testing::run(peek_early(0)).unwrap();
    assert_eq!((entry.value, entry.remaining), (1, Some(seconds(100))));
    let counts = stage.counts("early");
    assert_eq!(
        (counts.loads, counts.refreshes, counts.stale_hits),
        (2, 1, 0)
    );
}

#[test]
fn the_first_half_of_a_life_is_spared() {
    let stage = Stage::gated();
    stage.load_in(seconds(1), early(&stage.backend, 0)).unwrap();
    stage.backend.gate().open_for_good();

    stage.advance(just_before(seconds(50)));
    stage.call(early(&stage.backend, 0)).unwrap();
    assert_eq!(stage.reads(), 1);
    stage.advance(MILLISECOND);
    stage.call(early(&stage.backend, 0)).unwrap();

    assert_eq!(stage.reads(), 2);
}

#[test]
fn what_costs_nothing_is_not_refreshed() {
    let stage = Stage::open();
    stage.call(early(&stage.backend, 0)).unwrap();

    stage.advance(just_before(seconds(100)));
    stage.call(early(&stage.backend, 0)).unwrap();

    assert_eq!(stage.reads(), 1);
}

#[test]
fn what_is_quickly_loaded_is_not_refreshed_long_before_its_end() {
    let stage = Stage::gated();
    stage.load_in(millis(10), late(&stage.backend, 0)).unwrap();
    stage.backend.gate().open_for_good();
    stage.advance(seconds(90));

    // The probability of a refresh is e⁻¹⁰⁰⁰ for each call.
    for _ in 0..1000 {
        stage.call(late(&stage.backend, 0)).unwrap();
    }

    assert_eq!(stage.reads(), 1);
}

#[test]
fn past_its_end_an_entry_is_loaded_once_for_all() {
    let stage = Stage::gated();
    stage.load_in(seconds(1), early(&stage.backend, 0)).unwrap();
    stage.backend.update();
    stage.advance(seconds(100));

    let mut tasks: Vec<_> = (0..10)
        .map(|_| Task::started(early(&stage.backend, 0)))
        .collect();
    assert_eq!(stage.reads(), 2);
    stage.backend.gate().open();
    settle(&mut tasks);

    assert!(tasks.iter().all(|task| task.output == Some(Ok(1))));
    assert_eq!(stage.reads(), 2);
}

#[test]
fn callers_join_a_refresh_that_outlives_the_entry() {
    let stage = Stage::gated();
    stage.load_in(seconds(1), early(&stage.backend, 0)).unwrap();
    stage.backend.update();
    stage.advance(seconds(60));
    assert_eq!(poll(pin!(early(&stage.backend, 0))), Poll::Ready(Ok(0)));
    stage.backend.gate().entered_blocking(2);

    stage.advance(seconds(60));
    let mut call = Task::started(early(&stage.backend, 0));
    assert!(!call.is_done());
    stage.backend.gate().open();
    testing::settle_blocking(&stage.cache);
    call.step();

    assert_eq!(call.output, Some(Ok(1)));
    assert_eq!(stage.reads(), 2);
}

#[test]
fn a_refresh_that_fails_leaves_the_fresh_value_and_is_not_repeated_at_once() {
    let stage = Stage::gated();
    stage.load_in(seconds(1), early(&stage.backend, 0)).unwrap();
    stage.backend.set(FAILS);
    stage.backend.gate().open_for_good();
    stage.advance(seconds(55));

    assert_eq!(stage.call(early(&stage.backend, 0)), Ok(0));
    stage.advance(just_before(seconds(30)));
    assert_eq!(stage.call(early(&stage.backend, 0)), Ok(0));
    assert_eq!(stage.reads(), 2);
    stage.advance(MILLISECOND);
    assert_eq!(stage.call(early(&stage.backend, 0)), Ok(0));

    assert_eq!(stage.reads(), 3);
    let counts = stage.counts("early");
    assert_eq!((counts.load_errors, counts.refresh_errors), (2, 2));
    assert_eq!(
        testing::run(peek_early(0)).unwrap().remaining,
        Some(seconds(15))
    );
}

#[test]
fn a_refresh_that_fails_does_not_put_its_error_in_place_of_the_fresh_value() {
    let stage = Stage::gated();
    stage
        .load_in(seconds(1), early_error(&stage.backend, 7))
        .unwrap();
    stage.backend.set(FAILS);
    stage.backend.gate().open_for_good();
    stage.advance(seconds(60));

    assert_eq!(stage.call(early_error(&stage.backend, 7)), Ok(7));

    assert_eq!(testing::run(peek_early_error(7)).unwrap().value, 7);
}
