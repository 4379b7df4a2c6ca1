//! Sinks that fail, hang and panic, and items that cannot be saved.

use super::{Stage, flush_save, millis, quiet, save_dead_letters, save_queue, seconds};
use cache_runtime::DeadItem;
use cache_runtime::health::Measure;

/// The ids, values and errors of the dead letters.
async fn dead() -> Vec<(u64, u64, String)> {
    let letters = save_dead_letters().await.unwrap();
    let letters = letters.into_iter().map(|letter| {
        let DeadItem::Item(row) = letter.item else {
            panic!("what is in memory need not be read");
        };
        assert_eq!(letter.key, format!("behind:{}", row.id));
        (row.id, row.value, letter.error)
    });
    letters.collect()
}

#[tokio::test]
async fn a_batch_that_fails_is_tried_again_after_a_pause_that_doubles() {
    let stage = Stage::new();
    stage.table.breaks();
    stage.write_all(1..=4).await;
    quiet().await;
    assert_eq!(stage.table.calls().len(), 1);
    // Drawn between half of the pause and all of it.
    stage.advance(millis(49)).await;
    assert_eq!(stage.table.calls().len(), 1);
    stage.advance(millis(51)).await;
    assert_eq!(stage.table.calls().len(), 2);
    stage.advance(millis(99)).await;
    assert_eq!(stage.table.calls().len(), 2);
    stage.table.recovers();
    stage.advance(millis(101)).await;
    assert_eq!(stage.table.calls(), [[1, 2, 3, 4]; 3]);
    assert_eq!(stage.table.rows().len(), 4);
}

#[tokio::test]
async fn a_batch_that_is_tried_again_has_what_was_written_meanwhile() {
    let stage = Stage::new();
    stage.table.breaks();
    stage.write_all(1..=4).await;
    quiet().await;
    stage.write(2, 200).await;
    stage.table.recovers();
    stage.advance_pauses(1).await;
    assert_eq!(stage.table.calls(), [[1, 2, 3, 4]; 2]);
    assert_eq!(stage.table.rows(), [(1, 1), (2, 200), (3, 3), (4, 4)]);
}

#[tokio::test]
async fn what_is_written_while_the_sink_has_the_key_is_saved_after_it() {
    let stage = Stage::gated();
    stage.table.breaks();
    stage.write_all(1..=4).await;
    stage.table.gate().entered(1).await;
    stage.write(2, 200).await;
    stage.table.gate().open();
    quiet().await;
    stage.table.recovers();
    stage.table.gate().open_for_good();
    stage.advance_pauses(1).await;
    // One item of the key, the newer one.
    assert_eq!(stage.table.calls(), [[1, 2, 3, 4], [1, 3, 4, 2]]);
    assert_eq!(stage.table.rows()[1], (2, 200));
}

#[tokio::test]
async fn an_item_that_fails_alone_while_others_are_saved_goes_to_the_dead_letters() {
    let stage = Stage::new();
    stage.table.refuses(|id| id == 3);
    stage.write_all(1..=4).await;
    stage.advance_pauses(20).await;
    assert_eq!(stage.table.rows(), [(1, 1), (2, 2), (4, 4)]);
    assert_eq!(dead().await, [(3, 3, "3 is poison".to_owned())]);
    let queue = save_queue().await.unwrap();
    assert_eq!((queue.depth, queue.dead_letters), (0, 1));
}

#[tokio::test]
async fn a_dead_letter_degrades_the_health_of_the_cache_for_a_while() {
    let stage = Stage::new();
    stage.table.refuses(|id| id == 3);
    stage.write_all(1..=4).await;
    assert!(!stage.cache.health().has(Measure::DeadLetters));
    stage.advance_pauses(20).await;
    assert!(stage.cache.health().has(Measure::DeadLetters));
    for _ in 0..70 {
        stage.advance(seconds(1)).await;
        stage.cache.sweep();
    }
    let health = stage.cache.health();
    assert!(!health.has(Measure::DeadLetters), "{health}");
}

#[tokio::test]
async fn poison_does_not_keep_others_from_being_saved_whatever_its_number() {
    let stage = Stage::new();
    stage.table.refuses(|id| id < 5);
    stage.write_all(1..=8).await;
    stage.advance_pauses(40).await;
    let saved: Vec<u64> = stage.table.rows().into_iter().map(|(id, _)| id).collect();
    assert_eq!(saved, [5, 6, 7, 8]);
    stage.write_all([9]).await;
    stage.advance_pauses(60).await;
    assert_eq!(dead().await.len() + save_queue().await.unwrap().depth, 4);
    assert_eq!(stage.table.rows().len(), 5);
}

#[tokio::test]
async fn a_flush_tells_how_many_went_to_the_dead_letters() {
    let stage = Stage::new();
    stage.table.refuses(|id| id == 3);
    stage.write_all(1..=3).await;
    stage.write(3, 33).await;
    let table = stage.table.clone();
    let flush = tokio::spawn(async move { flush_save(&table).await });
    stage.advance_pauses(20).await;
    let flushed = flush.await.unwrap().unwrap();
    assert_eq!((flushed.saved, flushed.dead), (2, 2));
}

#[tokio::test]
async fn while_nothing_can_be_saved_nothing_is_given_up() {
    let stage = Stage::new();
    stage.table.breaks();
    stage.write_all(1..=7).await;
    stage.advance_pauses(200).await;
    assert!(stage.table.calls().len() > 100);
    assert!(dead().await.is_empty());
    assert_eq!(save_queue().await.unwrap().depth, 7);

    stage.table.recovers();
    stage.advance_pauses(5).await;
    assert_eq!(stage.table.rows().len(), 7);
    assert!(dead().await.is_empty());
}

/// The sink comes back while the items are tried one by one: those that failed before that are not to blame.
#[tokio::test]
async fn an_item_is_not_poison_because_the_sink_was_down_when_it_was_tried() {
    let stage = Stage::gated();
    stage.table.breaks();
    stage.write_all(1..=4).await;
    for call in 1..=3 {
        stage.table.gate().entered(call).await;
        stage.table.gate().open();
        stage.advance_pauses(1).await;
    }
    // The first alone.
    stage.table.gate().entered(4).await;
    assert_eq!(stage.table.calls()[3], [1]);
    stage.table.gate().open();
    stage.table.gate().entered(5).await;
    stage.table.recovers();
    stage.table.gate().open_for_good();
    stage.advance_pauses(10).await;
    assert_eq!(stage.table.rows().len(), 4);
    assert!(dead().await.is_empty());
}

/// The sink goes down while the items are tried one by one: those that fail after that are not to blame.
#[tokio::test]
async fn an_item_is_not_poison_because_the_sink_went_down_before_it_was_tried() {
    let stage = Stage::gated();
    stage.table.breaks();
    stage.write_all(1..=4).await;
    for call in 1..=3 {
        stage.table.gate().entered(call).await;
        stage.table.gate().open();
        stage.advance_pauses(1).await;
    }
    stage.table.gate().entered(4).await;
    stage.table.recovers();
    stage.table.gate().open();
    stage.table.gate().entered(5).await;
    stage.table.breaks();
    for _ in 0..4 {
        stage.table.gate().open();
        stage.advance_pauses(1).await;
    }
    assert!(dead().await.is_empty());
    stage.table.recovers();
    stage.table.gate().open_for_good();
    stage.advance_pauses(10).await;
    assert_eq!(stage.table.rows().len(), 4);
    assert!(dead().await.is_empty());
}

#[tokio::test]
async fn an_item_that_is_all_there_is_goes_to_the_dead_letters_after_its_retries() {
    let stage = Stage::new();
    stage.table.breaks();
    stage.write(1, 1).await;
    stage.advance(seconds(5)).await;
    stage.advance_pauses(1).await;
    assert!(dead().await.is_empty());
    stage.advance_pauses(1).await;
    assert_eq!(stage.table.calls(), [[1]; 3]);
    assert_eq!(dead().await, [(1, 1, "down".to_owned())]);
}

#[tokio::test]
async fn a_call_that_hangs_is_ended_after_its_time_and_has_failed() {
    let stage = Stage::gated();
    stage.write_all(1..=4).await;
    stage.table.gate().entered(1).await;
    stage.advance(millis(9_999)).await;
    assert_eq!(save_queue().await.unwrap().retries, 0);
    stage.advance(millis(1)).await;
    let queue = save_queue().await.unwrap();
    assert_eq!(queue.retries, 1);
    let error = queue.last_error.unwrap();
    assert_eq!(error, "the sink took longer than 10000 ms");
    stage.table.gate().open_for_good();
    stage.advance_pauses(1).await;
    assert_eq!(stage.table.rows().len(), 4);
}

#[tokio::test]
async fn a_panic_is_a_failure() {
    let stage = Stage::new();
    stage.table.answers(|_| panic!("the disk is on fire"));
    stage.write_all(1..=4).await;
    quiet().await;
    let error = save_queue().await.unwrap().last_error.unwrap();
    assert_eq!(error, "the sink panicked: the disk is on fire");
    stage.table.recovers();
    stage.advance_pauses(1).await;
    assert_eq!(stage.table.rows().len(), 4);
}
