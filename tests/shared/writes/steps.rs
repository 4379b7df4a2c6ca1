//! What a write does, in which order, and how many round trips it takes.

use super::{Row, found, put, put_user, read_all, user, write, write_blocking, write_softly};
use crate::connect;
use cache_runtime::{Cache, cache_invalidate, testing};
use cache_test_servers::{Redis, wait_for};
use std::collections::HashMap;
use std::pin::pin;
use std::task::{Context, Waker};
use std::time::Duration;

/// What the server does for a write.
fn commands(redis: &Redis, write: impl FnOnce()) -> HashMap<String, u64> {
    redis.reset_stats();
    write();
    redis.command_stats()
}

/// What counts: scripts that were sent, and what they did.
fn counted<const COUNT: usize>(
    commands: &HashMap<String, u64>,
    names: [&str; COUNT],
) -> [u64; COUNT] {
    names.map(|name| commands.get(name).copied().unwrap_or(0))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_attribute_names_takes_one_round_trip_and_one_message() {
    let redis = Redis::start();
    let (one, other) = (connect(&redis).await, connect(&redis).await);
    let row = Row::default();
    read_all(&[&one, &other], &row).await;
    // The server has heard of the script.
    write(&one, &row, 9, 0).await.unwrap();
    let sent = ["evalsha", "eval", "publish", "unlink"];

    let three = commands(&redis, || {
        testing::run(write(&one, &row, 7, 1)).unwrap();
    });
    assert_eq!(counted(&three, sent), [1, 0, 1, 6], "entries and versions");

    let mixed = commands(&redis, || write_blocking(&one, &row, 7, 2));
    assert_eq!(
        counted(&mixed, sent),
        [1, 0, 1, 5],
        "an entry, its version, and three more"
    );

    read_all(&[&one, &other], &row).await;
    let soft = commands(&redis, || testing::run(write_softly(&one, &row, 7, 3)));
    let done = counted(&soft, ["evalsha", "publish", "unlink", "setrange"]);
    assert_eq!(done, [1, 1, 2, 2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_process_loses_what_was_named_and_nothing_else() {
    let redis = Redis::start();
    let (one, other) = (connect(&redis).await, connect(&redis).await);
    let row = Row::default();
    row.set(1);
    read_all(&[&one, &other], &row).await;
    assert_eq!(found(&other).await, [Some(1); 3]);

    write(&one, &row, 7, 2).await.unwrap();
    assert_eq!(
        found(&one).await,
        [None; 3],
        "who wrote reads what it wrote"
    );
    wait_for("the other process to hear of it", || {
        (testing::run(found(&other)) == [None; 3]).then_some(())
    });
    assert_eq!(read_all(&[&one, &other], &row).await, 3);

    write_softly(&one, &row, 7, 3).await;
    assert_eq!(found(&one).await, [None, None, Some(2)]);
    wait_for("the other process to hear of it", || {
        (testing::run(found(&other)) == [None, None, Some(2)]).then_some(())
    });
    read_all(&[&one, &other], &row).await;

    write_blocking(&one, &row, 7, 4);
    wait_for("the other process to hear of it", || {
        (testing::run(found(&other)) == [None; 3]).then_some(())
    });
    // All but the posts of another, which go with their function.
    assert_eq!(read_all(&[&one, &other], &row).await, 6);
}

/// A server that does not answer holds up what comes after it.
#[tokio::test(flavor = "multi_thread")]
async fn redis_is_told_before_memory_and_memory_before_the_caller() {
    let redis = Redis::start();
    let one = patient(&redis).await;
    let row = Row::default();
    row.set(1);
    read_all(&[&one], &row).await;
    write(&one, &row, 9, 1).await.unwrap();

    redis.suspend();
    let mut writing = pin!(write(&one, &row, 7, 2));
    let waker = Context::from_waker(Waker::noop());
    let mut waker = waker;
    assert!(writing.as_mut().poll(&mut waker).is_pending());
    assert_eq!(row.get(), 2, "the source has changed");
    assert_eq!(
        user(&one, &row, 7).await,
        1,
        "memory is not told before Redis is"
    );
    redis.resume();
    assert_eq!(writing.await, Ok(2));
    assert_eq!(found(&one).await, [None; 3]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_begun_is_carried_out_when_its_caller_has_left() {
    let redis = Redis::start();
    let (one, other) = (patient(&redis).await, patient(&redis).await);
    let row = Row::default();
    row.set(1);
    read_all(&[&one, &other], &row).await;

    redis.suspend();
    {
        let mut writing = pin!(write(&one, &row, 7, 2));
        let polled = writing
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()));
        assert!(polled.is_pending());
    }
    redis.resume();
    for cache in [&one, &other] {
        wait_for("the invalidation to be carried out", || {
            (testing::run(found(cache)) == [None; 3]).then_some(())
        });
    }
}

#[cache_invalidate(super::user(7), on = "always", cache = *cache)]
async fn stops(cache: &Cache, row: &Row) {
    let _ = cache;
    row.set(2);
    std::future::pending::<()>().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_that_is_dropped_in_the_middle_is_heard_of_everywhere() {
    let redis = Redis::start();
    let (one, other) = (connect(&redis).await, connect(&redis).await);
    let row = Row::default();
    row.set(1);
    read_all(&[&one, &other], &row).await;
    {
        let mut stopping = pin!(stops(&one, &row));
        let polled = stopping
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()));
        assert!(polled.is_pending());
        assert_eq!(found(&one).await[0], Some(1), "not before it ends");
    }
    for cache in [&one, &other] {
        wait_for("the invalidation to be carried out", || {
            (testing::run(found(cache))[0].is_none()).then_some(())
        });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_put_is_found_by_every_process() {
    let redis = Redis::start();
    let (one, other) = (connect(&redis).await, connect(&redis).await);
    let row = Row::default();
    row.set(1);
    read_all(&[&one, &other], &row).await;
    assert_eq!(put(&one, 7, 5).await, Ok(5));
    assert_eq!(user(&one, &row, 7).await, 5);
    wait_for("the other process to hear of it", || {
        (testing::run(found(&other))[0] == Some(5)).then_some(())
    });
    assert_eq!(read_all(&[&one, &other], &row).await, 0);
}

/// The one that is written last stays, also in the memory of the process that put both.
#[tokio::test(flavor = "multi_thread")]
async fn of_two_puts_that_overlap_memory_keeps_none_that_redis_does_not() {
    let redis = Redis::start();
    let one = connect(&redis).await;
    let row = Row::default();
    user(&one, &row, 7).await;
    let frame = || redis.command(&["GET", "cache:v1:writes-user:7"]);
    let position = || {
        let position = redis.command(&["HGET", "cache:v1#bus", "seq"]);
        position.text().parse::<u64>().unwrap()
    };
    let (at_first, heard) = (frame(), position());
    let mut context = Context::from_waker(Waker::noop());
    let mut first = pin!(put_user(&one, 7, 5));
    assert!(first.as_mut().poll(&mut context).is_pending());
    wait_for("the first value", || (frame() != at_first).then_some(()));
    wait_for("its message", || (position() == heard + 1).then_some(()));
    let after_first = frame();
    let mut second = pin!(put_user(&one, 7, 6));
    assert!(second.as_mut().poll(&mut context).is_pending());
    wait_for("the second value", || {
        (frame() != after_first).then_some(())
    });
    wait_for("its message", || (position() == heard + 2).then_some(()));
    // In this process nobody has done anything yet.
    first.await.unwrap();
    second.await.unwrap();
    assert_eq!(user(&one, &row, 7).await, 6);
}

async fn patient(redis: &Redis) -> Cache {
    let builder = Cache::builder()
        .redis(redis.url())
        .redis_timeout(Duration::from_secs(20));
    builder.build().await.unwrap()
}
