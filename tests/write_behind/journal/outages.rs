//! A Redis that is gone.

use super::{Process, depth, gated, get, table, until};
use cache_runtime::WriteBehindError;
use cache_test_servers::Redis;

#[tokio::test(flavor = "multi_thread")]
async fn without_redis_nothing_is_acknowledged_and_the_cache_is_as_it_was() {
    let (redis, table) = (Redis::start(), table());
    let process = Process::over(&redis, &table).await;
    process.write(1, 1).await.unwrap();
    process.flush().await;
    redis.kill();
    let refused = process.write(1, 2).await;
    assert!(
        matches!(refused, Err(WriteBehindError::Unreachable(_))),
        "{refused:?}"
    );
    let row = process.within(get(1)).await.unwrap();
    assert_eq!(row.value, 1);
    assert!(process.within(get(2)).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn deliveries_go_on_when_redis_is_back() {
    let (redis, table) = (Redis::start(), table());
    let process = Process::over(&redis, &table).await;
    process.write(1, 1).await.unwrap();
    process.flush().await;
    redis.kill();
    redis.start_again();
    while process.write(2, 2).await.is_err() {
        tokio::task::yield_now().await;
    }
    let seen = table.clone();
    until("the write to be saved", move || seen.rows().len() == 2).await;
}

/// What the sink has saved is told to Redis when it answers again, if that is within the lease.
#[tokio::test(flavor = "multi_thread")]
async fn a_redis_that_pauses_costs_no_write() {
    let (redis, table) = (Redis::start(), gated());
    let process = Process::over(&redis, &table).await;
    process.write_all(1..=4).await;
    table.gate().entered(1).await;
    redis.suspend();
    table.gate().open_for_good();
    tokio::time::sleep(std::time::Duration::from_millis(1_500)).await;
    redis.resume();
    until("the journal to be empty", move || depth(&redis) == 0).await;
    assert_eq!(table.rows().len(), 4);
    drop(process);
}
