//! The end of all background work.

use super::{Backend, Failure, MILLISECOND, Stage, just_before, millis, seconds};
use crate::polling::{Task, poll};
use cache_runtime::{Stopped, cached, testing};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

#[cached(
    key = "shutdown:<id>",
    ttl = "100s",
    stale_while_revalidate = "1h",
    ignore(backend)
)]
async fn stale(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

#[cached(
    key = "shutdown-sync:<id>",
    ttl = "100s",
    stale_while_revalidate = "1h",
    ignore(backend)
)]
fn stale_blocking(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer_blocking()? + id)
}

#[cached(
    key = "shutdown-every:<id>",
    ttl = "100s",
    refresh_every = "10s",
    ignore(backend)
)]
async fn scheduled(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

fn numbers(stopped: Stopped) -> (usize, usize) {
    (stopped.finished, stopped.stopped)
}

/// Two refreshes are in their middle.
fn in_the_middle_of_refreshes() -> Stage {
    let stage = Stage::gated();
    for id in 0..2 {
        stage.load(stale(&stage.backend, id)).unwrap();
    }
    stage.backend.update();
    stage.advance(seconds(100));
    for id in 0..2 {
        assert_eq!(testing::run(stale(&stage.backend, id)), Ok(id));
    }
    stage.backend.gate().entered_blocking(4);
    stage
}

fn ending(stage: &Stage, grace: Duration) -> Task<'_, Stopped> {
    Task::started(async move { stage.cache.shutdown().within(grace).await })
}

#[test]
fn refreshes_finish_within_the_grace() {
    let stage = in_the_middle_of_refreshes();
    let mut ending = ending(&stage, seconds(5));
    stage.advance(just_before(seconds(5)));
    ending.step();
    assert!(!ending.is_done());
    stage.backend.gate().open_for_good();
    testing::settle_blocking(&stage.cache);
    ending.step();

    assert_eq!(ending.output.map(numbers), Some((2, 0)));
    let entry = testing::run(peek_stale(0)).unwrap();
    assert_eq!((entry.value, entry.stale), (1, false));
}

#[test]
fn refreshes_are_stopped_when_the_grace_is_over() {
    let stage = in_the_middle_of_refreshes();
    let mut ending = ending(&stage, seconds(5));
    stage.backend.gate().open();
    while testing::tasks_running(&stage.cache) == 2 {
        std::thread::yield_now();
    }
    stage.advance(just_before(seconds(5)));
    ending.step();
    assert!(!ending.is_done());
    stage.advance(MILLISECOND);
    ending.step();

    assert_eq!(ending.output.map(numbers), Some((1, 1)));
    testing::settle_blocking(&stage.cache);
    let counts = stage.counts("stale");
    assert_eq!((counts.loads_running, counts.load_cancellations), (0, 1));
}

#[test]
fn the_grace_is_10_seconds_if_none_is_given() {
    let stage = in_the_middle_of_refreshes();
    let mut ending = Task::started(async { stage.cache.shutdown().await });
    stage.advance(just_before(seconds(10)));
    ending.step();
    assert!(!ending.is_done());
    stage.advance(MILLISECOND);
    ending.step();

    assert_eq!(ending.output.map(numbers), Some((0, 2)));
}

#[test]
fn without_grace_all_is_stopped_at_once() {
    let stage = in_the_middle_of_refreshes();
    let ending = ending(&stage, Duration::ZERO);

    assert_eq!(ending.output.map(numbers), Some((0, 2)));
}

#[test]
fn with_nothing_going_on_it_ends_at_once_and_may_be_repeated() {
    let stage = Stage::open();
    stage.call(stale(&stage.backend, 0)).unwrap();
    for _ in 0..2 {
        let ending = ending(&stage, seconds(5));
        assert_eq!(ending.output.map(numbers), Some((0, 0)));
    }
}

#[test]
fn no_refresh_begins_any_more_and_calls_are_answered_as_before() {
    let stage = Stage::open();
    stage.call(stale(&stage.backend, 0)).unwrap();
    stale_blocking(&stage.backend, 0).unwrap();
    stage.shut_down();
    stage.backend.update();

    stage.advance(seconds(100));
    assert_eq!(stage.call(stale(&stage.backend, 0)), Ok(0));
    assert_eq!(stale_blocking(&stage.backend, 0), Ok(0));
    testing::settle_blocking(&stage.cache);
    assert_eq!(stage.reads(), 2);
    assert_eq!(stage.counts("stale").refreshes_refused, 1);
    assert_eq!(stage.counts("stale_blocking").refreshes_refused, 1);
    assert_eq!(stage.counts("stale").loads_running, 0);

    assert_eq!(stage.call(stale(&stage.backend, 1)), Ok(2), "a miss loads");
    stage.advance(seconds(3600));
    assert_eq!(stage.call(stale(&stage.backend, 0)), Ok(1));
    assert_eq!(stale_blocking(&stage.backend, 0), Ok(1));
    testing::run(invalidate_stale(0)).unwrap();
    assert_eq!(stage.call(stale(&stage.backend, 0)), Ok(1));
}

#[test]
fn a_load_whose_caller_leaves_afterwards_ends_with_it() {
    let stage = Stage::gated();
    stage.shut_down();
    let gated = Backend::default();
    Task::started(stale(&gated, 0)).cancel();

    let counts = stage.counts("stale");
    assert_eq!((counts.load_cancellations, counts.loads_running), (1, 0));
    gated.gate().open();
    assert_eq!(poll(pin!(stale(&gated, 0))), Poll::Ready(Ok(0)));
}

#[test]
fn deserted_loads_are_waited_for_too() {
    let stage = Stage::gated();
    Task::started(stale(&stage.backend, 0)).cancel();
    let mut ending = ending(&stage, seconds(5));
    assert!(!ending.is_done());
    stage.backend.gate().open();
    testing::settle_blocking(&stage.cache);
    ending.step();

    assert_eq!(ending.output.map(numbers), Some((1, 0)));
    assert_eq!(testing::run(peek_stale(0)).unwrap().value, 0);
}

#[test]
fn the_schedule_is_empty_from_then_on() {
    let stage = Stage::open();
    stage.call(scheduled(&stage.backend, 0)).unwrap();
    assert_eq!(stage.cache.stats().scheduled, 1);
    stage.shut_down();
    assert_eq!(stage.cache.stats().scheduled, 0);

    stage.call(scheduled(&stage.backend, 1)).unwrap();

    assert_eq!(stage.cache.stats().scheduled, 0);
    assert_eq!(stage.counts("scheduled").refreshes_refused, 1);
}

#[test]
fn a_refresh_that_blocks_its_thread_cannot_be_stopped_and_ends_by_itself() {
    let stage = Stage::gated();
    stage.backend.gate().open();
    stale_blocking(&stage.backend, 0).unwrap();
    stage.backend.update();
    stage.advance(seconds(100));
    assert_eq!(stale_blocking(&stage.backend, 0), Ok(0));
    stage.backend.gate().entered_blocking(2);

    let ending = ending(&stage, Duration::ZERO);
    assert_eq!(ending.output.map(numbers), Some((0, 1)));
    stage.advance(millis(1));
    stage.backend.gate().open();
    testing::settle_blocking(&stage.cache);

    assert_eq!(peek_stale_blocking(0).unwrap().value, 1);
}

#[tokio::test]
async fn on_a_runtime_the_refreshes_there_are_waited_for() {
    let stage = Stage::gated();
    stage.backend.gate().open_for_good();
    stale(&stage.backend, 0).await.unwrap();
    stage.backend.update();
    stage.advance(seconds(100));
    stale(&stage.backend, 0).await.unwrap();

    assert_eq!(numbers(stage.cache.shutdown().await), (1, 0));

    assert_eq!(stale(&stage.backend, 0).await, Ok(1));
}
