//! Which window wins where several are on.

use super::{Backend, FAILS, Failure, MILLISECOND, Stage, WORKS, just_before, millis, seconds};
use crate::polling::Task;
use cache_runtime::{cached, testing};
use std::time::Duration;

#[cached(
    key = "windows:<id>",
    ttl = "100s",
    refresh_ahead = 0.8,
    stale_while_revalidate = "30s",
    stale_if_error = "60s",
    ignore(backend)
)]
async fn windows(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

/// What a call gets, and whether it, or a refresh, has asked the source.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    /// None: it waits for the source.
    answer: Option<u64>,
    asked: bool,
}

const FRESH: Seen = Seen {
    answer: Some(0),
    asked: false,
};
const REFRESHED: Seen = Seen {
    answer: Some(0),
    asked: true,
};
const WAITS: Seen = Seen {
    answer: None,
    asked: true,
};

/// What the first call after so long sees, with a source that hangs; and with one that fails.
fn first_call_at(age: Duration) -> (Seen, Result<u64, Failure>) {
    let stage = Stage::gated();
    stage.load(windows(&stage.backend, 0)).unwrap();
    stage.advance(age);
    let mut call = Task::started(windows(&stage.backend, 0));
    let asked = !call.is_done() || !Task::started(testing::settle(&stage.cache)).is_done();
    if asked {
        stage.backend.gate().entered_blocking(2);
    }
    let seen = Seen {
        answer: call.output.map(Result::unwrap),
        asked,
    };
    stage.backend.set(FAILS);
    stage.backend.gate().open_for_good();
    testing::settle_blocking(&stage.cache);
    call.step();
    let answer = call.output.unwrap();
    (seen, answer)
}

#[test]
fn each_window_begins_where_the_one_before_it_ends() {
    let broken = Err(Failure::Broken);
    for (age, expected, answer) in [
        (seconds(0), FRESH, Ok(0)),
        (just_before(seconds(80)), FRESH, Ok(0)),
        (seconds(80), REFRESHED, Ok(0)),
        (just_before(seconds(100)), REFRESHED, Ok(0)),
        (seconds(100), REFRESHED, Ok(0)),
        (just_before(seconds(130)), REFRESHED, Ok(0)),
        (seconds(130), WAITS, Ok(0)),
        (just_before(seconds(160)), WAITS, Ok(0)),
        (seconds(160), WAITS, broken),
    ] {
        assert_eq!(first_call_at(age), (expected, answer), "after {age:?}");
    }
}

#[test]
fn a_throttle_goes_on_over_the_ends_of_windows() {
    let stage = Stage::open();
    stage.call(windows(&stage.backend, 0)).unwrap();
    stage.backend.set(FAILS);
    // A refresh ahead fails, and one at 125 s.
    for (age, reads) in [
        (seconds(99), 2),
        (seconds(100), 2),
        (just_before(seconds(129)), 2),
        (seconds(129), 3),
        (seconds(130), 3),
        (just_before(seconds(159)), 3),
        (seconds(159), 4),
        (just_before(seconds(160)), 4),
    ] {
        let now = testing::run(peek_windows(0)).unwrap().age;
        stage.advance(age.checked_sub(now).unwrap());
        assert_eq!(stage.call(windows(&stage.backend, 0)), Ok(0));
        assert_eq!(stage.reads(), reads, "after {age:?}");
    }
    stage.advance(MILLISECOND);
    assert_eq!(stage.call(windows(&stage.backend, 0)), Err(Failure::Broken));
}

#[test]
fn an_entry_expired_by_hand_is_a_fallback_whatever_window_it_is_in() {
    for (age, expected) in [
        (seconds(0), Ok(0)),
        (seconds(90), Ok(0)),
        (seconds(110), Ok(0)),
        (just_before(seconds(160)), Ok(0)),
        (seconds(160), Err(Failure::Broken)),
    ] {
        let stage = Stage::gated();
        stage.load(windows(&stage.backend, 0)).unwrap();
        stage.advance(age);
        testing::run(expire_windows(0)).unwrap();

        let mut call = Task::started(windows(&stage.backend, 0));
        assert!(!call.is_done(), "after {age:?} it is no answer of its own");
        stage.backend.set(FAILS);
        stage.backend.gate().open_for_good();
        call.step();
        assert_eq!(call.output, Some(expected), "after {age:?}");
    }
}

#[test]
fn a_source_that_comes_back_within_any_window_ends_it() {
    for age in [seconds(90), seconds(110), seconds(150)] {
        let stage = Stage::open();
        stage.call(windows(&stage.backend, 0)).unwrap();
        stage.backend.update();
        stage.backend.set(WORKS);
        stage.advance(age);
        stage.call(windows(&stage.backend, 0)).unwrap();

        let entry = testing::run(windows_cached(&stage.backend, 0)).unwrap();
        assert_eq!(
            (entry.value, entry.stale, entry.age),
            (1, false, Duration::ZERO)
        );
        assert_eq!(stage.reads(), 2);
    }
}

#[cached(
    key = "windows-with:<id>",
    ttl = "1h",
    ttl_with = |row: &u64| Duration::from_secs(10 + row),
    stale_while_revalidate = "5s",
    stale_if_error = "10s",
    ignore(backend)
)]
async fn with(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

#[test]
fn windows_begin_where_the_ttl_of_the_value_ends() {
    let stage = Stage::open();
    stage.call(with(&stage.backend, 7)).unwrap();
    stage.backend.set(FAILS);
    stage.advance(just_before(seconds(17)));
    stage.call(with(&stage.backend, 7)).unwrap();
    assert_eq!(stage.reads(), 1);
    stage.advance(MILLISECOND);
    stage.call(with(&stage.backend, 7)).unwrap();
    assert_eq!((stage.reads(), stage.counts("with").refreshes), (2, 1));
    stage.advance(just_before(seconds(10)));
    stage.call(with(&stage.backend, 7)).unwrap();
    stage.advance(MILLISECOND);

    assert_eq!(stage.call(with(&stage.backend, 7)), Err(Failure::Broken));
}

#[cached(
    key = "windows-jitter:<id>",
    ttl = "100s",
    jitter = 0.5,
    stale_while_revalidate = "30s",
    stale_if_error = "60s",
    ignore(backend)
)]
async fn jittered(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

#[test]
fn jitter_moves_the_beginning_of_the_windows_and_not_their_lengths() {
    for _ in 0..20 {
        let stage = Stage::gated();
        let entry = stage.load(jittered_cached(&stage.backend, 0)).unwrap();
        let life = entry.remaining.unwrap();
        stage.advance(just_before(life));
        assert_eq!(testing::run(jittered(&stage.backend, 0)), Ok(0));
        assert!(Task::started(testing::settle(&stage.cache)).is_done());
        stage.advance(seconds(30));
        assert_eq!(testing::run(jittered(&stage.backend, 0)), Ok(0));
        stage.backend.set(FAILS);
        stage.backend.gate().open_for_good();
        testing::settle_blocking(&stage.cache);
        stage.advance(seconds(30));
        assert_eq!(testing::run(jittered(&stage.backend, 0)), Ok(0));
        assert_eq!(stage.reads(), 3, "past the throttle the source is asked");
        stage.advance(MILLISECOND);
        assert_eq!(
            testing::run(jittered(&stage.backend, 0)),
            Err(Failure::Broken)
        );
    }
}

#[cached(
    key = "windows-alone:<id>",
    ttl = "100s",
    stampede = "none",
    stale_while_revalidate = "30s",
    stale_if_error = "60s",
    ignore(backend)
)]
async fn alone(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

#[test]
fn where_callers_do_not_wait_for_each_other_one_refreshes_still() {
    let stage = Stage::gated();
    stage.load(alone(&stage.backend, 0)).unwrap();
    stage.advance(seconds(100));
    for _ in 0..10 {
        assert_eq!(testing::run(alone(&stage.backend, 0)), Ok(0));
    }
    stage.backend.gate().entered_blocking(2);
    stage.advance(seconds(30));
    let mut tasks: Vec<_> = (0..10)
        .map(|_| Task::started(alone(&stage.backend, 0)))
        .collect();
    assert_eq!(stage.reads(), 12, "past the window each loads for itself");
    stage.backend.set(FAILS);
    stage.backend.gate().open_for_good();
    testing::settle_blocking(&stage.cache);
    crate::polling::settle(&mut tasks);

    assert!(tasks.iter().all(|task| task.output == Some(Ok(0))));
    stage.advance(millis(1));
    assert_eq!(testing::run(alone(&stage.backend, 0)), Ok(0));
    assert_eq!(stage.reads(), 12, "the throttle is that of all of them");
}

#[cached(
    key = "windows-negative:<id>",
    ttl = "100s",
    negative_ttl = "10s",
    error_ttl = "5s",
    refresh_ahead = 0.5,
    stale_while_revalidate = "30s",
    stale_if_error = "60s",
    ignore(backend)
)]
async fn negative(backend: &Backend, id: u64) -> Result<Option<u64>, Failure> {
    let row = backend.answer().await?;
    Ok((row > id).then_some(row))
}

#[test]
fn none_with_a_ttl_of_its_own_is_never_an_answer_past_it() {
    let stage = Stage::open();
    assert_eq!(stage.call(negative(&stage.backend, 0)), Ok(None));
    stage.backend.update();
    stage.advance(seconds(10));

    assert_eq!(stage.call(negative(&stage.backend, 0)), Ok(Some(1)));
    assert_eq!(stage.counts("negative").stale_hits, 0);
}

#[test]
fn an_error_with_a_ttl_of_its_own_is_never_an_answer_past_it() {
    let stage = Stage::open();
    stage.backend.set(FAILS);
    assert!(stage.call(negative(&stage.backend, 0)).is_err());
    stage.backend.set(WORKS);
    stage.backend.update();
    stage.advance(seconds(5));

    assert_eq!(stage.call(negative(&stage.backend, 0)), Ok(Some(1)));
    assert_eq!(stage.counts("negative").stale_hits, 0);
}

#[test]
fn none_takes_the_place_of_a_stale_value() {
    let stage = Stage::open();
    stage.backend.update();
    assert_eq!(stage.call(negative(&stage.backend, 0)), Ok(Some(1)));
    stage.advance(seconds(100));
    assert_eq!(stage.call(negative(&stage.backend, 0)), Ok(Some(1)));
    testing::run(put_negative(0, None)).unwrap();

    assert_eq!(stage.call(negative(&stage.backend, 0)), Ok(None));
    stage.advance(seconds(10));
    assert_eq!(stage.call(negative(&stage.backend, 0)), Ok(Some(1)));
}
