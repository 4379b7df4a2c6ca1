//! How many audits run, and how they end.

use super::{Backend, Broken, Stage};
use crate::polling::Task;
use crate::time::seconds;
use cache_runtime::{Cache, cached, testing};

#[cached(key = "behind:<id>", ttl = "forever", audit = 1, ignore(backend))]
async fn behind(backend: &Backend, id: u64) -> Result<u64, Broken> {
    Ok(backend.answer().await? + id)
}

#[cached(key = "behind-sync:<id>", ttl = "forever", audit = 1, ignore(backend))]
fn behind_blocking(backend: &Backend, id: u64) -> Result<u64, Broken> {
    Ok(backend.answer_blocking()? + id)
}

#[cached(
    key = "behind-timed:<id>",
    ttl = "forever",
    audit = 1,
    timeout = "1s",
    ignore(backend)
)]
fn timed(backend: &Backend, id: u64) -> Result<u64, Broken> {
    Ok(backend.answer_blocking()? + id)
}

#[cached(
    key = "behind-refreshed:<id>",
    ttl = "100s",
    refresh_ahead = 0.5,
    ignore(backend)
)]
async fn refreshed(backend: &Backend, id: u64) -> Result<u64, Broken> {
    Ok(backend.answer().await? + id)
}

fn loaded(builder: cache_runtime::CacheBuilder) -> Stage {
    let stage = Stage::gated(builder);
    stage.backend.source.gate.open();
    stage.call(behind(&stage.backend, 0)).unwrap();
    stage
}

#[test]
fn ten_run_at_a_time_and_further_ones_are_counted_and_not_begun() {
    let stage = loaded(Cache::builder());
    for _ in 0..13 {
        stage.call(behind(&stage.backend, 0)).unwrap();
    }
    stage.step();
    assert_eq!(testing::tasks_running(&stage.cache), 10);
    assert_eq!(stage.backend.source.gate.arrivals(), 11);
    stage.assert_audits("behind", [0, 0, 0, 3, 0]);

    stage.backend.source.gate.open_for_good();
    stage.finish();
    stage.assert_audits("behind", [10, 0, 0, 3, 0]);
    stage.call(behind(&stage.backend, 0)).unwrap();
    stage.finish();
    stage.assert_audits("behind", [11, 0, 0, 3, 0]);
}

#[test]
fn an_audit_that_waits_for_an_invalidation_keeps_its_place() {
    let stage = loaded(Cache::builder().background_audits(1));
    stage.backend.source.gate.open_for_good();
    stage.backend.update();
    stage.call(behind(&stage.backend, 0)).unwrap();
    stage.step();
    stage.call(behind(&stage.backend, 0)).unwrap();
    stage.finish();

    stage.assert_audits("behind", [0, 0, 0, 1, 1]);
}

#[test]
fn refreshes_have_room_whatever_audits_there_are_and_audits_whatever_refreshes() {
    let stage = loaded(
        Cache::builder()
            .background_audits(2)
            .background_refreshes(1),
    );
    stage.backend.source.gate.open();
    stage.call(refreshed(&stage.backend, 0)).unwrap();
    stage.clock.advance(seconds(50));
    stage.call(behind(&stage.backend, 0)).unwrap();
    stage.call(refreshed(&stage.backend, 0)).unwrap();
    stage.call(behind(&stage.backend, 0)).unwrap();
    stage.step();
    assert_eq!(testing::tasks_running(&stage.cache), 3);
    let counts = testing::counts(&stage.cache, "refreshed");
    assert_eq!((counts.refreshes, counts.refreshes_refused), (1, 0));

    stage.backend.source.gate.open_for_good();
    stage.finish();
    stage.assert_audits("behind", [2, 0, 0, 0, 0]);
}

#[test]
fn the_thread_of_a_sync_load_keeps_the_place_of_an_audit_that_waits_no_longer() {
    let stage = Stage::gated(Cache::builder().background_audits(1));
    let gate = &stage.backend.source.gate;
    gate.open();
    timed(&stage.backend, 0).unwrap();
    stage.call(async { timed(&stage.backend, 0) }).unwrap();
    stage.step();
    gate.entered_blocking(2);
    stage.advance(seconds(10));
    stage.assert_audits("timed", [0, 0, 1, 0, 0]);
    assert_eq!(testing::tasks_running(&stage.cache), 1);
    timed(&stage.backend, 0).unwrap();
    stage.assert_audits("timed", [0, 0, 1, 1, 0]);

    gate.open_for_good();
    testing::settle_blocking(&stage.cache);
}

#[test]
fn a_shutdown_ends_audits_at_once_and_waits_for_none() {
    let stage = loaded(Cache::builder());
    stage.backend.source.gate.open_for_good();
    stage.backend.update();
    stage.call(behind(&stage.backend, 0)).unwrap();
    stage.step();
    assert_eq!(testing::tasks_running(&stage.cache), 1);
    let stopped = stage.call(async { stage.cache.shutdown().await });

    assert_eq!((stopped.finished, stopped.stopped), (0, 0));
    stage.assert_audits("behind", [0, 0, 0, 1, 0]);
    assert_eq!(testing::tasks_running(&stage.cache), 0);
}

#[test]
fn a_shutdown_ends_audits_in_the_middle_of_their_load() {
    let stage = loaded(Cache::builder());
    stage.call(behind(&stage.backend, 0)).unwrap();
    stage.step();
    let stopped = stage.call(async { stage.cache.shutdown().await });

    assert_eq!((stopped.finished, stopped.stopped), (0, 0));
    stage.assert_audits("behind", [0, 0, 0, 1, 0]);
}

#[test]
fn hits_after_a_shutdown_are_answers_still_and_not_audited() {
    let stage = loaded(Cache::builder());
    stage.call(async { stage.cache.shutdown().await });

    assert_eq!(stage.call(behind(&stage.backend, 0)), Ok(0));
    stage.assert_audits("behind", [0, 0, 0, 1, 0]);
    assert_eq!(stage.backend.reads(), 1);
}

#[test]
fn a_shutdown_waits_for_the_thread_of_a_sync_load_as_long_as_its_grace_lasts() {
    let stage = Stage::gated(Cache::builder());
    let gate = &stage.backend.source.gate;
    gate.open();
    behind_blocking(&stage.backend, 0).unwrap();
    stage
        .call(async { behind_blocking(&stage.backend, 0) })
        .unwrap();
    stage.step();
    gate.entered_blocking(2);
    let mut ending = Task::started(async { stage.cache.shutdown().within(seconds(5)).await });
    stage.step();
    ending.step();
    assert!(!ending.is_done(), "the thread cannot be stopped");
    gate.open();
    testing::settle_blocking(&stage.cache);
    ending.step();

    let stopped = ending.output.unwrap();
    assert_eq!((stopped.finished, stopped.stopped), (0, 0));
    stage.assert_audits("behind_blocking", [0, 0, 0, 1, 0]);
}
