//! A queue that is full.

use super::{Stage, quiet, save_later, save_queue};
use crate::polling::Task;
use crate::table::Row;
use cache_runtime::WriteBehindError;

/// A queue with as many writes as it takes: a batch in the sink, and what waits behind it.
async fn full() -> Stage {
    let stage = Stage::gated();
    stage.write_all(1..=8).await;
    stage.table.gate().entered(1).await;
    assert_eq!(save_queue().await.unwrap().depth, 8);
    stage
}

fn writing(stage: &Stage, id: u64) -> Task<'_, Result<(), WriteBehindError>> {
    let table = &stage.table;
    Task::started(async move { save_later(table, Row { id, value: id }).await })
}

#[tokio::test]
async fn a_write_waits_while_the_queue_is_full() {
    let stage = full().await;
    let mut write = writing(&stage, 9);
    quiet().await;
    write.step();
    assert!(!write.is_done());
    stage.table.gate().open();
    stage.table.gate().entered(2).await;
    write.step();
    assert_eq!(write.output, Some(Ok(())));
}

#[tokio::test]
async fn writes_of_keys_that_wait_already_take_room_too() {
    let stage = full().await;
    let write = writing(&stage, 8);
    quiet().await;
    assert!(!write.is_done());
}

#[tokio::test]
async fn who_waits_longest_is_let_in_first() {
    let stage = full().await;
    let mut writes: Vec<_> = (9..15).map(|id| writing(&stage, id)).collect();
    stage.table.gate().open();
    stage.table.gate().entered(2).await;
    // Four have left the queue. Polled from the last to the first: it is not by that.
    writes.iter_mut().rev().for_each(|write| {
        write.step();
    });
    let done: Vec<bool> = writes.iter().map(Task::is_done).collect();
    assert_eq!(done, [true, true, true, true, false, false]);
}

#[tokio::test]
async fn a_write_that_is_dropped_while_it_waits_leaves_nothing_behind() {
    let stage = full().await;
    let mut write = writing(&stage, 9);
    write.cancel();
    stage.table.gate().open_for_good();
    super::flush_save(&stage.table).await.unwrap();
    assert_eq!(stage.table.rows().len(), 8);
    assert!(super::entries::cached_row(9).is_err());
}
