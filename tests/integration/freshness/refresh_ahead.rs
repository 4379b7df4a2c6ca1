//! Refreshes that a hit asks for when a part of the ttl is over.

use super::{Backend, FAILS, Failure, MILLISECOND, Stage, WORKS, just_before, millis, seconds};
use crate::polling::{Task, poll};
use cache_runtime::{cached, testing};
use std::pin::pin;
use std::task::Poll;

#[cached(key = "ahead:<id>", ttl = "100s", refresh_ahead = 0.8, ignore(backend))]
async fn ahead(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

#[test]
fn the_point_is_met_to_the_millisecond() {
    let stage = Stage::open();
    stage.call(ahead(&stage.backend, 0)).unwrap();
    stage.backend.update();

    stage.advance(just_before(seconds(80)));
    assert_eq!(stage.call(ahead(&stage.backend, 0)), Ok(0));
    assert_eq!(stage.reads(), 1);
    stage.advance(MILLISECOND);
    assert_eq!(stage.call(ahead(&stage.backend, 0)), Ok(0));
    assert_eq!(stage.reads(), 2);
    assert_eq!(stage.call(ahead(&stage.backend, 0)), Ok(1));

    let counts = stage.counts("ahead");
    assert_eq!(
        (counts.refreshes, counts.stale_hits, counts.hits),
        (1, 0, 3)
    );
    assert_eq!(
        testing::run(peek_ahead(0)).unwrap().remaining,
        Some(seconds(100))
    );
}

#[test]
fn without_a_hit_nothing_is_refreshed() {
    let stage = Stage::open();
    stage.call(ahead(&stage.backend, 0)).unwrap();
    stage.advance(seconds(90));
    testing::run(peek_ahead(0)).unwrap();
    testing::settle_blocking(&stage.cache);

    assert_eq!(stage.reads(), 1);
}

#[test]
fn one_refresh_runs_and_no_caller_waits_for_it() {
    let stage = Stage::gated();
    stage.load(ahead(&stage.backend, 0)).unwrap();
    stage.advance(seconds(99));

    for _ in 0..64 {
        assert_eq!(poll(pin!(ahead(&stage.backend, 0))), Poll::Ready(Ok(0)));
    }
    stage.backend.gate().entered_blocking(2);
    assert_eq!(stage.reads(), 2);
}

#[test]
fn at_the_end_of_the_ttl_callers_join_the_refresh() {
    let stage = Stage::gated();
    stage.load(ahead(&stage.backend, 0)).unwrap();
    stage.backend.update();
    stage.advance(seconds(99));
    assert!(poll(pin!(ahead(&stage.backend, 0))).is_ready());
    stage.backend.gate().entered_blocking(2);

    stage.advance(seconds(1));
    let mut call = Task::started(ahead(&stage.backend, 0));
    assert!(!call.is_done());
    stage.backend.gate().open();
    testing::settle_blocking(&stage.cache);
    call.step();

    assert_eq!(call.output, Some(Ok(1)));
    assert_eq!(stage.reads(), 2);
}

#[test]
fn a_refresh_that_fails_is_repeated_after_the_throttle_and_costs_nothing_of_the_ttl() {
    let stage = Stage::built(cache_runtime::Cache::builder().stale_throttle(seconds(5)));
    stage.call(ahead(&stage.backend, 0)).unwrap();
    stage.backend.set(FAILS);
    stage.advance(seconds(80));

    for reads in 2..6 {
        assert_eq!(stage.call(ahead(&stage.backend, 0)), Ok(0));
        stage.advance(just_before(seconds(5)));
        assert_eq!(stage.call(ahead(&stage.backend, 0)), Ok(0));
        assert_eq!(stage.reads(), reads);
        stage.advance(MILLISECOND);
    }
    assert_eq!(
        stage.call(ahead(&stage.backend, 0)),
        Err(Failure::Broken),
        "the ttl is over, and there is no window"
    );
}

#[test]
fn a_refresh_that_succeeds_after_one_that_failed_begins_a_new_life() {
    let stage = Stage::open();
    stage.call(ahead(&stage.backend, 0)).unwrap();
    stage.backend.set(FAILS);
    // At 65 s nothing is due; the failure comes from a refresh at 80 s.
    stage.advance(seconds(65));
    stage.call(ahead(&stage.backend, 0)).unwrap();
    assert_eq!(stage.reads(), 1);
    stage.advance(seconds(15));
    stage.call(ahead(&stage.backend, 0)).unwrap();
    stage.backend.set(WORKS);
    stage.backend.update();

    stage.advance(just_before(seconds(20)));
    assert_eq!(stage.call(ahead(&stage.backend, 0)), Ok(0));
    assert_eq!(stage.reads(), 2);
    stage.advance(MILLISECOND);
    assert_eq!(stage.call(ahead(&stage.backend, 0)), Ok(1));
}

#[cached(
    key = "ahead-jitter:<id>",
    ttl = "100s",
    jitter = 0.5,
    refresh_ahead = 0.5,
    ignore(backend)
)]
async fn jittered(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

#[test]
fn the_point_is_a_part_of_the_ttl_with_its_jitter() {
    let stage = Stage::open();
    for id in 0..20 {
        let reads = stage.reads();
        let life = stage
            .call(jittered_cached(&stage.backend, id))
            .unwrap()
            .remaining
            .unwrap();
        let half = life.as_millis().div_ceil(2);
        let half = millis(u64::try_from(half).unwrap());
        stage.advance(just_before(half));
        stage.call(jittered(&stage.backend, id)).unwrap();
        assert_eq!(stage.reads(), reads + 1);
        stage.advance(MILLISECOND);
        stage.call(jittered(&stage.backend, id)).unwrap();
        assert_eq!(stage.reads(), reads + 2);
    }
}

/// Where it was loaded.
#[cached(key = "ahead-placed:<id>", ttl = "100s", refresh_ahead = 0.5)]
async fn placed(id: u64) -> String {
    tokio::task::yield_now().await;
    format!("{id} on {:?}", tokio::runtime::Handle::current().id())
}

#[tokio::test]
async fn refreshes_run_on_the_runtime_of_the_call_one_after_the_other() {
    let stage = Stage::open();
    let here = placed(0).await;
    for refreshes in 1..=3 {
        stage.advance(seconds(60));
        placed(0).await;
        testing::settle(&stage.cache).await;
        assert_eq!(peek_placed(0).await.unwrap().value, here);
        assert_eq!(stage.counts("placed").refreshes, refreshes);
    }
}
