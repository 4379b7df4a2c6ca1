//! When batches go out, and what is in them.

use super::{Stage, flush_save, millis, quiet, save_later, save_queue, seconds, start_save};
use crate::table::Row;
use std::collections::BTreeSet;

#[tokio::test]
async fn a_batch_goes_out_when_its_first_write_is_flush_every_old() {
    let stage = Stage::new();
    stage.write(1, 10).await;
    stage.advance(seconds(4)).await;
    stage.write(2, 20).await;
    stage.advance(millis(999)).await;
    assert!(stage.table.calls().is_empty());
    stage.advance(millis(1)).await;
    assert_eq!(stage.table.calls(), [[1, 2]]);
    assert_eq!(stage.table.rows(), [(1, 10), (2, 20)]);
}

#[tokio::test]
async fn a_full_batch_goes_out_at_once() {
    let stage = Stage::new();
    stage.write_all(1..=3).await;
    quiet().await;
    assert!(stage.table.calls().is_empty());
    stage.write(4, 4).await;
    quiet().await;
    assert_eq!(stage.table.calls(), [[1, 2, 3, 4]]);
}

#[tokio::test]
async fn a_full_queue_goes_out_at_once_however_few_its_keys_are() {
    let stage = Stage::new();
    for value in 1..=8 {
        stage.write(7, value).await;
    }
    quiet().await;
    assert_eq!(stage.table.rows(), [(7, 8)]);
}

#[tokio::test]
async fn of_one_key_the_last_write_reaches_the_sink_and_all_count_as_saved() {
    let stage = Stage::new();
    for value in 1..=3 {
        stage.write(7, value).await;
    }
    let flushed = flush_save(&stage.table).await.unwrap();
    assert_eq!((flushed.saved, flushed.dead), (3, 0));
    assert_eq!(stage.table.calls(), [[7]]);
    assert_eq!(stage.table.rows(), [(7, 3)]);
}

#[tokio::test]
async fn two_items_of_one_key_are_never_on_their_way_at_once() {
    let stage = Stage::gated();
    stage.write_all(1..=4).await;
    stage.table.gate().entered(1).await;
    stage.write(1, 100).await;
    stage.write_all(5..=7).await;
    quiet().await;
    // The batch is full and waits for the one before.
    assert_eq!(stage.table.calls().len(), 1);
    stage.table.gate().open_for_good();
    flush_save(&stage.table).await.unwrap();
    assert_eq!(stage.table.calls(), [[1, 2, 3, 4], [1, 5, 6, 7]]);
    assert_eq!(stage.table.rows()[0], (1, 100));
}

#[tokio::test]
async fn a_flush_waits_for_what_was_written_before_it_and_not_for_what_is_written_after() {
    let stage = Stage::gated();
    stage.write(1, 1).await;
    let table = stage.table.clone();
    let flush = tokio::spawn(async move { flush_save(&table).await });
    stage.table.gate().entered(1).await;
    stage.write(2, 2).await;
    assert!(!flush.is_finished());
    stage.table.gate().open();
    let flushed = flush.await.unwrap().unwrap();
    assert_eq!((flushed.saved, flushed.dead), (1, 0));
    assert_eq!(stage.table.rows(), [(1, 1)]);
}

#[tokio::test]
async fn a_flush_of_nothing_returns_at_once() {
    let stage = Stage::new();
    let flushed = flush_save(&stage.table).await.unwrap();
    assert_eq!((flushed.saved, flushed.dead), (0, 0));
    start_save(&stage.table).unwrap();
    quiet().await;
    assert!(stage.table.calls().is_empty());
}

#[tokio::test]
async fn the_queue_tells_how_it_stands() {
    let stage = Stage::new();
    stage.table.breaks();
    stage.write(1, 1).await;
    stage.advance(seconds(2)).await;
    stage.write(2, 2).await;
    stage.write(2, 3).await;
    let queue = save_queue().await.unwrap();
    assert_eq!((queue.depth, queue.oldest), (3, Some(seconds(2))));
    assert_eq!((queue.retries, queue.last_error), (0, None));

    stage.advance(seconds(3)).await;
    let queue = save_queue().await.unwrap();
    assert_eq!((queue.depth, queue.retries), (3, 1));
    assert_eq!(queue.last_error.as_deref(), Some("down"));

    stage.table.recovers();
    flush_while_time_passes(&stage).await;
    let queue = save_queue().await.unwrap();
    assert_eq!((queue.depth, queue.oldest, queue.retries), (0, None, 1));
}

async fn flush_while_time_passes(stage: &Stage) {
    stage.advance_pauses(1).await;
    flush_save(&stage.table).await.unwrap();
}

/// Threads, and so no clock: what is asserted holds whoever is faster.
#[test]
fn writers_of_one_key_leave_the_cache_and_the_sink_with_the_same_value() {
    let stage = Stage::new();
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let (cache, table) = (&stage.cache, &stage.table);
            scope.spawn(move || {
                let _entered = cache_runtime::testing::enter(cache);
                for turn in 0..50 {
                    let value = writer * 1_000 + turn;
                    let row = Row {
                        id: turn % 5,
                        value,
                    };
                    cache_runtime::testing::run(save_later(table, row)).unwrap();
                }
            });
        }
    });
    cache_runtime::testing::run(flush_save(&stage.table)).unwrap();
    let cached: BTreeSet<(u64, u64)> = (0..5)
        .map(|id| {
            let row = super::entries::cached_row(id).unwrap();
            (row.id, row.value)
        })
        .collect();
    assert_eq!(cached, stage.table.rows().into_iter().collect());
}
