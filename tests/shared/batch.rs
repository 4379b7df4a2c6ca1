//! Batches over a real Redis: how many commands they cost, what they share with other processes, and what becomes of them
//! where Redis does not answer. The races with invalidations are played in `races.rs`.

use cache_runtime::{Cache, CacheBuilder, cached, testing};
use cache_test_servers::{Cluster, Proxy, Redis, wait_for};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Rows, what was read of them, and a read that waits until it is let go.
#[derive(Debug, Default)]
struct Table {
    asked: Mutex<Vec<Vec<u64>>>,
    gate: testing::Gate,
}

impl Table {
    fn open() -> Self {
        let table = Self::default();
        table.gate.open_for_good();
        table
    }

    async fn read(&self, ids: &[u64]) -> HashMap<u64, u64> {
        self.asked
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(ids.to_vec());
        self.gate.pass().await;
        let known = ids.iter().filter(|id| **id < 100_000);
        known.map(|id| (*id, id * 2)).collect()
    }

    fn asked(&self) -> Vec<Vec<u64>> {
        let asked = self.asked.lock();
        asked.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[cached(key = "row:<id>", batch = ids, ttl = "1h", negative_ttl = "1m", ignore(table))]
async fn rows(table: &Table, ids: Vec<u64>) -> HashMap<u64, u64> {
    table.read(&ids).await
}

#[cached(key = "row:<id>", ttl = "1h", negative_ttl = "1m", ignore(table))]
async fn row(table: &Table, id: u64) -> Option<u64> {
    table.read(&[id]).await.get(&id).copied()
}

#[cached(key = "plain:<id>", batch = ids, ttl = "1h", ignore(table))]
async fn plain(table: &Table, ids: Vec<u64>) -> HashMap<u64, u64> {
    table.read(&ids).await
}

#[cached(
    key = "tagged:<id>", batch = ids, ttl = "1h", ignore(table),
    tags = ["all", "one:<id>", "row:<result>"]
)]
async fn tagged(table: &Table, ids: Vec<u64>) -> HashMap<u64, u64> {
    table.read(&ids).await
}

#[cached(key = "locked:<id>", batch = ids, ttl = "1h", stampede = "lock", ignore(table))]
async fn locked(table: &Table, ids: Vec<u64>) -> HashMap<u64, u64> {
    table.read(&ids).await
}

#[cached(key = "blocking:<id>", batch = ids, ttl = "1h")]
fn blocking(ids: &[u64]) -> HashMap<u64, u64> {
    ids.iter().map(|id| (*id, *id)).collect()
}

fn doubled(ids: impl IntoIterator<Item = u64>) -> HashMap<u64, u64> {
    ids.into_iter().map(|id| (id, id * 2)).collect()
}

async fn connect(builder: CacheBuilder) -> Cache {
    let limits = builder
        .namespace("batch")
        .redis_timeout(Duration::from_secs(2));
    limits.build().await.unwrap()
}

async fn over(redis: &Redis) -> Cache {
    connect(Cache::builder().redis(redis.url())).await
}

async fn call(
    cache: &Cache,
    table: &Table,
    ids: impl IntoIterator<Item = u64>,
) -> HashMap<u64, u64> {
    let ids = ids.into_iter().collect();
    testing::scope(cache, rows(table, ids)).await
}

fn count(redis: &Redis, command: &str) -> u64 {
    redis.command_stats().get(command).copied().unwrap_or(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_hits_are_one_command() {
    let redis = Redis::start();
    let table = Table::open();
    let [one, two] = [over(&redis).await, over(&redis).await];
    assert_eq!(call(&one, &table, 0..100).await, doubled(0..100));
    // The second cache learns the versions of the names with its first call.
    call(&two, &table, [100]).await;
    call(&two, &table, [101]).await;
    redis.reset_stats();
    assert_eq!(call(&two, &table, 0..100).await, doubled(0..100));
    let stats = redis.command_stats();
    assert_eq!(count(&redis, "mget"), 1, "{stats:?}");
    assert_eq!(
        count(&redis, "get") + count(&redis, "evalsha"),
        0,
        "{stats:?}"
    );
    redis.reset_stats();
    assert_eq!(call(&two, &table, 0..100).await, doubled(0..100));
    assert_eq!(count(&redis, "mget"), 0, "memory has copies");
    assert_eq!(table.asked().len(), 3);
    assert_eq!(testing::counts(&two, "batch::rows").shared_hits, 100);
}

#[tokio::test(flavor = "multi_thread")]
async fn misses_ask_once_and_take_a_lease_and_store_each() {
    let redis = Redis::start();
    let table = Table::open();
    let cache = over(&redis).await;
    call(&cache, &table, [1_000]).await;
    redis.reset_stats();
    call(&cache, &table, 0..50).await;
    let stats = redis.command_stats();
    assert_eq!(count(&redis, "mget"), 1, "{stats:?}");
    assert_eq!(count(&redis, "evalsha"), 100, "{stats:?}");
    assert_eq!(testing::standing(&cache).unwrap().postponed, 0);
    assert_eq!(cache.stats().shared.unwrap().leases, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_process_loads_in_a_batch_another_finds_alone_and_the_other_way_round() {
    let redis = Redis::start();
    let table = Table::open();
    let [one, two] = [over(&redis).await, over(&redis).await];
    call(&one, &table, [1, 2, 200_000]).await;
    assert_eq!(testing::scope(&two, row(&table, 1)).await, Some(2));
    assert_eq!(testing::scope(&two, row(&table, 200_000)).await, None);
    assert_eq!(testing::scope(&two, row(&table, 3)).await, Some(6));
    let found = call(&one, &table, [2, 3, 4, 200_000]).await;
    assert_eq!(found, doubled([2, 3, 4]));
    assert_eq!(table.asked(), [vec![1, 2, 200_000], vec![3], vec![4]]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_absent_leaves_no_lease_behind() {
    let redis = Redis::start();
    let table = Table::open();
    let cache = over(&redis).await;
    for _ in 0..2 {
        let found = testing::scope(&cache, plain(&table, vec![1, 200_000])).await;
        assert_eq!(found, doubled([1]));
    }
    assert_eq!(table.asked(), [vec![1, 200_000], vec![200_000]]);
    let left = redis
        .command(&["EXISTS", "batch:v1:plain:200000"])
        .integer();
    assert_eq!(left, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn tags_of_the_result_reach_entries_of_a_batch_in_other_processes() {
    let redis = Redis::start();
    let table = Table::open();
    let [one, two] = [over(&redis).await, over(&redis).await];
    let call = |cache: &Cache| {
        let cache = cache.clone();
        let table = &table;
        async move { testing::scope(&cache, tagged(table, vec![1, 2, 3])).await }
    };
    call(&one).await;
    call(&two).await;
    assert_eq!(table.asked().len(), 1, "the second process finds all three");
    one.invalidate_tag("row:4").await.unwrap();
    call(&one).await;
    assert_eq!(table.asked()[1..], [[2]]);
    one.invalidate_tag("one:3").await.unwrap();
    call(&one).await;
    assert_eq!(table.asked()[2..], [[3]]);
    one.invalidate_tag("all").await.unwrap();
    call(&one).await;
    assert_eq!(table.asked()[3..], [[1, 2, 3]]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_loads_its_own_before_it_waits_for_another_process() {
    let redis = Redis::start();
    let [one, two] = [over(&redis).await, over(&redis).await];
    let (first, second) = (&Table::default(), &Table::open());
    let first_loads = testing::scope(&one, locked(first, vec![1, 2]));
    let second_loads = async {
        first.gate.entered(1).await;
        let finding = testing::scope(&two, locked(second, vec![2, 3]));
        let letting_go = async {
            second.gate.entered(1).await;
            first.gate.open_for_good();
        };
        tokio::join!(finding, letting_go).0
    };
    let (one_found, two_found) = tokio::join!(first_loads, second_loads);
    assert_eq!(one_found, doubled([1, 2]));
    assert_eq!(two_found, doubled([2, 3]));
    assert_eq!(
        second.asked(),
        [[3]],
        "the other process had the lease of 2"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_that_hold_what_the_other_wants_do_not_wait_for_each_other() {
    let redis = Redis::start();
    let [one, two] = [over(&redis).await, over(&redis).await];
    let table = &Table::open();
    for round in 0..50_u64 {
        let ids: Vec<u64> = (round * 10..round * 10 + 10).collect();
        let reversed: Vec<u64> = ids.iter().rev().copied().collect();
        let (found, other) = tokio::join!(
            testing::scope(&one, locked(table, ids.clone())),
            testing::scope(&two, locked(table, reversed)),
        );
        assert_eq!(found, doubled(ids.clone()));
        assert_eq!(other, doubled(ids));
    }
    let loaded: usize = table.asked().iter().map(Vec::len).sum();
    assert_eq!(loaded, 500, "each is loaded in one of them");
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_elements_go_and_come_in_a_few_pieces() {
    let redis = Redis::start();
    let table = Table::open();
    let [one, two] = [over(&redis).await, over(&redis).await];
    assert_eq!(call(&one, &table, 0..10_000).await, doubled(0..10_000));
    call(&two, &table, [20_000]).await;
    redis.reset_stats();
    assert_eq!(call(&two, &table, 0..10_000).await, doubled(0..10_000));
    assert_eq!(count(&redis, "mget"), 10);
    assert_eq!(table.asked().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn scripts_that_the_server_has_forgotten_are_told_again() {
    let redis = Redis::start();
    let table = Table::open();
    let [one, two] = [over(&redis).await, over(&redis).await];
    call(&one, &table, 0..10).await;
    redis.command(&["SCRIPT", "FLUSH"]);
    call(&one, &table, 10..20).await;
    assert_eq!(call(&two, &table, 0..20).await, doubled(0..20));
    assert_eq!(table.asked().len(), 2);
}

#[test]
fn a_sync_batch_shares_too() {
    let redis = Redis::start();
    let caches: Vec<Cache> = (0..2).map(|_| testing::run(over(&redis))).collect();
    for cache in &caches {
        let _entered = testing::enter(cache);
        assert_eq!(blocking(&[1, 2, 3]).len(), 3);
    }
    let counts = testing::counts(&caches[1], "batch::blocking");
    assert_eq!((counts.loads, counts.shared_hits), (0, 3));
}

#[tokio::test(flavor = "multi_thread")]
async fn where_redis_is_gone_a_batch_loads_and_memory_keeps_it() {
    let redis = Redis::start();
    let table = Table::open();
    let cache = over(&redis).await;
    call(&cache, &table, [1, 2]).await;
    redis.kill();
    for _ in 0..2 {
        assert_eq!(call(&cache, &table, 0..50).await, doubled(0..50));
    }
    let asked = table.asked();
    assert_eq!(asked.len(), 2, "{asked:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn where_redis_goes_silent_in_the_middle_a_batch_waits_for_one_operation() {
    let redis = Redis::start();
    let table = Table::default();
    let limits = Cache::builder()
        .namespace("batch")
        .redis_timeout(Duration::from_millis(200));
    let cache = limits.redis(redis.url()).build().await.unwrap();
    let silent = AtomicBool::new(false);
    let strike = async {
        table.gate.entered(1).await;
        redis.suspend();
        silent.store(true, Ordering::SeqCst);
        table.gate.open_for_good();
    };
    let (found, ()) = tokio::join!(call(&cache, &table, 0..100), strike);
    assert!(silent.load(Ordering::SeqCst));
    assert_eq!(found, doubled(0..100));
    redis.resume();
    assert_eq!(call(&cache, &table, 0..100).await, doubled(0..100));
    assert_eq!(table.asked().len(), 1, "memory has it");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_garbles_loses_time_and_no_value() {
    let redis = Redis::start();
    let proxy = Proxy::start(redis.port(), 7);
    let table = Table::open();
    let limits = Cache::builder()
        .namespace("batch")
        .redis_timeout(Duration::from_millis(200));
    let cache = limits.redis(proxy.url()).build().await.unwrap();
    for round in 0..20 {
        if round % 3 == 0 {
            proxy.cut();
        }
        let ids = round * 10..round * 10 + 30;
        assert_eq!(call(&cache, &table, ids.clone()).await, doubled(ids));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ring_is_asked_node_by_node_and_a_dead_node_costs_no_answer() {
    let nodes = [Redis::start(), Redis::start(), Redis::start()];
    let urls: Vec<String> = nodes.iter().map(Redis::url).collect();
    let build = || connect(Cache::builder().redis_ring(urls.clone()));
    let table = Table::open();
    let [one, two, three] = [build().await, build().await, build().await];
    call(&one, &table, 0..300).await;
    call(&two, &table, [1_000]).await;
    call(&two, &table, [1_001]).await;
    nodes.iter().for_each(Redis::reset_stats);
    assert_eq!(call(&two, &table, 0..300).await, doubled(0..300));
    for node in &nodes {
        assert_eq!(count(node, "mget"), 1);
    }
    assert_eq!(table.asked().len(), 3);
    let shares = nodes
        .each_ref()
        .map(|node| node.command(&["DBSIZE"]).integer());
    assert!(shares.iter().all(|share| *share > 30), "{shares:?}");

    call(&three, &table, [1_002]).await;
    call(&three, &table, [1_003]).await;
    nodes[1].kill();
    assert_eq!(call(&three, &table, 0..300).await, doubled(0..300));
    // The dead node may be the one that has the versions: then nothing of the others is believed either.
    assert!(table.asked().last().is_some_and(|loaded| loaded.len() > 30));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cluster_is_asked_slot_by_slot_also_while_slots_move() {
    let cluster = Cluster::start();
    let build = || connect(Cache::builder().redis_cluster(cluster.urls()));
    let table = Table::open();
    let [one, two] = [build().await, build().await];
    assert_eq!(call(&one, &table, 0..200).await, doubled(0..200));
    assert_eq!(call(&two, &table, 0..200).await, doubled(0..200));
    assert_eq!(table.asked().len(), 1);

    let slot = cluster.slot_of("batch:v1:row:7");
    let masters = cluster.masters();
    let mut others = masters.iter().copied();
    let target = others.find(|master| *master != cluster.master_of_slot(slot));
    cluster.move_slot(slot, target.expect("there are three masters"));
    let next = std::cell::Cell::new(1_000);
    wait_for("a batch that is shared again", || {
        let ids: Vec<u64> = (0..100).map(|id| next.get() + id).collect();
        next.set(next.get() + 100);
        let both = tokio::task::block_in_place(|| {
            tokio::runtime::Handle::current().block_on(async {
                call(&one, &table, ids.clone()).await;
                let loads = table.asked().len();
                assert_eq!(call(&two, &table, ids.clone()).await, doubled(ids.clone()));
                table.asked().len() == loads
            })
        });
        both.then_some(())
    });
}
