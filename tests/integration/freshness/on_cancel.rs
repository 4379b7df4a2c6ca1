//! What becomes of a load whose caller leaves.

use super::{Backend, Failure, PANICS, Stage, millis};
use crate::polling::Task;
use cache_runtime::{cached, testing};

#[cached(key = "finish:<id>", ttl = "100s", on_cancel = "finish", tags = ["finish"], ignore(backend))]
async fn finishing(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

#[cached(key = "stop:<id>", ttl = "100s", on_cancel = "stop", ignore(backend))]
async fn stopping(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

/// Whether anything goes on in the background.
fn is_at_rest(stage: &Stage) -> bool {
    Task::started(testing::settle(&stage.cache)).is_done()
}

#[test]
fn ten_callers_that_give_up_after_a_third_of_the_load_cost_one_load_which_is_stored() {
    let stage = Stage::gated();
    let mut answers = 0;
    for caller in 0..10 {
        let mut call = Task::started(finishing(&stage.backend, 0));
        stage.advance(millis(20));
        if caller == 2 {
            // 60 ms have passed.
            stage.backend.gate().open();
            testing::settle_blocking(&stage.cache);
        }
        call.step();
        answers += usize::from(call.is_done());
    }

    assert_eq!(stage.reads(), 1);
    assert_eq!(
        answers, 8,
        "all but those who gave up before the load ended"
    );
    assert_eq!(testing::run(peek_finishing(0)).unwrap().value, 0);
    let counts = stage.counts("finishing");
    assert_eq!((counts.loads, counts.load_cancellations), (1, 0));
}

#[test]
fn where_loads_stop_with_their_callers_each_of_them_costs_one() {
    let stage = Stage::gated();
    for _ in 0..10 {
        let call = Task::started(stopping(&stage.backend, 0));
        stage.advance(millis(20));
        drop(call);
        assert!(is_at_rest(&stage));
    }

    assert_eq!(stage.reads(), 10);
    assert!(testing::run(peek_stopping(0)).is_none());
    let counts = stage.counts("stopping");
    assert_eq!((counts.loads, counts.load_cancellations), (10, 10));
}

#[test]
fn a_load_moves_to_a_task_only_when_its_caller_leaves() {
    let stage = Stage::gated();
    let mut call = Task::started(finishing(&stage.backend, 0));
    let mut waiter = Task::started(finishing(&stage.backend, 0));
    assert!(is_at_rest(&stage), "a load with a caller costs no task");

    call.cancel();
    assert!(!is_at_rest(&stage));
    assert_eq!(stage.counts("finishing").loads_running, 1);
    stage.backend.gate().open();
    testing::settle_blocking(&stage.cache);
    waiter.step();

    assert_eq!(waiter.output, Some(Ok(0)));
    assert_eq!(stage.reads(), 1);
}

#[test]
fn a_waiter_that_leaves_takes_nothing_along() {
    let stage = Stage::gated();
    let mut call = Task::started(finishing(&stage.backend, 0));
    let mut waiter = Task::started(finishing(&stage.backend, 0));
    waiter.cancel();
    assert!(is_at_rest(&stage));
    stage.backend.gate().open();
    call.step();

    assert_eq!(call.output, Some(Ok(0)));
}

#[test]
fn a_call_that_was_never_polled_leaves_nothing() {
    let stage = Stage::gated();
    drop(finishing(&stage.backend, 0));

    assert!(is_at_rest(&stage));
    assert_eq!(stage.reads(), 0);
}

#[test]
fn a_deserted_load_that_panics_is_counted_and_the_key_recovers() {
    let stage = Stage::gated();
    let mut call = Task::started(finishing(&stage.backend, 0));
    let mut waiter = Task::started(finishing(&stage.backend, 0));
    call.cancel();
    stage.backend.set(PANICS);
    stage.backend.gate().open();
    testing::settle_blocking(&stage.cache);
    assert_eq!(stage.counts("finishing").load_panics, 1);

    stage.backend.set(super::WORKS);
    stage.backend.gate().open();
    waiter.step();
    assert_eq!(waiter.output, Some(Ok(0)), "who waited loads for itself");
    assert_eq!((stage.reads(), stage.counts("finishing").loads), (2, 2));
}

#[test]
fn a_deserted_load_from_before_an_invalidation_is_not_stored() {
    let stage = Stage::gated();
    Task::started(finishing(&stage.backend, 0)).cancel();
    stage.backend.update();
    testing::run(stage.cache.invalidate_tag("finish")).unwrap();
    stage.backend.gate().open_for_good();
    testing::settle_blocking(&stage.cache);

    assert!(testing::run(peek_finishing(0)).is_none());
    assert_eq!(stage.counts("finishing").refused_fills, 1);
    assert_eq!(testing::run(finishing(&stage.backend, 0)), Ok(1));
}

#[tokio::test]
async fn on_a_runtime_an_aborted_call_leaves_its_load_there() {
    let stage = Stage::gated();
    let (cache, backend) = (stage.cache.clone(), stage.backend.clone());
    let call = tokio::spawn(testing::scope(&cache, async move {
        finishing(&backend, 0).await
    }));
    stage.backend.gate().entered(1).await;
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());

    stage.backend.gate().open();
    testing::settle(&stage.cache).await;

    assert_eq!(peek_finishing(0).await.unwrap().value, 0);
    assert_eq!(stage.counts("finishing").load_cancellations, 0);
}

#[test]
fn a_runtime_that_ends_takes_its_loads_with_it_and_no_key_is_stuck() {
    let stage = Stage::gated();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let (cache, backend) = (stage.cache.clone(), stage.backend.clone());
    runtime.block_on(async {
        tokio::spawn(testing::scope(&cache, async move {
            finishing(&backend, 0).await
        }));
        stage.backend.gate().entered(1).await;
    });
    drop(runtime);

    testing::settle_blocking(&stage.cache);
    let counts = stage.counts("finishing");
    assert_eq!((counts.loads_running, counts.load_cancellations), (0, 1));
    assert_eq!(stage.load(finishing(&stage.backend, 0)), Ok(0));
}

#[cached(
    key = "implied:<id>",
    ttl = "100s",
    stale_while_revalidate = "10s",
    ignore(backend)
)]
async fn implied(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

#[cached(
    key = "contradicted:<id>",
    ttl = "100s",
    stale_while_revalidate = "10s",
    on_cancel = "stop",
    ignore(backend)
)]
async fn contradicted(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

#[test]
fn background_refreshes_imply_that_loads_finish_unless_it_is_said_otherwise() {
    let stage = Stage::gated();
    Task::started(implied(&stage.backend, 0)).cancel();
    assert!(!is_at_rest(&stage));
    stage.backend.gate().open();
    testing::settle_blocking(&stage.cache);
    assert_eq!(testing::run(implied(&stage.backend, 0)), Ok(0));

    Task::started(contradicted(&stage.backend, 0)).cancel();
    assert!(is_at_rest(&stage));
    assert!(testing::run(peek_contradicted(0)).is_none());
}
