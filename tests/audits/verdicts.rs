//! What an audit comes to.

use super::{Backend, Broken, FAILS, ON_ITS_WAY, PANICS, Stage, WORKS};
use crate::time::{MILLISECOND, just_before, millis, seconds};
use cache_runtime::{Cache, cached, testing};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

#[cached(
    key = "audited:<id>",
    ttl = "forever",
    audit = 1,
    tags = ["audited"],
    ignore(backend)
)]
async fn audited(backend: &Backend, id: u64) -> Result<u64, Broken> {
    Ok(backend.answer().await? + id)
}

#[cached(
    key = "audited-timed:<id>",
    ttl = "1h",
    audit = 1,
    timeout = "1s",
    ignore(backend)
)]
async fn timed(backend: &Backend, id: u64) -> Result<u64, Broken> {
    Ok(backend.answer().await? + id)
}

#[cached(key = "audited-short:<id>", ttl = "90s", audit = 1, ignore(backend))]
async fn short(backend: &Backend, id: u64) -> Result<u64, Broken> {
    Ok(backend.answer().await? + id)
}

#[cached(
    key = "audited-resilient:<id>",
    ttl = "90s",
    stale_if_error = "1h",
    audit = 1,
    ignore(backend)
)]
async fn resilient(backend: &Backend, id: u64) -> Result<u64, Broken> {
    Ok(backend.answer().await? + id)
}

/// An entry, and a source that has changed since; nobody has invalidated the entry.
fn out_of_date() -> Stage {
    let stage = Stage::open();
    stage.call(audited(&stage.backend, 0)).unwrap();
    stage.backend.update();
    stage
}

/// The same, and an audit has asked the source and found another value.
fn suspected() -> Stage {
    let stage = out_of_date();
    assert_eq!(stage.call(audited(&stage.backend, 0)), Ok(0));
    stage.step();
    assert_eq!(stage.backend.reads(), 2);
    stage
}

#[test]
fn what_the_source_has_still_is_the_same() {
    let stage = Stage::open();
    stage.call(audited(&stage.backend, 0)).unwrap();
    assert_eq!(stage.call(audited(&stage.backend, 0)), Ok(0));
    stage.step();

    stage.assert_audits("audited", [1, 0, 0, 0, 0]);
    assert_eq!(stage.backend.reads(), 2);
    assert_eq!(testing::tasks_running(&stage.cache), 0);
}

#[test]
fn a_load_is_not_audited() {
    let stage = Stage::open();
    stage.call(audited(&stage.backend, 0)).unwrap();
    stage.finish();

    stage.assert_audits("audited", [0; 5]);
    assert_eq!(stage.backend.reads(), 1);
}

#[test]
fn an_answer_that_stays_out_of_date_is_stale() {
    let stage = suspected();
    stage.advance(ON_ITS_WAY);

    stage.assert_audits("audited", [0, 0, 0, 0, 1]);
    assert_eq!(stage.backend.reads(), 3);
}

#[test]
fn the_source_is_not_asked_again_before_an_invalidation_must_have_arrived() {
    let stage = suspected();
    stage.advance(just_before(ON_ITS_WAY));
    assert_eq!(stage.backend.reads(), 2);
    stage.assert_audits("audited", [0; 5]);

    stage.advance(MILLISECOND);
    assert_eq!(stage.backend.reads(), 3);
}

#[test]
fn stale_answers_are_counted_by_the_age_of_their_entry_when_it_answered() {
    let day = seconds(24 * 3600);
    let ages: [(Duration, usize); 9] = [
        (Duration::ZERO, 0),
        (seconds(1), 0),
        (millis(1_001), 1),
        (seconds(10), 1),
        (seconds(60), 2),
        (seconds(600), 3),
        (seconds(3600), 4),
        (day, 5),
        (day + MILLISECOND, 6),
    ];
    for (age, row) in ages {
        let stage = out_of_date();
        stage.advance(age);
        stage.call(audited(&stage.backend, 0)).unwrap();
        stage.step();
        stage.advance(ON_ITS_WAY);

        let mut expected = [0; 7];
        expected[row] = 1;
        assert_eq!(stage.audits("audited").stale, expected, "{age:?}");
    }
}

#[test]
fn an_invalidation_on_its_way_settles_it() {
    type Invalidate = fn(&Stage);
    let ways: [(&str, Invalidate); 5] = [
        ("key", |_| {
            testing::run(invalidate_audited(0)).unwrap();
        }),
        ("expire", |_| {
            testing::run(expire_audited(0)).unwrap();
        }),
        ("function", |_| {
            testing::run(invalidate_all_audited()).unwrap();
        }),
        ("tag", |stage| {
            testing::run(stage.cache.invalidate_tag("audited")).unwrap();
        }),
        ("put", |_| testing::run(put_audited(0, 1)).unwrap()),
    ];
    for (way, invalidate) in ways {
        let stage = suspected();
        stage.advance(just_before(ON_ITS_WAY));
        invalidate(&stage);
        stage.advance(MILLISECOND);

        stage.assert_audits("audited", [0, 1, 0, 0, 0]);
        assert_eq!(stage.backend.reads(), 2, "{way}: nothing is left to ask");
    }
}

#[test]
fn an_entry_that_was_replaced_by_an_equal_one_settles_it() {
    let stage = suspected();
    stage.advance(MILLISECOND);
    testing::run(put_audited(0, 0)).unwrap();
    stage.advance(ON_ITS_WAY);

    stage.assert_audits("audited", [0, 1, 0, 0, 0]);
}

#[test]
fn an_entry_that_was_replaced_within_the_millisecond_settles_it() {
    let stage = suspected();
    testing::run(put_audited(0, 7)).unwrap();
    stage.advance(ON_ITS_WAY);

    stage.assert_audits("audited", [0, 1, 0, 0, 0]);
}

#[test]
fn the_end_of_the_ttl_settles_it() {
    let stage = Stage::open();
    stage.call(short(&stage.backend, 0)).unwrap();
    stage.backend.update();
    stage.advance(seconds(88) + MILLISECOND);
    stage.call(short(&stage.backend, 0)).unwrap();
    stage.step();
    stage.advance(ON_ITS_WAY);
    stage.assert_audits("short", [0, 1, 0, 0, 0]);

    stage.call(short(&stage.backend, 1)).unwrap();
    stage.backend.update();
    stage.advance(just_before(seconds(88)));
    stage.call(short(&stage.backend, 1)).unwrap();
    stage.step();
    stage.advance(ON_ITS_WAY);
    stage.assert_audits("short", [0, 1, 0, 0, 1]);
}

#[test]
fn an_entry_that_is_kept_past_its_ttl_is_no_answer_and_settles_it() {
    let stage = Stage::open();
    stage.call(resilient(&stage.backend, 0)).unwrap();
    stage.backend.update();
    stage.advance(seconds(89));
    stage.call(resilient(&stage.backend, 0)).unwrap();
    stage.step();
    stage.advance(ON_ITS_WAY);

    assert!(testing::run(peek_resilient(0)).unwrap().stale);
    stage.assert_audits("resilient", [0, 1, 0, 0, 0]);
}

#[test]
fn a_source_that_comes_back_to_what_the_entry_holds_settles_it() {
    let stage = Stage::open();
    stage.call(audited(&stage.backend, 1)).unwrap();
    FLICKERS.store(true, Ordering::SeqCst);
    stage.call(flickering(&stage.backend)).unwrap();
    stage.call(flickering(&stage.backend)).unwrap();
    stage.step();
    FLICKERS.store(false, Ordering::SeqCst);
    stage.advance(ON_ITS_WAY);

    stage.assert_audits("flickering", [0, 1, 0, 0, 0]);
}

static FLICKERS: AtomicBool = AtomicBool::new(false);

/// Another number each time while it flickers, and else the first.
#[cached(
    key = "audited-flickering",
    ttl = "forever",
    audit = 1,
    ignore(backend)
)]
async fn flickering(backend: &Backend) -> Result<u64, Broken> {
    let row = backend.reads();
    backend.answer().await?;
    Ok(if FLICKERS.load(Ordering::SeqCst) {
        row
    } else {
        1
    })
}

#[test]
fn an_invalidation_during_the_second_load_settles_it() {
    let stage = Stage::gated(Cache::builder());
    let gate = &stage.backend.source.gate;
    gate.open();
    stage.call(audited(&stage.backend, 0)).unwrap();
    stage.backend.update();
    stage.call(audited(&stage.backend, 0)).unwrap();
    gate.open();
    stage.step();
    stage.advance(ON_ITS_WAY);
    assert_eq!(gate.arrivals(), 3);
    testing::run(invalidate_audited(0)).unwrap();
    gate.open();
    stage.step();

    stage.assert_audits("audited", [0, 1, 0, 0, 0]);
}

#[test]
fn an_entry_that_is_gone_before_the_source_is_asked_was_up_to_date_as_far_as_anybody_knows() {
    let stage = out_of_date();
    stage.call(audited(&stage.backend, 0)).unwrap();
    testing::run(invalidate_audited(0)).unwrap();
    stage.finish();

    stage.assert_audits("audited", [0, 1, 0, 0, 0]);
}

#[test]
fn an_error_is_a_failure_whenever_it_comes() {
    let stage = Stage::open();
    stage.call(audited(&stage.backend, 0)).unwrap();
    stage.backend.set(FAILS);
    assert_eq!(stage.call(audited(&stage.backend, 0)), Ok(0));
    stage.step();
    stage.assert_audits("audited", [0, 0, 1, 0, 0]);

    stage.backend.set(WORKS);
    stage.backend.update();
    stage.call(audited(&stage.backend, 0)).unwrap();
    stage.step();
    stage.backend.set(FAILS);
    stage.advance(ON_ITS_WAY);
    stage.assert_audits("audited", [0, 0, 2, 0, 0]);
}

#[test]
fn a_panic_is_a_failure_and_reaches_nobody() {
    let stage = Stage::open();
    stage.call(audited(&stage.backend, 0)).unwrap();
    stage.backend.set(PANICS);
    assert_eq!(stage.call(audited(&stage.backend, 0)), Ok(0));
    stage.step();

    stage.assert_audits("audited", [0, 0, 1, 0, 0]);
    assert_eq!(testing::tasks_running(&stage.cache), 0);
}

#[derive(Debug, Clone)]
struct Touchy;

impl PartialEq for Touchy {
    fn eq(&self, _: &Self) -> bool {
        panic!("nobody compares me")
    }
}

#[cached(key = "audited-touchy", ttl = "1h", audit = 1)]
async fn touchy() -> Touchy {
    std::future::ready(Touchy).await
}

#[test]
fn a_comparison_that_panics_is_a_failure() {
    let stage = Stage::open();
    stage.call(touchy());
    stage.call(touchy());
    stage.step();

    stage.assert_audits("touchy", [0, 0, 1, 0, 0]);
    assert_eq!(testing::tasks_running(&stage.cache), 0);
}

#[test]
fn a_load_that_takes_ten_times_its_timeout_is_a_failure() {
    let stage = Stage::gated(Cache::builder());
    stage.backend.source.gate.open();
    stage.call(timed(&stage.backend, 0)).unwrap();
    stage.call(timed(&stage.backend, 0)).unwrap();
    stage.step();
    stage.advance(just_before(seconds(10)));
    assert_eq!(testing::tasks_running(&stage.cache), 1);
    stage.advance(MILLISECOND);

    stage.assert_audits("timed", [0, 0, 1, 0, 0]);
    assert_eq!(testing::tasks_running(&stage.cache), 0);
}

#[test]
fn an_error_type_of_its_own_is_no_value() {
    let stage = Stage::open();
    stage.backend.set(FAILS);
    assert_eq!(stage.call(audited(&stage.backend, 0)), Err(Broken));
    stage.finish();

    stage.assert_audits("audited", [0; 5]);
}
