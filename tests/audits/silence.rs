//! An audit has no effect but its count.

use super::{Backend, Broken, FAILS, Stage};
use crate::polling::poll;
use crate::time::seconds;
use cache_runtime::{Cache, cached, context, testing};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

#[cached(
    key = "silent:<id>",
    ttl = "100s",
    audit = 1,
    stale_if_error = "1h",
    ignore(backend)
)]
async fn silent(backend: &Backend, id: u64) -> Result<u64, Broken> {
    Ok(backend.answer().await? + id)
}

#[cached(key = "silent-sync:<id>", ttl = "100s", audit = 1, ignore(backend))]
fn silent_blocking(backend: &Backend, id: u64) -> Result<u64, Broken> {
    Ok(backend.answer_blocking()? + id)
}

#[cached(
    key = "silent-speaking:<id>",
    ttl = "100s",
    audit = 1,
    stale_if_error = "1h",
    ignore(backend)
)]
async fn speaking(backend: &Backend, id: u64) -> u64 {
    let known: Option<u64> = context::stale();
    context::ttl(Duration::from_secs(5));
    context::tag("spoken");
    context::keep_stale();
    let row = backend.answer().await.unwrap();
    known.unwrap_or(row + id)
}

#[test]
fn nothing_is_stored() {
    let stage = Stage::open();
    stage.call(silent(&stage.backend, 0)).unwrap();
    stage.advance(seconds(10));
    stage.backend.update();
    stage.call(silent(&stage.backend, 0)).unwrap();
    let before = testing::run(peek_silent(0)).unwrap();
    stage.step();

    assert_eq!(stage.backend.reads(), 2);
    assert_eq!(testing::run(peek_silent(0)).unwrap(), before);
    assert_eq!(stage.call(silent(&stage.backend, 0)), Ok(0));
    stage.finish();
}

#[test]
fn no_other_count_moves() {
    let stage = Stage::open();
    stage.call(silent(&stage.backend, 0)).unwrap();
    stage.call(silent(&stage.backend, 0)).unwrap();
    let before = testing::counts(&stage.cache, "silent");
    stage.finish();

    let mut after = testing::counts(&stage.cache, "silent");
    assert_eq!(stage.audits("silent").same, 1);
    after.audits = before.audits;
    assert_eq!(after, before);
    assert_eq!((after.hits, after.loads), (1, 1));
}

#[test]
fn a_failure_of_an_audit_leaves_the_source_to_those_who_load() {
    let stage = Stage::open();
    stage.call(silent(&stage.backend, 0)).unwrap();
    stage.advance(seconds(90));
    stage.backend.set(FAILS);
    stage.call(silent(&stage.backend, 0)).unwrap();
    stage.step();
    stage.assert_audits("silent", [0, 0, 1, 0, 0]);
    stage.backend.set(super::WORKS);
    stage.backend.update();
    stage.advance(seconds(10));

    assert_eq!(stage.call(silent(&stage.backend, 0)), Ok(1));
}

#[test]
fn no_hit_waits_for_its_audit() {
    let stage = Stage::gated(Cache::builder());
    let gate = &stage.backend.source.gate;
    gate.open();
    stage.call(silent(&stage.backend, 0)).unwrap();
    {
        let _runtime = stage.runtime.enter();
        for _ in 0..3 {
            let hit = pin!(silent(&stage.backend, 0));
            assert_eq!(poll(hit), Poll::Ready(Ok(0)));
        }
    }
    gate.open();
    silent_blocking(&stage.backend, 0).unwrap();
    // It would wait at the gate for ever.
    silent_blocking(&stage.backend, 0).unwrap();
    assert_eq!(testing::tasks_running(&stage.cache), 4);

    gate.open_for_good();
    stage.finish();
    stage.assert_audits("silent", [3, 0, 0, 0, 0]);
    stage.assert_audits("silent_blocking", [1, 0, 0, 0, 0]);
}

#[test]
fn no_call_waits_for_an_audit_of_its_key() {
    let stage = Stage::gated(Cache::builder());
    let gate = &stage.backend.source.gate;
    gate.open();
    stage.call(silent(&stage.backend, 0)).unwrap();
    stage.call(silent(&stage.backend, 0)).unwrap();
    stage.step();
    assert_eq!(gate.arrivals(), 2);
    testing::run(invalidate_silent(0)).unwrap();
    let mut call = crate::polling::Task::started(silent(&stage.backend, 0));
    assert_eq!(gate.arrivals(), 3, "it loads, and does not join the audit");
    gate.open_for_good();
    call.step();

    assert_eq!(call.output, Some(Ok(0)));
    testing::assert_loads(&stage.cache, "silent", 2);
    stage.finish();
}

#[test]
fn what_the_body_says_of_its_entry_goes_nowhere() {
    let stage = Stage::open();
    stage.call(speaking(&stage.backend, 0));
    let before = testing::run(peek_speaking(0)).unwrap();
    stage.call(speaking(&stage.backend, 0));
    stage.step();

    stage.assert_audits("speaking", [1, 0, 0, 0, 0]);
    assert_eq!(testing::run(peek_speaking(0)).unwrap(), before);
    assert_eq!(testing::counts(&stage.cache, "speaking").unchanged, 0);
}

#[test]
fn the_body_has_no_stale_value_to_fall_back_on() {
    let stage = Stage::open();
    stage.call(speaking(&stage.backend, 0));
    stage.backend.update();
    stage.call(speaking(&stage.backend, 0));
    stage.step();

    // It would have returned the cached value, and been the same.
    stage.assert_audits("speaking", [0; 5]);
    stage.finish();
}
