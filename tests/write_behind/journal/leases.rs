//! Who delivers, and who does after that.

use super::{Process, depth, gated, key, table, until};
use cache_test_servers::Redis;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn one_process_delivers_at_a_time() {
    let (redis, first, second) = (Redis::start(), gated(), table());
    let one = Process::over(&redis, &first).await;
    let other = Process::over(&redis, &second).await;
    one.write_all(1..=4).await;
    first.gate().entered(1).await;
    other.write_all(5..=8).await;
    // Longer than the lease: it is renewed.
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    assert!(second.calls().is_empty());
    first.gate().open_for_good();
    other.flush().await;
    assert_eq!((first.rows().len(), second.rows().len()), (8, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_lost_the_lease_stops_in_the_middle_and_another_goes_on() {
    let (redis, first, second) = (Redis::start(), gated(), table());
    let one = Process::over(&redis, &first).await;
    let other = Process::over(&redis, &second).await;
    one.write_all(1..=4).await;
    first.gate().entered(1).await;
    other.start().await;
    redis.command(&["SET", &key("lease"), "somebody else", "PX", "2000"]);
    let seen = first.clone();
    until("the call of the sink to be dropped", move || {
        seen.dropped() > 0
    })
    .await;
    assert!(first.rows().is_empty());
    assert_eq!(depth(&redis), 4);
    redis.command(&["DEL", &key("lease")]);
    first.gate().open_for_good();
    other.flush().await;
    let saved = first.rows().len() + second.rows().len();
    assert_eq!(saved, 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_lost_the_lease_takes_nothing_out_of_the_journal() {
    let (redis, first) = (Redis::start(), gated());
    let one = Process::over(&redis, &first).await;
    one.write(1, 1).await.unwrap();
    first.gate().entered(1).await;
    // Saved before it has learned of the loss: the journal is what counts.
    redis.command(&["SET", &key("lease"), "somebody else", "PX", "300"]);
    first.gate().open();
    first.gate().entered(2).await;
    assert_eq!(depth(&redis), 1);
    first.gate().open_for_good();
    one.flush().await;
    assert_eq!(first.rows(), [(1, 1)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shutdown_saves_what_waits_and_lets_another_deliver_at_once() {
    let (redis, first, second) = (Redis::start(), table(), table());
    let one = Process::over(&redis, &first).await;
    let other = Process::over(&redis, &second).await;
    one.write_all(1..=4).await;
    one.flush().await;
    one.write_all(5..=6).await;
    let stopped = one.cache.shutdown().await;
    assert_eq!((stopped.saved, stopped.unsaved), (2, 0));
    assert_eq!(redis.command(&["EXISTS", &key("lease")]).integer(), 0);
    other.write(7, 7).await.unwrap();
    other.flush().await;
    assert_eq!(second.rows(), [(7, 7)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shutdown_in_the_middle_leaves_the_writes_to_another() {
    let (redis, first, second) = (Redis::start(), gated(), table());
    let one = Process::over(&redis, &first).await;
    let other = Process::over(&redis, &second).await;
    one.write_all(1..=4).await;
    first.gate().entered(1).await;
    let grace = Duration::from_millis(100);
    let stopped = one.cache.shutdown().within(grace).await;
    assert_eq!((stopped.saved, stopped.unsaved), (0, 4));
    other.start().await;
    other.flush().await;
    assert_eq!(second.rows().len(), 4);
    // Of a process that does not deliver, nothing is left.
    let third = Process::over(&redis, &second).await;
    third.start().await;
    assert_eq!(third.cache.shutdown().await.unsaved, 0);
}
