//! Refreshes with nobody asking.

use super::{Backend, FAILS, Failure, MILLISECOND, Stage, just_before, seconds};
use crate::polling::Task;
use cache_runtime::{Cache, cached, context, testing};
use std::time::Duration;

#[cached(
    key = "schedule:<id>",
    ttl = "100s",
    refresh_every = "10s",
    idle_after = "25s",
    ignore(backend)
)]
async fn scheduled(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

#[cached(
    key = "schedule-long:<id>",
    ttl = "1h",
    refresh_every = "10s",
    ignore(backend)
)]
async fn long(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

/// Moves the clock, and waits until the source has been asked so often and what it said is stored.
#[track_caller]
fn advance_until(stage: &Stage, duration: Duration, reads: u64) {
    stage.advance(duration);
    eventually("the schedule asks the source", || stage.reads() >= reads);
    testing::settle_blocking(&stage.cache);
}

/// Waits until what is due on the schedule has been seen to: a witness that is due in the same millisecond comes last.
struct Witness<'a> {
    stage: &'a Stage,
    backend: Backend,
}

impl<'a> Witness<'a> {
    /// One that is due 10 s from now, again and again.
    fn begin(stage: &'a Stage) -> Self {
        let backend = Backend::default();
        backend.gate().open_for_good();
        stage.call(long(&backend, 1)).unwrap();
        Self { stage, backend }
    }

    fn advance(&self, duration: Duration) {
        let reads = self.backend.reads();
        self.stage.advance(duration);
        self.backend.gate().entered_blocking(reads + 1);
        testing::settle_blocking(&self.stage.cache);
    }
}

#[track_caller]
fn eventually(what: &str, holds: impl Fn() -> bool) {
    let begun = std::time::Instant::now();
    while !holds() {
        assert!(begun.elapsed() < Duration::from_secs(30), "{what}");
        std::thread::yield_now();
    }
}

#[test]
fn an_entry_is_refreshed_at_the_interval_to_the_millisecond() {
    let stage = Stage::open();
    let witness = Witness::begin(&stage);
    stage.advance(MILLISECOND);
    stage.call(scheduled(&stage.backend, 0)).unwrap();
    stage.backend.update();

    witness.advance(just_before(seconds(10)));
    assert_eq!(stage.reads(), 1, "it is due a millisecond later");
    advance_until(&stage, MILLISECOND, 2);
    let entry = testing::run(peek_scheduled(0)).unwrap();
    assert_eq!((entry.value, entry.age), (1, Duration::ZERO));
    witness.advance(just_before(seconds(10)));
    assert_eq!(stage.reads(), 2);
    advance_until(&stage, MILLISECOND, 3);

    let counts = stage.counts("scheduled");
    assert_eq!((counts.loads, counts.refreshes, counts.hits), (3, 2, 0));
    stage.shut_down();
}

#[test]
fn a_key_that_nobody_asks_for_leaves_the_schedule() {
    let stage = Stage::open();
    stage.call(scheduled(&stage.backend, 0)).unwrap();
    assert_eq!(stage.cache.stats().scheduled, 1);
    advance_until(&stage, seconds(10), 2);
    advance_until(&stage, seconds(10), 3);

    stage.advance(seconds(10));
    eventually("30 s after the last call it is idle", || {
        stage.cache.stats().scheduled == 0
    });
    testing::settle_blocking(&stage.cache);

    assert_eq!(stage.reads(), 3);
    stage.advance(seconds(80));
    stage.call(scheduled(&stage.backend, 0)).unwrap();
    assert_eq!(stage.reads(), 3, "it lives by its ttl from then on");
    assert_eq!(stage.cache.stats().scheduled, 0);
    stage.advance(seconds(10));
    stage.call(scheduled(&stage.backend, 0)).unwrap();
    assert_eq!((stage.reads(), stage.cache.stats().scheduled), (4, 1));
    stage.shut_down();
}

#[test]
fn idleness_begins_to_the_millisecond() {
    // Runs are due at 10 s, 20 s and 30 s; the last hit is at 5 s, or a millisecond later.
    for (hit, refreshed) in [(seconds(5), false), (seconds(5) + MILLISECOND, true)] {
        let stage = Stage::open();
        stage.call(scheduled(&stage.backend, 0)).unwrap();
        stage.advance(hit);
        stage.call(scheduled(&stage.backend, 0)).unwrap();
        advance_until(&stage, seconds(10).saturating_sub(hit), 2);
        advance_until(&stage, seconds(10), 3);
        stage.advance(seconds(10));
        if refreshed {
            stage.backend.gate().entered_blocking(4);
            testing::settle_blocking(&stage.cache);
            assert_eq!(stage.cache.stats().scheduled, 1);
        } else {
            eventually("it is idle", || stage.cache.stats().scheduled == 0);
            assert_eq!(stage.reads(), 3);
        }
        stage.shut_down();
    }
}

#[test]
fn whoever_asks_right_after_each_refresh_keeps_the_key_on_the_schedule() {
    let stage = Stage::open();
    stage.call(scheduled(&stage.backend, 0)).unwrap();
    for reads in 2..20 {
        advance_until(&stage, seconds(10), reads);
        assert_eq!(testing::run(scheduled(&stage.backend, 0)), Ok(0));
    }

    assert_eq!(stage.cache.stats().scheduled, 1);
    stage.shut_down();
}

#[test]
fn an_entry_that_is_gone_leaves_the_schedule_and_is_not_brought_back() {
    let stage = Stage::open();
    stage.call(scheduled(&stage.backend, 0)).unwrap();
    testing::run(invalidate_scheduled(0)).unwrap();

    stage.advance(seconds(10));
    eventually("it is gone", || stage.cache.stats().scheduled == 0);
    testing::settle_blocking(&stage.cache);

    assert_eq!(stage.reads(), 1);
    assert!(testing::run(peek_scheduled(0)).is_none());
}

#[test]
fn only_so_many_keys_are_on_the_schedule() {
    let stage = Stage::built(Cache::builder().scheduled_keys(2));
    for id in 0..5 {
        stage.call(scheduled(&stage.backend, id)).unwrap();
    }

    assert_eq!(stage.cache.stats().scheduled, 2);
    assert_eq!(stage.counts("scheduled").refreshes_refused, 3);
    advance_until(&stage, seconds(10), 7);
    assert_eq!(stage.reads(), 7, "the others live by their ttl");
    stage.shut_down();
}

#[test]
fn a_load_by_hand_takes_the_place_of_the_job_that_was_there() {
    let stage = Stage::open();
    stage.call(scheduled(&stage.backend, 0)).unwrap();
    let witness = Witness::begin(&stage);
    stage.advance(seconds(5));
    stage.call(refresh_scheduled(&stage.backend, 0)).unwrap();
    assert_eq!(stage.cache.stats().scheduled, 2);

    witness.advance(seconds(5));
    assert_eq!(stage.reads(), 2, "it is due 10 s after the load by hand");
    advance_until(&stage, seconds(5), 3);
    stage.shut_down();
}

#[test]
fn a_source_that_fails_is_left_alone_for_the_throttle_by_the_schedule_too() {
    let stage = Stage::open();
    stage.call(long(&stage.backend, 0)).unwrap();
    let witness = Witness::begin(&stage);
    stage.backend.set(FAILS);
    witness.advance(seconds(10));
    assert_eq!(stage.reads(), 2);

    for _ in 0..2 {
        witness.advance(seconds(10));
        assert_eq!(stage.reads(), 2);
    }
    witness.advance(seconds(10));
    assert_eq!(stage.reads(), 3, "30 s later it is asked again");
    let counts = stage.counts("long");
    assert_eq!((counts.refresh_errors, counts.stale_hits), (2, 0));
    assert_eq!(testing::run(long(&stage.backend, 0)), Ok(0));
    stage.shut_down();
}

#[test]
fn a_refresh_that_hangs_gets_no_second_one_beside_it() {
    let stage = Stage::gated();
    stage.load(long(&stage.backend, 0)).unwrap();
    let witness = Witness::begin(&stage);
    let reads = witness.backend.reads();
    stage.advance(seconds(10));
    stage.backend.gate().entered_blocking(2);
    stage.advance(seconds(10));
    witness.backend.gate().entered_blocking(reads + 2);

    assert_eq!(stage.reads(), 2);
    assert_eq!(testing::run(long(&stage.backend, 0)), Ok(0), "nobody waits");
    stage.shut_down();
}

#[test]
fn past_the_ttl_callers_join_a_scheduled_refresh() {
    let stage = Stage::gated();
    stage.load(scheduled(&stage.backend, 0)).unwrap();
    stage.backend.update();
    stage.advance(seconds(10));
    stage.backend.gate().entered_blocking(2);
    stage.advance(seconds(90));
    eventually(
        "the key is idle by then, and no other refresh begins",
        || stage.cache.stats().scheduled == 0,
    );

    let mut call = Task::started(scheduled(&stage.backend, 0));
    assert!(!call.is_done());
    stage.backend.gate().open();
    testing::settle_blocking(&stage.cache);
    call.step();

    assert_eq!((call.output, stage.reads()), (Some(Ok(1)), 2));
    stage.shut_down();
}

#[cached(
    key = "schedule-if:<id>",
    ttl = "1h",
    refresh_every = "10s",
    cache_if = |inside: &bool| *inside,
    ignore(backend, inside)
)]
async fn sometimes(backend: &Backend, id: u64, inside: bool) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

#[test]
fn a_call_that_goes_past_the_cache_is_not_repeated() {
    let stage = Stage::open();
    stage.call(sometimes(&stage.backend, 0, false)).unwrap();
    assert_eq!(stage.cache.stats().scheduled, 0);

    stage.call(sometimes(&stage.backend, 0, true)).unwrap();
    let other = Backend::default();
    other.gate().open_for_good();
    stage.call(sometimes(&other, 0, false)).unwrap();
    advance_until(&stage, seconds(10), 3);
    assert_eq!(
        other.reads(),
        1,
        "the arguments of the call that was let in are those of the refresh"
    );
    stage.shut_down();
}

#[cached(
    key = "schedule-not:<id>",
    ttl = "1h",
    refresh_every = "10s",
    ignore(backend)
)]
async fn not_stored(backend: &Backend, id: u64) -> Result<u64, Failure> {
    context::no_store();
    Ok(backend.answer().await? + id)
}

#[test]
fn what_is_not_stored_is_not_repeated() {
    let stage = Stage::open();
    stage.call(not_stored(&stage.backend, 0)).unwrap();
    stage.advance(seconds(10));
    eventually("there is nothing to refresh", || {
        stage.cache.stats().scheduled == 0
    });
    testing::settle_blocking(&stage.cache);

    assert_eq!(stage.reads(), 1);
}

#[test]
fn a_call_that_fails_is_not_repeated() {
    let stage = Stage::open();
    stage.backend.set(FAILS);
    stage.call(scheduled(&stage.backend, 0)).unwrap_err();

    assert_eq!(stage.cache.stats().scheduled, 0);
}

#[cached(
    key = "schedule-sync:<id>",
    ttl = "1h",
    refresh_every = "10s",
    ignore(backend)
)]
fn blocking(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer_blocking()? + id)
}

#[test]
fn a_sync_function_is_refreshed_on_the_schedule_too() {
    let stage = Stage::open();
    blocking(&stage.backend, 0).unwrap();
    stage.backend.update();
    advance_until(&stage, seconds(10), 2);

    assert_eq!(blocking(&stage.backend, 0), Ok(1));
    stage.shut_down();
}

#[tokio::test]
async fn on_a_runtime_the_refreshes_run_there() {
    let stage = Stage::open();
    scheduled(&stage.backend, 0).await.unwrap();
    stage.backend.update();
    stage.advance(seconds(10));
    stage.backend.gate().entered(2).await;
    testing::settle(&stage.cache).await;

    assert_eq!(scheduled(&stage.backend, 0).await, Ok(1));
    stage.shut_down();
}

#[test]
fn a_key_that_was_called_on_a_runtime_of_the_past_is_refreshed_elsewhere() {
    let stage = Stage::open();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(scheduled(&stage.backend, 0)).unwrap();
    drop(runtime);

    // The refresh that finds out about it is lost; the next one is not.
    let witness = Witness::begin(&stage);
    witness.advance(seconds(10));
    assert_eq!(stage.reads(), 1);
    advance_until(&stage, seconds(10), 2);

    stage.shut_down();
}
