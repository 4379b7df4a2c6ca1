//! Writes on their way through the journal.

use super::{Process, depth, gated, get, key, save_dead_letters, save_queue, table, until};
use crate::table::Row;
use cache_runtime::{Cache, DeadItem, WriteBehindError};
use cache_test_servers::Redis;

#[tokio::test(flavor = "multi_thread")]
async fn an_acknowledged_write_stands_in_the_journal_until_it_is_saved() {
    let (redis, table) = (Redis::start(), gated());
    let process = Process::over(&redis, &table).await;
    process.write(1, 10).await.unwrap();
    assert_eq!(process.within(get(1)).await, Ok(Row { id: 1, value: 10 }));
    table.gate().entered(1).await;
    assert_eq!(depth(&redis), 1);
    table.gate().open();
    process.flush().await;
    assert_eq!(depth(&redis), 0);
    assert_eq!(table.rows(), [(1, 10)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_one_key_the_last_write_is_saved_and_all_count() {
    let (redis, table) = (Redis::start(), gated());
    let process = Process::over(&redis, &table).await;
    process.write(1, 1).await.unwrap();
    table.gate().entered(1).await;
    for value in 2..=4 {
        process.write(1, value).await.unwrap();
    }
    table.gate().open_for_good();
    let (saved, dead) = process.flush().await;
    assert!((3..=4).contains(&saved), "{saved}");
    assert_eq!(dead, 0);
    assert_eq!(table.calls(), [[1], [1]]);
    assert_eq!(table.rows(), [(1, 4)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_waits_while_the_journal_is_full_and_leaves_nothing_when_it_is_dropped() {
    let (redis, table) = (Redis::start(), gated());
    let process = Process::over(&redis, &table).await;
    process.write_all(1..=8).await;
    table.gate().entered(1).await;
    let waiting = tokio::time::timeout(std::time::Duration::from_millis(200), process.write(9, 9));
    assert!(waiting.await.is_err());
    assert_eq!(depth(&redis), 8);
    table.gate().open_for_good();
    process.write(10, 10).await.unwrap();
    process.flush().await;
    let ids: Vec<u64> = table.rows().into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids, [1, 2, 3, 4, 5, 6, 7, 8, 10]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_goes_to_the_dead_letters_as_bytes_and_holds_nothing_up() {
    let (redis, table) = (Redis::start(), table());
    let process = Process::over(&redis, &table).await;
    redis.command(&[
        "XADD",
        &key("journal"),
        "*",
        "k",
        "journal:1",
        "v",
        "rubbish",
    ]);
    process.write(2, 2).await.unwrap();
    process.flush().await;
    assert_eq!(table.rows(), [(2, 2)]);
    let letters = process.within(save_dead_letters()).await.unwrap();
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].key, "journal:1");
    assert_eq!(letters[0].item, DeadItem::Bytes(b"rubbish".to_vec()));
    assert_eq!(letters[0].error, "it cannot be read: not_a_frame");
}

#[tokio::test(flavor = "multi_thread")]
async fn poison_goes_to_the_dead_letters_with_its_error() {
    let (redis, table) = (Redis::start(), table());
    table.refuses(|id| id == 3);
    let process = Process::over(&redis, &table).await;
    process.write_all(1..=4).await;
    process.flush().await;
    assert_eq!(table.rows().len(), 3);
    let letters = process.within(save_dead_letters()).await.unwrap();
    assert_eq!(letters[0].item, DeadItem::Item(Row { id: 3, value: 3 }));
    assert_eq!(letters[0].error, "3 is poison");
    let queue = process.within(save_queue()).await.unwrap();
    assert_eq!(
        (queue.depth, queue.oldest, queue.dead_letters),
        (0, None, 1)
    );
    assert!(queue.retries >= 2, "{queue:?}");
    assert_eq!(queue.last_error.as_deref(), Some("3 is poison"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flush_tells_what_became_of_the_writes_before_it() {
    let (redis, table) = (Redis::start(), gated());
    table.refuses(|id| id == 3);
    let process = Process::over(&redis, &table).await;
    process.write_all([1, 2, 3, 3]).await;
    table.gate().entered(1).await;
    let flushing = async {
        let flushed = process.flush().await;
        assert_eq!(flushed, (2, 2));
    };
    let opening = async {
        let (url, gate) = (redis.port(), table.gate().clone());
        until("the flush to be known", move || {
            let mut client = cache_test_servers::Client::connect(url).unwrap();
            let known = client.call(&["HEXISTS", &key("state"), "flush"]).unwrap();
            known.integer() == 1
        })
        .await;
        process.write(5, 5).await.unwrap();
        gate.open_for_good();
    };
    tokio::join!(flushing, opening);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flush_in_one_process_hastens_the_delivery_in_another() {
    #[cache_runtime::write_behind(
        key = "slow:<row.id>", item = row, ttl = "1d", flush_every = "1h", journal = "redis"
    )]
    async fn slow(table: &super::Table, rows: Vec<Row>) -> Result<(), String> {
        table.save(rows).await
    }
    let (redis, table) = (Redis::start(), table());
    let one = Process::over(&redis, &table).await;
    let other = Process::over(&redis, &table).await;
    one.within(async { slow_later(&table, Row { id: 1, value: 1 }).await })
        .await
        .unwrap();
    let flushed = other.within(async { flush_slow(&table).await }).await;
    assert_eq!(flushed.unwrap().saved, 1);
    assert_eq!(table.rows(), [(1, 1)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn several_processes_write_and_no_key_is_on_its_way_twice() {
    let (redis, table) = (Redis::start(), table());
    let mut writers = Vec::new();
    for number in 0..3_u64 {
        let process = Process::over(&redis, &table).await;
        writers.push(tokio::spawn(async move {
            for turn in 0..40 {
                process.write(turn % 5, number * 100 + turn).await.unwrap();
            }
            process
        }));
    }
    for writer in writers {
        let process = writer.await.unwrap();
        process.flush().await;
    }
    // The table itself objects to a key that is in two batches.
    assert_eq!(table.rows().len(), 5);
    until("the journal to be empty", move || depth(&redis) == 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cache_without_redis_has_no_such_queue() {
    let process = Process {
        cache: Cache::memory(),
        table: table(),
    };
    assert_eq!(process.write(1, 1).await, Err(WriteBehindError::NoRedis));
    assert!(process.within(get(1)).await.is_err());
}
