//! The old value is the answer while it is refreshed.

use super::{FAILS, Failure, MILLISECOND, PANICS, Stage, WORKS, just_before, millis, seconds};
use crate::freshness::Backend;
use crate::polling::{Task, poll, settle};
use cache_runtime::{Cache, Source, cached, testing};
use std::pin::pin;
use std::task::Poll;

#[cached(
    key = "swr:<id>",
    ttl = "100s",
    stale_while_revalidate = "30s",
    ignore(backend)
)]
async fn swr(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

#[cached(
    key = "swr-long:<id>",
    ttl = "100s",
    stale_while_revalidate = "1h",
    ignore(backend)
)]
async fn long(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

#[cached(key = "swr-none:<id>", ttl = "100s", ignore(backend))]
async fn plain(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

#[test]
fn the_window_begins_with_the_millisecond_in_which_the_ttl_ends() {
    let stage = Stage::open();
    stage.call(swr(&stage.backend, 0)).unwrap();
    stage.backend.update();

    stage.advance(just_before(seconds(100)));
    assert_eq!(stage.call(swr(&stage.backend, 0)), Ok(0));
    assert_eq!(stage.reads(), 1, "it is fresh still");
    stage.advance(MILLISECOND);
    assert_eq!(
        stage.call(swr(&stage.backend, 0)),
        Ok(0),
        "the old value is the answer"
    );
    assert_eq!(stage.reads(), 2, "and it was refreshed");
    assert_eq!(stage.call(swr(&stage.backend, 0)), Ok(1));
    assert_eq!(stage.reads(), 2);
}

#[test]
fn in_the_last_millisecond_of_the_window_nobody_waits() {
    let stage = Stage::gated();
    stage.load(swr(&stage.backend, 0)).unwrap();

    stage.advance(just_before(seconds(130)));
    assert_eq!(poll(pin!(swr(&stage.backend, 0))), Poll::Ready(Ok(0)));
}

#[test]
fn at_the_end_of_the_window_the_old_value_is_gone() {
    let stage = Stage::gated();
    stage.load(swr(&stage.backend, 0)).unwrap();
    stage.backend.update();

    stage.advance(seconds(130));
    assert!(testing::run(peek_swr(0)).is_none());
    let mut call = Task::started(swr(&stage.backend, 0));
    assert!(!call.is_done(), "there is nothing to answer with");
    stage.backend.gate().open();
    call.step();

    assert_eq!(call.output, Some(Ok(1)));
    assert_eq!(stage.counts("swr").stale_hits, 0);
}

#[test]
fn a_refreshed_entry_begins_a_new_life_with_a_new_window() {
    let stage = Stage::open();
    stage.call(swr(&stage.backend, 0)).unwrap();
    stage.advance(seconds(129));
    stage.backend.update();
    stage.call(swr(&stage.backend, 0)).unwrap();

    let refreshed = testing::run(peek_swr(0)).unwrap();
    assert_eq!(
        (refreshed.value, refreshed.remaining, refreshed.stale),
        (1, Some(seconds(100)), false)
    );
    stage.advance(just_before(seconds(130)));
    assert_eq!(stage.call(swr(&stage.backend, 0)), Ok(1));
    assert_eq!(stage.reads(), 3);
}

#[test]
fn of_64_callers_at_an_expiry_none_waits_and_one_refresh_runs() {
    let stage = Stage::gated();
    stage.load(swr(&stage.backend, 0)).unwrap();
    stage.backend.update();

    stage.advance(seconds(100));
    for _ in 0..64 {
        assert_eq!(poll(pin!(swr(&stage.backend, 0))), Poll::Ready(Ok(0)));
    }
    stage.backend.gate().entered_blocking(2);
    stage.backend.gate().open_for_good();
    testing::settle_blocking(&stage.cache);

    assert_eq!(stage.reads(), 2);
    assert_eq!(stage.call(swr(&stage.backend, 0)), Ok(1));
    let counts = stage.counts("swr");
    assert_eq!(
        (counts.loads, counts.refreshes, counts.coalesced),
        (2, 1, 0)
    );
    assert_eq!((counts.stale_hits, counts.hits), (64, 65));
}

#[test]
fn of_64_callers_at_the_expiry_of_a_plain_ttl_one_loads_and_the_others_wait() {
    let stage = Stage::gated();
    stage.load(plain(&stage.backend, 0)).unwrap();
    stage.backend.update();

    stage.advance(seconds(100));
    let mut tasks: Vec<_> = (0..64)
        .map(|_| Task::started(plain(&stage.backend, 0)))
        .collect();
    assert!(!tasks.iter().any(Task::is_done));
    stage.backend.gate().open_for_good();
    settle(&mut tasks);

    assert!(tasks.iter().all(|task| task.output == Some(Ok(1))));
    assert_eq!(stage.reads(), 2);
}

#[tokio::test]
async fn on_a_runtime_the_refresh_runs_there() {
    let stage = Stage::gated();
    stage.backend.gate().open();
    swr(&stage.backend, 0).await.unwrap();
    stage.backend.update();
    stage.advance(seconds(100));

    assert_eq!(swr(&stage.backend, 0).await, Ok(0));
    assert_eq!(
        stage.reads(),
        1,
        "the one thread of the runtime has not got to it yet"
    );
    stage.backend.gate().open();
    testing::settle(&stage.cache).await;
    assert_eq!(swr(&stage.backend, 0).await, Ok(1));
    assert_eq!(stage.reads(), 2);
}

#[test]
fn threads_that_pass_an_expiry_together_refresh_once() {
    // The last look before a refresh begins may find the entry of one that has just ended.
    for _ in 0..50 {
        let stage = Stage::open();
        stage.call(long(&stage.backend, 0)).unwrap();
        stage.advance(seconds(100));
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let _entered = testing::enter(&stage.cache);
                    for _ in 0..50 {
                        testing::run(long(&stage.backend, 0)).unwrap();
                    }
                });
            }
        });
        testing::settle_blocking(&stage.cache);

        assert_eq!(stage.reads(), 2);
    }
}

#[test]
fn a_broken_source_is_asked_once_in_a_throttle_and_not_by_every_call() {
    let stage = Stage::open();
    stage.call(long(&stage.backend, 0)).unwrap();
    stage.backend.set(FAILS);
    stage.advance(seconds(100));

    for reads in 2..5 {
        assert_eq!(stage.call(long(&stage.backend, 0)), Ok(0));
        assert_eq!(stage.reads(), reads);
        stage.advance(just_before(seconds(30)));
        for _ in 0..10 {
            assert_eq!(stage.call(long(&stage.backend, 0)), Ok(0));
        }
        assert_eq!(stage.reads(), reads, "the source is left alone for 30 s");
        stage.advance(MILLISECOND);
    }
    let counts = stage.counts("long");
    assert_eq!((counts.refreshes, counts.refresh_errors), (3, 3));
    assert_eq!((counts.load_errors, counts.stale_hits), (3, 33));
}

#[test]
fn the_throttle_is_the_caches_to_choose() {
    let stage = Stage::built(Cache::builder().stale_throttle(millis(250)));
    stage.call(long(&stage.backend, 0)).unwrap();
    stage.backend.set(FAILS);
    stage.advance(seconds(100));
    stage.call(long(&stage.backend, 0)).unwrap();

    stage.advance(millis(249));
    stage.call(long(&stage.backend, 0)).unwrap();
    assert_eq!(stage.reads(), 2);
    stage.advance(MILLISECOND);
    stage.call(long(&stage.backend, 0)).unwrap();
    assert_eq!(stage.reads(), 3);
}

#[test]
fn a_throttle_of_one_key_is_none_of_another() {
    let stage = Stage::open();
    stage.call(long(&stage.backend, 1)).unwrap();
    stage.call(long(&stage.backend, 2)).unwrap();
    stage.backend.set(FAILS);
    stage.advance(seconds(100));

    stage.call(long(&stage.backend, 1)).unwrap();
    stage.call(long(&stage.backend, 1)).unwrap();
    stage.call(long(&stage.backend, 2)).unwrap();

    assert_eq!(stage.reads(), 4);
}

#[test]
fn a_source_that_recovers_is_found_by_the_first_call_after_the_throttle() {
    let stage = Stage::open();
    stage.call(long(&stage.backend, 0)).unwrap();
    stage.backend.set(FAILS);
    stage.advance(seconds(100));
    stage.call(long(&stage.backend, 0)).unwrap();
    stage.backend.set(WORKS);
    stage.backend.update();

    stage.advance(seconds(30));
    assert_eq!(stage.call(long(&stage.backend, 0)), Ok(0));
    assert_eq!(stage.call(long(&stage.backend, 0)), Ok(1));
    stage.backend.set(FAILS);
    stage.advance(seconds(100));
    stage.call(long(&stage.backend, 0)).unwrap();
    assert_eq!(stage.reads(), 4, "a new entry is not throttled");
}

#[test]
fn no_throttle_lasts_longer_than_the_window() {
    let stage = Stage::open();
    stage.call(swr(&stage.backend, 0)).unwrap();
    stage.backend.set(FAILS);
    stage.advance(seconds(120));
    assert_eq!(stage.call(swr(&stage.backend, 0)), Ok(0));

    stage.advance(just_before(seconds(10)));
    assert_eq!(stage.call(swr(&stage.backend, 0)), Ok(0));
    stage.advance(MILLISECOND);
    assert_eq!(stage.call(swr(&stage.backend, 0)), Err(Failure::Broken));
    assert_eq!(stage.reads(), 3);
}

#[test]
fn who_comes_after_the_window_waits_for_the_refresh_that_hangs() {
    let stage = Stage::gated();
    stage.load(swr(&stage.backend, 0)).unwrap();
    stage.backend.update();
    stage.advance(seconds(100));
    assert!(poll(pin!(swr(&stage.backend, 0))).is_ready());
    stage.backend.gate().entered_blocking(2);

    stage.advance(seconds(30));
    let mut late = Task::started(swr(&stage.backend, 0));
    assert!(!late.is_done());
    stage.backend.gate().open();
    testing::settle_blocking(&stage.cache);
    late.step();

    assert_eq!(late.output, Some(Ok(1)));
    assert_eq!(stage.reads(), 2, "one load, and no second beside it");
}

#[test]
fn a_refresh_that_panics_is_counted_and_costs_nobody_an_answer() {
    let stage = Stage::open();
    stage.call(long(&stage.backend, 0)).unwrap();
    stage.backend.set(PANICS);
    stage.advance(seconds(100));

    for _ in 0..5 {
        assert_eq!(stage.call(long(&stage.backend, 0)), Ok(0));
    }

    let counts = stage.counts("long");
    assert_eq!((counts.loads, counts.load_panics), (2, 1));
    assert_eq!((counts.refreshes, counts.refresh_errors), (1, 1));
    assert_eq!((counts.load_errors, counts.load_cancellations), (0, 0));
}

#[test]
fn a_stale_answer_says_that_it_is_one() {
    let stage = Stage::gated();
    stage.load(swr(&stage.backend, 0)).unwrap();
    stage.advance(seconds(101));

    let answer = testing::run(swr_cached(&stage.backend, 0)).unwrap();

    assert_eq!(
        (answer.value, answer.source, answer.stale),
        (0, Source::Memory, true)
    );
    assert_eq!(
        (answer.age, answer.remaining),
        (seconds(101), Some(seconds(0)))
    );
}

#[test]
fn an_entry_expired_by_hand_is_no_answer() {
    for age in [seconds(50), seconds(110)] {
        let stage = Stage::gated();
        stage.load(swr(&stage.backend, 0)).unwrap();
        stage.advance(age);
        stage.backend.update();
        testing::run(expire_swr(0)).unwrap();

        assert_eq!(stage.load(swr(&stage.backend, 0)), Ok(1));
        assert_eq!(stage.counts("swr").stale_hits, 0);
    }
}

#[test]
fn a_value_put_by_hand_has_the_window_too() {
    let stage = Stage::open();
    testing::run(put_swr(0, 7)).unwrap();

    stage.advance(just_before(seconds(130)));

    assert_eq!(stage.call(swr(&stage.backend, 0)), Ok(7));
    assert_eq!(stage.call(swr(&stage.backend, 0)), Ok(0));
}

#[test]
fn an_entry_stays_in_memory_to_the_end_of_its_window_and_no_longer() {
    let stage = Stage::open();
    stage.call(swr(&stage.backend, 0)).unwrap();

    stage.advance(just_before(seconds(130)));
    stage.cache.sweep();
    assert_eq!(stage.counts("swr").entries, 1);
    stage.advance(MILLISECOND);
    stage.cache.sweep();

    let counts = stage.counts("swr");
    assert_eq!((counts.entries, counts.expirations), (0, 1));
}

#[cached(
    key = "swr-unless:<id>",
    ttl = "100s",
    stale_while_revalidate = "30s",
    unless = |row: &u64| *row == 1,
    ignore(backend)
)]
async fn unless(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

#[test]
fn a_refresh_whose_value_is_not_wanted_takes_the_old_one_away() {
    let stage = Stage::open();
    stage.call(unless(&stage.backend, 0)).unwrap();
    stage.backend.update();
    stage.advance(seconds(100));

    assert_eq!(stage.call(unless(&stage.backend, 0)), Ok(0));

    assert!(testing::run(peek_unless(0)).is_none());
    assert_eq!(stage.counts("unless").unwanted, 1);
}

#[test]
fn a_refresh_finds_no_room_is_counted_and_asked_for_again() {
    let stage = Stage::closed(Cache::builder().background_refreshes(2));
    for id in 0..3 {
        stage.load(long(&stage.backend, id)).unwrap();
    }
    stage.advance(seconds(100));

    for id in 0..3 {
        assert_eq!(poll(pin!(long(&stage.backend, id))), Poll::Ready(Ok(id)));
    }
    stage.backend.gate().entered_blocking(5);
    let counts = stage.counts("long");
    assert_eq!((counts.refreshes_refused, counts.loads_running), (1, 2));
    stage.backend.gate().open_for_good();
    testing::settle_blocking(&stage.cache);
    assert_eq!(stage.reads(), 5);
    stage.advance(millis(99));
    stage.call(long(&stage.backend, 2)).unwrap();
    assert_eq!(stage.reads(), 5, "it is not asked for by every call");
    stage.advance(MILLISECOND);
    stage.call(long(&stage.backend, 2)).unwrap();

    let counts = stage.counts("long");
    assert_eq!(
        (stage.reads(), counts.refreshes, counts.refreshes_refused),
        (6, 3, 1)
    );
}
