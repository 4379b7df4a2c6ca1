//! The old value is the answer where the load fails.

use super::{Backend, FAILS, Failure, MILLISECOND, PANICS, Stage, WORKS, just_before, seconds};
use crate::polling::{Task, settle};
use cache_runtime::{Source, cached, testing};
use std::panic::{AssertUnwindSafe, catch_unwind};

#[cached(
    key = "sie:<id>",
    ttl = "100s",
    stale_if_error = "60s",
    ignore(backend)
)]
async fn sie(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

#[cached(key = "sie-not:<id>", ttl = "100s", ignore(backend))]
async fn without(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

#[cached(
    key = "sie-error:<id>",
    ttl = "100s",
    stale_if_error = "60s",
    error_ttl = "10s",
    ignore(backend)
)]
async fn with_error_ttl(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

#[test]
fn the_window_begins_with_the_millisecond_in_which_the_ttl_ends() {
    let stage = Stage::open();
    stage.call(sie(&stage.backend, 0)).unwrap();
    stage.backend.set(FAILS);

    stage.advance(just_before(seconds(100)));
    assert_eq!(stage.call(sie(&stage.backend, 0)), Ok(0));
    assert_eq!(stage.reads(), 1);
    stage.advance(MILLISECOND);
    assert_eq!(stage.call(sie(&stage.backend, 0)), Ok(0));
    assert_eq!(stage.reads(), 2, "the source was asked first");
    let counts = stage.counts("sie");
    assert_eq!(
        (counts.load_errors, counts.stale_hits, counts.refreshes),
        (1, 1, 0)
    );
}

#[test]
fn the_window_ends_to_the_millisecond() {
    let stage = Stage::open();
    stage.call(sie(&stage.backend, 1)).unwrap();
    stage.call(sie(&stage.backend, 2)).unwrap();
    stage.backend.set(FAILS);

    stage.advance(just_before(seconds(160)));
    assert_eq!(stage.call(sie(&stage.backend, 1)), Ok(1));
    stage.advance(MILLISECOND);
    assert_eq!(stage.call(sie(&stage.backend, 2)), Err(Failure::Broken));
    assert_eq!(
        stage.call(sie(&stage.backend, 1)),
        Err(Failure::Broken),
        "a throttle does not prolong it"
    );
}

#[test]
fn failures_never_extend_the_window() {
    let stage = Stage::open();
    stage.call(sie(&stage.backend, 0)).unwrap();
    stage.backend.set(FAILS);
    stage.advance(seconds(100));

    for _ in 0..59 {
        assert_eq!(stage.call(sie(&stage.backend, 0)), Ok(0));
        stage.advance(seconds(1));
    }
    stage.advance(just_before(seconds(1)));
    assert_eq!(stage.call(sie(&stage.backend, 0)), Ok(0));
    stage.advance(MILLISECOND);

    assert_eq!(stage.call(sie(&stage.backend, 0)), Err(Failure::Broken));
}

#[test]
fn where_the_load_succeeds_its_value_is_the_answer() {
    let stage = Stage::open();
    stage.call(sie(&stage.backend, 0)).unwrap();
    stage.backend.update();
    stage.advance(seconds(100));

    assert_eq!(stage.call(sie(&stage.backend, 0)), Ok(1));

    let entry = testing::run(peek_sie(0)).unwrap();
    assert_eq!((entry.stale, entry.remaining), (false, Some(seconds(100))));
    assert_eq!(stage.counts("sie").stale_hits, 0);
}

#[test]
fn a_broken_source_is_asked_once_in_a_throttle() {
    let stage = Stage::open();
    stage.call(sie(&stage.backend, 0)).unwrap();
    stage.backend.set(FAILS);
    stage.advance(seconds(100));

    assert_eq!(stage.call(sie(&stage.backend, 0)), Ok(0));
    stage.advance(just_before(seconds(30)));
    for _ in 0..10 {
        assert_eq!(stage.call(sie(&stage.backend, 0)), Ok(0));
    }
    assert_eq!(stage.reads(), 2);
    stage.advance(MILLISECOND);
    assert_eq!(stage.call(sie(&stage.backend, 0)), Ok(0));

    assert_eq!(stage.reads(), 3);
}

#[test]
fn without_a_fallback_nothing_is_throttled() {
    let stage = Stage::open();
    stage.backend.set(FAILS);

    for _ in 0..5 {
        assert_eq!(stage.call(sie(&stage.backend, 0)), Err(Failure::Broken));
    }

    assert_eq!(stage.reads(), 5);
}

#[test]
fn a_source_that_recovers_is_found_after_the_throttle() {
    let stage = Stage::open();
    stage.call(sie(&stage.backend, 0)).unwrap();
    stage.backend.set(FAILS);
    stage.advance(seconds(100));
    stage.call(sie(&stage.backend, 0)).unwrap();
    stage.backend.set(WORKS);
    stage.backend.update();

    stage.advance(just_before(seconds(30)));
    assert_eq!(stage.call(sie(&stage.backend, 0)), Ok(0));
    stage.advance(MILLISECOND);
    assert_eq!(stage.call(sie(&stage.backend, 0)), Ok(1));
}

#[test]
fn all_who_wait_for_a_load_that_fails_get_the_old_value() {
    let stage = Stage::gated();
    stage.load(sie(&stage.backend, 0)).unwrap();
    stage.advance(seconds(100));

    let mut tasks: Vec<_> = (0..64)
        .map(|_| Task::started(sie(&stage.backend, 0)))
        .collect();
    assert!(!tasks.iter().any(Task::is_done));
    stage.backend.set(FAILS);
    stage.backend.gate().open_for_good();
    settle(&mut tasks);

    assert!(tasks.iter().all(|task| task.output == Some(Ok(0))));
    assert_eq!(stage.reads(), 2, "one question for all of them");
    let counts = stage.counts("sie");
    assert_eq!((counts.coalesced, counts.stale_hits), (63, 64));
}

#[test]
fn who_waited_for_a_load_that_failed_is_told_where_its_value_comes_from() {
    let stage = Stage::gated();
    stage.load(sie(&stage.backend, 0)).unwrap();
    stage.advance(seconds(100));

    let mut tasks: Vec<_> = (0..2)
        .map(|_| Task::started(sie_cached(&stage.backend, 0)))
        .collect();
    stage.backend.set(FAILS);
    stage.backend.gate().open_for_good();
    settle(&mut tasks);

    for task in tasks {
        let answer = task.output.unwrap().unwrap();
        assert_eq!((answer.source, answer.stale), (Source::Memory, true));
        assert_eq!(answer.age, seconds(100));
    }
}

#[test]
fn without_a_fallback_those_who_wait_share_the_failure() {
    let stage = Stage::gated();
    stage.backend.set(FAILS);

    let mut tasks: Vec<_> = (0..10)
        .map(|_| Task::started(sie(&stage.backend, 0)))
        .collect();
    stage.backend.gate().open_for_good();
    settle(&mut tasks);

    assert!(
        tasks
            .iter()
            .all(|task| task.output == Some(Err(Failure::Broken)))
    );
    assert_eq!(stage.reads(), 1);
}

#[test]
fn a_panic_is_a_failure_like_any_other() {
    let stage = Stage::gated();
    stage.load(sie(&stage.backend, 0)).unwrap();
    stage.backend.set(PANICS);
    stage.advance(seconds(100));

    let mut tasks: Vec<_> = (0..10)
        .map(|_| Task::started(sie(&stage.backend, 0)))
        .collect();
    stage.backend.gate().open_for_good();
    settle(&mut tasks);
    assert!(tasks.iter().all(|task| task.output == Some(Ok(0))));
    assert_eq!(
        stage.call(sie(&stage.backend, 0)),
        Ok(0),
        "and it is throttled"
    );

    let counts = stage.counts("sie");
    assert_eq!(
        (counts.loads, counts.load_panics, counts.load_cancellations),
        (2, 1, 0)
    );
}

#[test]
fn a_panic_without_a_fallback_reaches_its_own_caller_alone() {
    let stage = Stage::gated();
    stage.backend.set(PANICS);

    let mut tasks: Vec<_> = (0..3)
        .map(|_| Task::started(sie(&stage.backend, 0)))
        .collect();
    stage.backend.gate().open();
    let panicked = catch_unwind(AssertUnwindSafe(|| tasks[0].step()));
    assert!(panicked.is_err());
    tasks[0].cancel();
    stage.backend.set(WORKS);
    stage.backend.gate().open_for_good();
    settle(&mut tasks);

    assert!(tasks[1..].iter().all(|task| task.output == Some(Ok(0))));
    assert_eq!((stage.reads(), stage.counts("sie").load_panics), (2, 1));
}

#[test]
fn an_error_with_a_ttl_of_its_own_does_not_take_the_place_of_a_fallback() {
    let stage = Stage::open();
    stage.call(with_error_ttl(&stage.backend, 0)).unwrap();
    stage.backend.set(FAILS);
    stage.advance(seconds(100));

    assert_eq!(stage.call(with_error_ttl(&stage.backend, 0)), Ok(0));
    stage.advance(seconds(59));
    assert_eq!(stage.call(with_error_ttl(&stage.backend, 0)), Ok(0));
}

#[test]
fn an_error_with_a_ttl_of_its_own_has_no_window() {
    let stage = Stage::open();
    stage.backend.set(FAILS);
    let broken = Err(Failure::Broken);

    assert_eq!(stage.call(with_error_ttl(&stage.backend, 0)), broken);
    stage.advance(just_before(seconds(10)));
    assert_eq!(stage.call(with_error_ttl(&stage.backend, 0)), broken);
    assert_eq!(stage.reads(), 1);
    stage.advance(MILLISECOND);
    assert_eq!(stage.call(with_error_ttl(&stage.backend, 0)), broken);
    assert_eq!(stage.call(with_error_ttl(&stage.backend, 0)), broken);

    assert_eq!(stage.reads(), 2, "it was loaded, and its error stored anew");
    assert_eq!(stage.counts("with_error_ttl").stale_hits, 0);
}

#[test]
fn an_entry_expired_by_hand_is_a_fallback_until_the_window_ends() {
    for (age, expected) in [
        (seconds(0), Ok(0)),
        (just_before(seconds(160)), Ok(0)),
        (seconds(160), Err(Failure::Broken)),
    ] {
        let stage = Stage::open();
        stage.call(sie(&stage.backend, 0)).unwrap();
        testing::run(expire_sie(0)).unwrap();
        stage.advance(age);
        stage.backend.set(FAILS);

        assert_eq!(stage.call(sie(&stage.backend, 0)), expected);
        assert_eq!(stage.reads(), 2, "it is no answer of its own");
    }
}

#[test]
fn an_entry_expired_by_hand_gives_way_to_what_is_loaded() {
    let stage = Stage::open();
    stage.call(sie(&stage.backend, 0)).unwrap();
    stage.backend.update();
    testing::run(expire_sie(0)).unwrap();

    assert_eq!(stage.call(sie(&stage.backend, 0)), Ok(1));
    assert_eq!(stage.call(sie(&stage.backend, 0)), Ok(1));
    assert_eq!(stage.reads(), 2);
}

#[test]
fn expiring_an_entry_ends_its_throttle() {
    let stage = Stage::open();
    stage.call(sie(&stage.backend, 0)).unwrap();
    stage.backend.set(FAILS);
    stage.advance(seconds(100));
    stage.call(sie(&stage.backend, 0)).unwrap();
    stage.backend.set(WORKS);
    stage.backend.update();

    testing::run(expire_sie(0)).unwrap();

    assert_eq!(
        stage.call(sie(&stage.backend, 0)),
        Ok(1),
        "what was expired by hand is no answer before the source was asked again"
    );
}

#[test]
fn after_an_invalidation_there_is_no_fallback() {
    let stage = Stage::open();
    stage.call(sie(&stage.backend, 0)).unwrap();
    stage.backend.set(FAILS);
    stage.advance(seconds(100));
    assert_eq!(stage.call(sie(&stage.backend, 0)), Ok(0));

    testing::run(invalidate_sie(0)).unwrap();

    assert_eq!(stage.call(sie(&stage.backend, 0)), Err(Failure::Broken));
}

#[test]
fn a_refresh_by_hand_tells_its_caller_of_the_failure_and_keeps_the_old_value() {
    let stage = Stage::open();
    stage.call(sie(&stage.backend, 0)).unwrap();
    stage.backend.set(FAILS);
    stage.advance(seconds(50));

    assert_eq!(
        stage.call(refresh_sie(&stage.backend, 0)),
        Err(Failure::Broken)
    );

    let entry = testing::run(peek_sie(0)).unwrap();
    assert_eq!((entry.value, entry.remaining), (0, Some(seconds(50))));
}

#[test]
fn without_a_window_a_failure_is_the_answer() {
    let stage = Stage::open();
    stage.call(without(&stage.backend, 0)).unwrap();
    stage.backend.set(FAILS);
    stage.advance(seconds(100));

    assert_eq!(stage.call(without(&stage.backend, 0)), Err(Failure::Broken));
}

#[cached(
    key = "sie-if:<id>",
    ttl = "100s",
    stale_if_error = "60s",
    cache_if = |inside: &bool| *inside,
    ignore(backend, inside)
)]
async fn sometimes(backend: &Backend, id: u64, inside: bool) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

#[test]
fn a_call_that_goes_past_the_cache_gets_nothing_from_it() {
    let stage = Stage::open();
    stage.call(sometimes(&stage.backend, 0, true)).unwrap();
    stage.backend.set(FAILS);

    for age in [seconds(0), seconds(100)] {
        stage.advance(age);
        assert_eq!(
            stage.call(sometimes(&stage.backend, 0, false)),
            Err(Failure::Broken)
        );
    }
    assert_eq!(stage.reads(), 3);
    assert_eq!(stage.call(sometimes(&stage.backend, 0, true)), Ok(0));
    assert_eq!(stage.reads(), 4, "nor does its failure quieten others");
}

#[cached(
    key = "sie-negative:<id>",
    ttl = "100s",
    negative_ttl = "10s",
    stale_if_error = "60s",
    ignore(backend)
)]
async fn negative(backend: &Backend, id: u64) -> Result<Option<u64>, Failure> {
    let row = backend.answer().await?;
    Ok((id > 0).then_some(row))
}

#[test]
fn none_with_a_ttl_of_its_own_has_no_window() {
    let stage = Stage::open();
    assert_eq!(stage.call(negative(&stage.backend, 0)), Ok(None));
    assert_eq!(stage.call(negative(&stage.backend, 1)), Ok(Some(0)));
    stage.backend.set(FAILS);

    stage.advance(just_before(seconds(10)));
    assert_eq!(stage.call(negative(&stage.backend, 0)), Ok(None));
    stage.advance(MILLISECOND);
    assert_eq!(
        stage.call(negative(&stage.backend, 0)),
        Err(Failure::Broken)
    );
    stage.advance(seconds(149));
    assert_eq!(stage.call(negative(&stage.backend, 1)), Ok(Some(0)));
}

#[test]
fn a_load_dropped_by_its_caller_is_no_failure_of_the_source() {
    let stage = Stage::gated();
    stage.load(sie(&stage.backend, 0)).unwrap();
    stage.advance(seconds(100));

    let mut dropped = Task::started(sie(&stage.backend, 0));
    dropped.cancel();
    stage.backend.update();
    let mut next = Task::started(sie(&stage.backend, 0));
    assert_eq!((stage.reads(), next.is_done()), (3, false));
    stage.backend.gate().open();
    next.step();

    assert_eq!(next.output, Some(Ok(1)));
}
