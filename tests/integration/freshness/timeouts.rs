//! How long a call waits, and what it gets then.

use super::{Backend, FAILS, Failure, MILLISECOND, Row, Stage, just_before, millis, seconds};
use crate::polling::{Task, settle};
use cache_runtime::{cached, testing};

const TOO_LATE: Option<Row> = Some(Err(Failure::TooLate));

#[cached(key = "timeout:<id>", ttl = "100s", timeout = "2s", ignore(backend))]
async fn bounded(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

#[cached(
    key = "timeout-stale:<id>",
    ttl = "100s",
    stale_if_error = "1h",
    timeout = "2s",
    ignore(backend)
)]
async fn with_fallback(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

#[cached(
    key = "timeout-soft:<id>",
    ttl = "100s",
    stale_if_error = "1h",
    soft_timeout = "100ms",
    timeout = "2s",
    tags = ["timeout-soft"],
    ignore(backend)
)]
async fn soft(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

#[cached(
    key = "timeout-finish:<id>",
    ttl = "100s",
    timeout = "2s",
    on_cancel = "finish",
    ignore(backend)
)]
async fn finishing(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

#[test]
fn a_call_ends_with_its_timeout_to_the_millisecond() {
    let stage = Stage::gated();
    let mut call = Task::started(bounded(&stage.backend, 0));

    stage.advance(just_before(seconds(2)));
    call.step();
    assert!(!call.is_done());
    stage.advance(MILLISECOND);
    call.step();

    assert_eq!(call.output, TOO_LATE);
    let counts = stage.counts("bounded");
    assert_eq!((counts.timeouts, counts.soft_timeouts), (1, 0));
    assert_eq!((counts.load_cancellations, counts.loads_running), (1, 0));
}

#[test]
fn a_load_within_the_timeout_is_the_answer() {
    let stage = Stage::gated();
    let mut call = Task::started(bounded(&stage.backend, 0));
    stage.advance(just_before(seconds(2)));
    stage.backend.gate().open();
    call.step();

    assert_eq!(call.output, Some(Ok(0)));
    assert_eq!(stage.counts("bounded").timeouts, 0);
    assert_eq!(stage.call(bounded(&stage.backend, 0)), Ok(0));
}

#[test]
fn what_is_ready_when_the_time_is_over_is_the_answer() {
    let stage = Stage::gated();
    let mut call = Task::started(bounded(&stage.backend, 0));
    stage.backend.gate().open();
    stage.advance(seconds(2));
    call.step();

    assert_eq!(call.output, Some(Ok(0)));
}

#[test]
fn waiting_for_the_load_of_another_caller_is_bounded_too() {
    let stage = Stage::gated();
    let mut leader = Task::started(bounded(&stage.backend, 0));
    stage.advance(seconds(1));
    let mut waiter = Task::started(bounded(&stage.backend, 0));

    stage.advance(seconds(1));
    leader.step();
    assert_eq!(leader.output, TOO_LATE);
    waiter.step();
    assert_eq!(
        stage.reads(),
        2,
        "the load ended with its caller, and who waited goes on"
    );
    stage.advance(just_before(seconds(1)));
    waiter.step();
    assert!(!waiter.is_done());
    stage.advance(MILLISECOND);
    waiter.step();

    assert_eq!(waiter.output, TOO_LATE);
    assert_eq!(stage.counts("bounded").timeouts, 2);
}

#[test]
fn a_waiter_that_leaves_by_its_timeout_leaves_the_load_to_the_others() {
    let stage = Stage::gated();
    let mut waiters = Vec::new();
    let mut leader = Task::started(finishing(&stage.backend, 0));
    for _ in 0..5 {
        waiters.push(Task::started(finishing(&stage.backend, 0)));
    }
    stage.advance(seconds(1));
    let mut last = Task::started(finishing(&stage.backend, 0));
    stage.advance(seconds(1));
    leader.step();
    settle(&mut waiters);
    assert_eq!(leader.output, TOO_LATE);
    assert!(waiters.iter().all(|task| task.output == TOO_LATE));

    stage.backend.gate().open();
    testing::settle_blocking(&stage.cache);
    last.step();

    assert_eq!(
        last.output,
        Some(Ok(0)),
        "the load has outlived the call that ran it"
    );
    assert_eq!(stage.reads(), 1);
    assert_eq!(stage.counts("finishing").timeouts, 6);
}

#[test]
fn the_stale_value_is_the_answer_if_there_is_one() {
    let stage = Stage::gated();
    stage.load(with_fallback(&stage.backend, 0)).unwrap();
    stage.advance(seconds(100));

    let mut leader = Task::started(with_fallback(&stage.backend, 0));
    let mut waiter = Task::started(with_fallback(&stage.backend, 0));
    stage.advance(just_before(seconds(2)));
    leader.step();
    waiter.step();
    assert!(!leader.is_done() && !waiter.is_done());
    stage.advance(MILLISECOND);
    leader.step();
    waiter.step();

    assert_eq!((leader.output, waiter.output), (Some(Ok(0)), Some(Ok(0))));
    let counts = stage.counts("with_fallback");
    assert_eq!(counts.loads, 2);
    assert_eq!(counts.stale_hits, 2);
}

#[test]
fn a_source_that_hangs_is_left_alone_for_the_throttle() {
    let stage = Stage::gated();
    stage.load(with_fallback(&stage.backend, 0)).unwrap();
    stage.advance(seconds(100));
    let mut call = Task::started(with_fallback(&stage.backend, 0));
    stage.advance(seconds(2));
    call.step();
    assert_eq!(call.output, Some(Ok(0)));

    stage.advance(just_before(seconds(30)));
    for _ in 0..10 {
        assert_eq!(testing::run(with_fallback(&stage.backend, 0)), Ok(0));
    }
    assert_eq!(stage.reads(), 2);
    stage.advance(MILLISECOND);
    let asks = Task::started(with_fallback(&stage.backend, 0));

    assert_eq!((stage.reads(), asks.is_done()), (3, false));
}

#[test]
fn after_an_invalidation_no_timeout_brings_the_stale_value() {
    let stage = Stage::gated();
    stage.load(with_fallback(&stage.backend, 0)).unwrap();
    stage.advance(seconds(100));
    let mut leader = Task::started(with_fallback(&stage.backend, 0));
    let mut waiter = Task::started(with_fallback(&stage.backend, 0));

    testing::run(invalidate_with_fallback(0)).unwrap();
    stage.advance(seconds(2));
    leader.step();
    waiter.step();

    assert_eq!((leader.output, waiter.output), (TOO_LATE, TOO_LATE));
    assert_eq!(stage.counts("with_fallback").stale_hits, 0);
}

#[test]
fn a_soft_timeout_answers_with_the_stale_value_and_the_load_goes_on() {
    let stage = Stage::gated();
    stage.load(soft(&stage.backend, 0)).unwrap();
    stage.backend.update();
    stage.advance(seconds(100));

    let mut leader = Task::started(soft(&stage.backend, 0));
    let mut waiter = Task::started(soft(&stage.backend, 0));
    stage.advance(millis(99));
    leader.step();
    waiter.step();
    assert!(!leader.is_done() && !waiter.is_done());
    stage.advance(MILLISECOND);
    leader.step();
    waiter.step();
    assert_eq!((leader.output, waiter.output), (Some(Ok(0)), Some(Ok(0))));
    stage.backend.gate().open();
    testing::settle_blocking(&stage.cache);

    assert_eq!(testing::run(soft(&stage.backend, 0)), Ok(1));
    assert_eq!(stage.reads(), 2);
    let counts = stage.counts("soft");
    assert_eq!((counts.soft_timeouts, counts.timeouts), (2, 0));
    assert_eq!((counts.stale_hits, counts.load_cancellations), (2, 0));
}

#[test]
fn without_a_stale_value_a_soft_timeout_says_nothing() {
    let stage = Stage::gated();
    let mut call = Task::started(soft(&stage.backend, 0));
    stage.advance(millis(100));
    call.step();
    assert!(!call.is_done());
    stage.advance(just_before(millis(1900)));
    call.step();
    assert!(!call.is_done());
    stage.advance(MILLISECOND);
    call.step();

    assert_eq!(call.output, TOO_LATE);
    let counts = stage.counts("soft");
    assert_eq!((counts.timeouts, counts.soft_timeouts), (1, 0));
}

#[test]
fn after_an_invalidation_no_soft_timeout_brings_the_stale_value() {
    let stage = Stage::gated();
    stage.load(soft(&stage.backend, 0)).unwrap();
    stage.advance(seconds(100));
    let mut leader = Task::started(soft(&stage.backend, 0));
    let mut waiter = Task::started(soft(&stage.backend, 0));

    testing::run(stage.cache.invalidate_tag("timeout-soft")).unwrap();
    stage.advance(millis(100));
    leader.step();
    waiter.step();
    assert!(!leader.is_done() && !waiter.is_done());
    stage.advance(seconds(2));
    leader.step();
    waiter.step();

    assert_eq!((leader.output, waiter.output), (TOO_LATE, TOO_LATE));
}

#[test]
fn a_load_that_fails_within_the_soft_timeout_answers_at_once() {
    let stage = Stage::open();
    stage.call(soft(&stage.backend, 0)).unwrap();
    stage.backend.set(FAILS);
    stage.advance(seconds(100));

    assert_eq!(stage.call(soft(&stage.backend, 0)), Ok(0));

    let counts = stage.counts("soft");
    assert_eq!((counts.soft_timeouts, counts.load_errors), (0, 1));
}

#[test]
fn a_load_that_hangs_is_dropped_after_ten_timeouts_and_the_key_recovers() {
    let stage = Stage::gated();
    let mut call = Task::started(finishing(&stage.backend, 0));
    stage.advance(seconds(2));
    call.step();
    assert_eq!(call.output, TOO_LATE);
    drop(call);

    // The task sets its alarm when it is first polled.
    wait_for_the_background();
    stage.advance(just_before(seconds(20)));
    wait_for_the_background();
    assert_eq!(stage.counts("finishing").loads_running, 1);
    stage.advance(MILLISECOND);
    testing::settle_blocking(&stage.cache);
    let counts = stage.counts("finishing");
    assert_eq!((counts.loads_running, counts.load_cancellations), (0, 1));
    assert_eq!(stage.load(finishing(&stage.backend, 0)), Ok(0));
    assert_eq!(stage.reads(), 2);
}

/// Returns when all that the background's thread had to do is done: it takes one task after the other.
fn wait_for_the_background() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let backend = Backend::default();
    for _ in 0..2 {
        let mut passing = Task::started(finishing(&backend, 0));
        clock.advance(seconds(2));
        passing.step();
        backend.gate().open();
        testing::settle_blocking(&cache);
    }
}

#[cached(
    key = "timeout-refresh:<id>",
    ttl = "100s",
    stale_while_revalidate = "1h",
    timeout = "2s",
    ignore(backend)
)]
async fn refreshed(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

#[test]
fn the_timeout_of_the_caller_is_none_of_its_refresh() {
    let stage = Stage::gated();
    stage.load(refreshed(&stage.backend, 0)).unwrap();
    stage.backend.update();
    stage.advance(seconds(100));
    assert_eq!(testing::run(refreshed(&stage.backend, 0)), Ok(0));
    stage.backend.gate().entered_blocking(2);

    stage.advance(seconds(10));
    stage.backend.gate().open();
    testing::settle_blocking(&stage.cache);

    assert_eq!(testing::run(refreshed(&stage.backend, 0)), Ok(1));
    let counts = stage.counts("refreshed");
    assert_eq!((counts.timeouts, counts.load_cancellations), (0, 0));
}

#[test]
fn a_refresh_that_hangs_is_dropped_and_its_source_left_alone() {
    let stage = Stage::gated();
    stage.load(refreshed(&stage.backend, 0)).unwrap();
    stage.advance(seconds(100));
    assert_eq!(testing::run(refreshed(&stage.backend, 0)), Ok(0));
    stage.backend.gate().entered_blocking(2);
    wait_for_the_background();

    stage.advance(seconds(20));
    testing::settle_blocking(&stage.cache);
    assert_eq!(stage.counts("refreshed").load_cancellations, 1);
    stage.advance(just_before(seconds(30)));
    assert_eq!(testing::run(refreshed(&stage.backend, 0)), Ok(0));
    assert_eq!(stage.reads(), 2);
    stage.advance(MILLISECOND);
    assert_eq!(testing::run(refreshed(&stage.backend, 0)), Ok(0));
    stage.backend.gate().entered_blocking(3);
}
