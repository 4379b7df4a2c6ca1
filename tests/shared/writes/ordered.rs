//! Values that are put with an order: in the frame, in memory, and in both of two processes.

use super::{Row, expire_user, found, invalidate_user, put, user};
use crate::connect;
use crate::fleet::{Fleet, Settings};
use cache_runtime::{Cache, cache_put, testing};
use cache_test_servers::{Redis, wait_for};

/// A value that is its own order.
#[cache_put(super::user(cache, id), order = result)]
async fn store(cache: &Cache, id: u64, value: u64) -> u64 {
    let _ = (cache, id);
    value
}

/// Of two processes that put one value each, the newer one stays everywhere.
#[test]
fn the_newer_of_two_values_stays_whichever_process_puts_last() {
    let fleet = Fleet::start(Settings::default());
    let [one, other] = fleet.workers();
    for (id, [first, last]) in [[5, 6], [6, 5]].into_iter().enumerate() {
        assert_eq!(one.ask(&format!("store {id} {first}")), first.to_string());
        fleet.settle(&one, &[&other]);
        assert_eq!(other.ask(&format!("store {id} {last}")), last.to_string());
        fleet.settle(&other, &[&one]);
        for worker in [&one, &other] {
            assert_eq!(worker.ask(&format!("peek user {id}")), "6");
            assert_eq!(worker.ask(&format!("call user {id}")), "6");
        }
        one.ask("anew");
        assert_eq!(one.ask(&format!("peek user {id}")), "6", "Redis has it too");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn neighbours_among_great_numbers_are_told_apart() {
    let redis = Redis::start();
    let (one, other) = (connect(&redis).await, connect(&redis).await);
    // The first that a Lua number cannot hold, a carry between halves, and the greatest.
    for newer in [(1 << 53) + 1, 1 << 32, 1 << 63, u64::MAX - 1] {
        invalidate_user(&one, 7).await.unwrap();
        store(&one, 7, newer).await;
        store(&other, 7, newer - 1).await;
        for cache in [&one, &other] {
            assert_eq!(found(cache).await[0], Some(newer));
        }
        store(&other, 7, newer + 1).await;
        assert_eq!(found(&other).await[0], Some(newer + 1));
    }
}

/// Who lost has no copy of something older still.
#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_put_too_late_reads_the_newer_value() {
    let redis = Redis::start();
    let (one, other) = (connect(&redis).await, connect(&redis).await);
    let row = Row::default();
    row.set(1);
    user(&one, &row, 7).await;
    store(&other, 7, 6).await;
    // Whether or not the message has arrived: `one` may have the row in its memory still.
    assert_eq!(store(&one, 7, 5).await, 5, "that is no error");
    assert_eq!(user(&one, &row, 7).await, 6);
    assert_eq!(user(&other, &row, 7).await, 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_forgotten_with_its_entry() {
    let redis = Redis::start();
    let (one, other) = (connect(&redis).await, connect(&redis).await);
    store(&one, 7, 6).await;
    invalidate_user(&one, 7).await.unwrap();
    store(&other, 7, 5).await;
    assert_eq!(found(&one).await[0], Some(5));
    redis.command(&["DEL", "cache:v1:writes-user:7"]);
    store(&one, 7, 4).await;
    wait_for("the other process to hear of it", || {
        let read = testing::run(found(&other))[0];
        (read == Some(4)).then_some(())
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_no_order_is_replaced_and_replaces() {
    let redis = Redis::start();
    let one = connect(&redis).await;
    let row = Row::default();
    row.set(9);
    user(&one, &row, 7).await;
    store(&one, 7, 0).await;
    assert_eq!(found(&one).await[0], Some(0));
    store(&one, 7, 6).await;
    put(&one, 7, 3).await.unwrap();
    assert_eq!(found(&one).await[0], Some(3));
    store(&one, 7, 5).await;
    let other = connect(&redis).await;
    for cache in [&one, &other] {
        assert_eq!(found(cache).await[0], Some(5));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_load_over_a_value_is_as_new_as_that_value() {
    let redis = Redis::start();
    let one = connect(&redis).await;
    let row = Row::default();
    row.set(60);
    store(&one, 7, 6).await;
    expire_user(&one, 7).await.unwrap();
    assert_eq!(user(&one, &row, 7).await, 60);
    let other = connect(&redis).await;
    for cache in [&one, &other] {
        store(cache, 7, 5).await;
        assert_eq!(found(cache).await[0], Some(60));
    }
    store(&other, 7, 6).await;
    assert_eq!(found(&other).await[0], Some(6));
}
