//! Answers that claim nothing, or are about to be loaded anew, are not audited.

use super::{Backend, Broken, FAILS, Stage, WORKS};
use crate::polling::{Task, settle};
use crate::time::seconds;
use cache_runtime::{Cache, cached};
use std::sync::atomic::{AtomicU64, Ordering};

#[cached(
    key = "unaudited-revalidated:<id>",
    ttl = "100s",
    stale_while_revalidate = "1h",
    audit = 1,
    ignore(backend)
)]
async fn revalidated(backend: &Backend, id: u64) -> Result<u64, Broken> {
    Ok(backend.answer().await? + id)
}

#[cached(
    key = "unaudited-ahead:<id>",
    ttl = "100s",
    refresh_ahead = 0.5,
    audit = 1,
    ignore(backend)
)]
async fn ahead(backend: &Backend, id: u64) -> Result<u64, Broken> {
    Ok(backend.answer().await? + id)
}

#[cached(
    key = "unaudited-fallback:<id>",
    ttl = "100s",
    stale_if_error = "1h",
    audit = 1,
    ignore(backend)
)]
async fn fallback(backend: &Backend, id: u64) -> Result<u64, Broken> {
    Ok(backend.answer().await? + id)
}

#[cached(
    key = "unaudited-error:<id>",
    ttl = "100s",
    error_ttl = "100s",
    audit = 1,
    ignore(backend)
)]
async fn failing(backend: &Backend, id: u64) -> Result<u64, Broken> {
    Ok(backend.answer().await? + id)
}

static NOBODY: AtomicU64 = AtomicU64::new(0);

#[cached(
    key = "audited-absent:<id>",
    ttl = "1h",
    negative_ttl = "1h",
    audit = 1
)]
async fn absent(id: u64) -> Option<u64> {
    let is_there = NOBODY.load(Ordering::SeqCst) > 0;
    std::future::ready(is_there.then_some(id)).await
}

#[test]
fn a_hit_that_sets_off_a_refresh_is_not() {
    let stage = Stage::open();
    stage.call(ahead(&stage.backend, 0)).unwrap();
    stage.advance(seconds(50));
    stage.call(ahead(&stage.backend, 0)).unwrap();
    stage.finish();

    assert_eq!(stage.backend.reads(), 2, "the refresh alone");
    stage.assert_audits("ahead", [0; 5]);
}

#[test]
fn what_a_call_has_waited_for_is_not() {
    let stage = Stage::gated(Cache::builder());
    let mut tasks = [0, 0].map(|id| Task::started(fallback(&stage.backend, id)));
    assert_eq!(stage.backend.reads(), 1);
    stage.backend.source.gate.open_for_good();
    settle(&mut tasks);
    stage.finish();

    assert!(tasks.iter().all(|task| task.output == Some(Ok(0))));
    assert_eq!(stage.backend.reads(), 1);
    stage.assert_audits("fallback", [0; 5]);
}

#[test]
fn a_value_past_its_ttl_is_not() {
    let stage = Stage::open();
    stage.call(revalidated(&stage.backend, 0)).unwrap();
    stage.advance(seconds(100));
    stage.backend.set(FAILS);
    // The first sets off a refresh; as that fails, the others have the value while the source is left alone.
    for _ in 0..3 {
        assert_eq!(stage.call(revalidated(&stage.backend, 0)), Ok(0));
        stage.finish();
    }

    assert_eq!(stage.backend.reads(), 2);
    stage.assert_audits("revalidated", [0; 5]);
}

#[test]
fn a_value_that_stands_in_for_an_error_is_not() {
    let stage = Stage::open();
    stage.call(fallback(&stage.backend, 0)).unwrap();
    stage.advance(seconds(100));
    stage.backend.set(FAILS);
    for _ in 0..3 {
        assert_eq!(stage.call(fallback(&stage.backend, 0)), Ok(0));
        stage.finish();
    }

    assert_eq!(stage.backend.reads(), 2);
    stage.assert_audits("fallback", [0; 5]);
}

#[test]
fn an_error_that_is_cached_is_not() {
    let stage = Stage::open();
    stage.backend.set(FAILS);
    for _ in 0..2 {
        assert_eq!(stage.call(failing(&stage.backend, 0)), Err(Broken));
        assert_eq!(
            stage.call(failing_cached(&stage.backend, 0)).unwrap_err(),
            Broken
        );
    }
    stage.backend.set(WORKS);
    stage.finish();

    assert_eq!(stage.backend.reads(), 1);
    stage.assert_audits("failing", [0; 5]);
}

#[test]
fn that_there_is_nothing_is_audited_like_a_value() {
    let stage = Stage::open();
    assert_eq!(stage.call(absent(7)), None);
    stage.call(absent(7));
    stage.step();
    stage.assert_audits("absent", [1, 0, 0, 0, 0]);

    NOBODY.store(1, Ordering::SeqCst);
    assert_eq!(stage.call(absent(7)), None);
    stage.finish();
    stage.assert_audits("absent", [1, 0, 0, 0, 1]);
}
