//! The end of a queue.

use super::{Stage, flush_save, quiet, save_later, save_queue, seconds};
use crate::polling::Task;
use crate::table::Row;
use cache_runtime::{Stopped, WriteBehindError, testing};
use std::time::Duration;

fn ending(stage: &Stage, grace: Duration) -> Task<'_, Stopped> {
    Task::started(async move { stage.cache.shutdown().within(grace).await })
}

#[tokio::test]
async fn what_waits_is_saved_at_once() {
    let stage = Stage::new();
    stage.write_all(1..=6).await;
    let stopped = stage.cache.shutdown().await;
    assert_eq!((stopped.saved, stopped.unsaved), (6, 0));
    assert_eq!(stage.table.calls(), [vec![1, 2, 3, 4], vec![5, 6]]);
}

#[tokio::test]
async fn no_write_is_taken_any_more_and_the_cache_is_as_it_was() {
    let stage = Stage::new();
    stage.write(1, 1).await;
    let _ = stage.cache.shutdown().await;
    let refused = save_later(&stage.table, Row { id: 1, value: 2 }).await;
    assert_eq!(refused, Err(WriteBehindError::ShuttingDown));
    let row = super::entries::cached_row(1).unwrap();
    assert_eq!(row.value, 1);
}

#[tokio::test]
async fn what_cannot_be_saved_within_the_grace_is_counted() {
    let stage = Stage::gated();
    stage.write_all(1..=6).await;
    let mut ending = ending(&stage, seconds(5));
    stage.table.gate().entered(1).await;
    stage.table.gate().open();
    stage.table.gate().entered(2).await;
    ending.step();
    assert!(!ending.is_done());
    stage.advance(seconds(5)).await;
    ending.step();
    let stopped = ending.output.unwrap();
    assert_eq!((stopped.saved, stopped.unsaved), (4, 2));
    // Nothing goes out after the end.
    stage.table.gate().open_for_good();
    stage.advance(seconds(60)).await;
    assert_eq!(stage.table.rows().len(), 4);
}

#[tokio::test]
async fn who_waits_for_room_or_for_a_flush_is_told() {
    let stage = Stage::gated();
    stage.write_all(1..=8).await;
    let table = stage.table.clone();
    let waiting = tokio::spawn(async move { save_later(&table, Row { id: 9, value: 9 }).await });
    let table = stage.table.clone();
    let flush = tokio::spawn(async move { flush_save(&table).await });
    quiet().await;
    let mut ending = ending(&stage, seconds(5));
    quiet().await;
    assert_eq!(waiting.await.unwrap(), Err(WriteBehindError::ShuttingDown));
    stage.advance(seconds(5)).await;
    ending.step();
    assert_eq!(flush.await.unwrap(), Err(WriteBehindError::ShuttingDown));
}

#[tokio::test]
async fn the_shutdown_of_a_sink_that_is_down_ends_with_the_grace() {
    let stage = Stage::new();
    stage.table.breaks();
    stage.write_all(1..=2).await;
    let mut ending = ending(&stage, seconds(2));
    for _ in 0..5 {
        stage.advance_pauses(1).await;
        ending.step();
    }
    assert_eq!(ending.output.unwrap().unsaved, 2);
    assert!(stage.table.calls().len() > 2);
}

#[tokio::test]
async fn a_cache_that_is_dropped_leaves_no_write_behind() {
    let (cache, clock) = testing::cache();
    let log = super::methods::Log::within(&cache);
    log.append_later((1, "one".into())).await.unwrap();
    let table = log.lines.clone();
    drop((cache, log));
    quiet().await;
    assert_eq!(table.lock().unwrap().len(), 1);
    drop(clock);
}

/// The runtime of the first caller ends in the middle of a batch; the next call is the one that goes on.
#[test]
fn writes_survive_the_runtime_that_delivers_them() {
    let stage = Stage::gated();
    let runtime = || {
        tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap()
    };
    let first = runtime();
    first.block_on(async {
        stage.write_all(1..=5).await;
        stage.table.gate().entered(1).await;
    });
    drop(first);
    stage.table.gate().open_for_good();
    runtime().block_on(async {
        assert_eq!(save_queue().await.unwrap().depth, 5);
        let flushed = flush_save(&stage.table).await.unwrap();
        assert_eq!((flushed.saved, flushed.dead), (5, 0));
    });
    assert_eq!(stage.table.rows().len(), 5);
}
