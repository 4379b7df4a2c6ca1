//! The same promises over every kind of Redis: one node, a ring, a cluster, a master behind Sentinels, TLS.

use cache_runtime::{Cache, CacheBuilder, Invalidated, cache_invalidate, cached, testing};
use cache_test_servers::{Certificates, Cluster, Redis, Sentinel, wait_for};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Rows by key, and how often they were read.
#[derive(Default)]
struct Database {
    version: AtomicU64,
    reads: AtomicU64,
}

impl Database {
    fn read(&self) -> u64 {
        self.reads.fetch_add(1, Ordering::SeqCst);
        self.version.load(Ordering::SeqCst)
    }

    fn update(&self) -> u64 {
        1 + self.version.fetch_add(1, Ordering::SeqCst)
    }
}

#[cached(
    key = "row:<id>",
    ttl = "1h",
    tags = ["rows", "row-tag:<id>"],
    depends_on(parent(id % 3)),
    stampede = "lock",
    ignore(database)
)]
async fn row(database: &Database, id: u64) -> (u64, u64) {
    tokio::task::yield_now().await;
    (id, database.read())
}

#[cached(key = "parent:<id>", ttl = "1h")]
async fn parent(id: u64) -> u64 {
    tokio::task::yield_now().await;
    id
}

#[cache_invalidate(row(id), parent(id % 3), tags = ["row-tag:<id>"], pattern = "row:<id>*")]
async fn write_row(id: u64) {
    tokio::task::yield_now().await;
    let _ = id;
}

#[cache_invalidate(row(id), parent(id % 3), row(id + 1), soft = true)]
async fn write_row_softly(id: u64) {
    tokio::task::yield_now().await;
    let _ = id;
}

/// Two caches of one fleet, as two processes have them.
struct Fleet {
    database: Database,
    caches: [Cache; 2],
}

impl Fleet {
    async fn over(builder: impl Fn(CacheBuilder) -> CacheBuilder) -> Self {
        let build = || {
            let limits = Cache::builder()
                .namespace("topologies")
                .redis_timeout(Duration::from_secs(2));
            builder(limits).build()
        };
        Self {
            database: Database::default(),
            caches: [build().await.unwrap(), build().await.unwrap()],
        }
    }

    async fn read(&self, cache: usize, id: u64) -> u64 {
        let call = row(&self.database, id);
        testing::scope(&self.caches[cache], call).await.1
    }

    /// What one cache loads the other finds; what one invalidates is gone from both.
    async fn assert_works(&self) {
        for id in 0..30 {
            self.read(0, id).await;
        }
        let reads = self.database.reads.load(Ordering::SeqCst);
        for id in 0..30 {
            self.read(1, id).await;
        }
        assert_eq!(
            self.database.reads.load(Ordering::SeqCst),
            reads,
            "the second cache finds what the first one loaded"
        );
        let [one, _] = &self.caches;
        for kind in 0..9 {
            let version = self.database.update();
            let told = match kind {
                0 => testing::scope(one, invalidate_row(7)).await,
                1 => one.invalidate_tag("rows").await,
                2 => one.invalidate_tag("row-tag:7").await,
                3 => testing::scope(one, invalidate_all_row()).await,
                4 => testing::scope(one, invalidate_parent(1)).await,
                5 => one.invalidate_pattern("row:7*").await,
                6 => {
                    testing::scope(one, write_row(7)).await;
                    Ok(Invalidated::default())
                }
                7 => {
                    testing::scope(one, write_row_softly(7)).await;
                    Ok(Invalidated::default())
                }
                _ => one.clear().await,
            };
            told.unwrap();
            assert_eq!(self.read(0, 7).await, version, "kind {kind}");
            self.until(1, 7, version).await;
        }
    }

    /// Memory of the other cache follows as fast as messages travel.
    async fn until(&self, cache: usize, id: u64, version: u64) {
        for _ in 0..2_000 {
            if self.read(cache, id).await == version {
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("the other cache still has the old value");
    }

    /// What one cache loads is found by the other again, wherever it lives.
    async fn until_shared(&self) {
        let mut in_a_row = 0;
        for id in 1_000..5_000 {
            let found = self.is_found(id).await;
            in_a_row = if found { in_a_row + 1 } else { 0 };
            if in_a_row == 20 {
                return;
            }
            if !found {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        }
        panic!("the caches do not share again");
    }

    /// Whether the second cache finds what the first one loads.
    async fn is_found(&self, id: u64) -> bool {
        invalidated(&self.caches[0], id).await;
        self.read(0, id).await;
        let reads = self.database.reads.load(Ordering::SeqCst);
        self.read(1, id).await;
        self.database.reads.load(Ordering::SeqCst) == reads
    }
}

/// Forgets an entry, if the server that has it can be told.
async fn invalidated(cache: &Cache, id: u64) {
    let _ = testing::scope(cache, invalidate_row(id)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_node_with_a_password_and_a_database_of_its_own() {
    let redis = Redis::builder().password("secret").start();
    let url = format!("redis://:secret@127.0.0.1:{}/3", redis.port());
    Fleet::over(|builder| builder.redis(&*url))
        .await
        .assert_works()
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_node_that_speaks_tls() {
    let certificates = Certificates::new();
    let redis = Redis::builder()
        .tls(
            &certificates.authority(),
            &certificates.certificate(),
            &certificates.key(),
        )
        .start();
    let authority = std::fs::read(certificates.authority()).unwrap();
    let fleet = Fleet::over(|builder| {
        builder
            .redis(redis.tls_url())
            .redis_authorities(authority.clone())
    });
    fleet.await.assert_works().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ring_of_nodes() {
    let nodes = [Redis::start(), Redis::start(), Redis::start()];
    let urls: Vec<String> = nodes.iter().map(Redis::url).collect();
    let fleet = Fleet::over(|builder| builder.redis_ring(urls.clone())).await;
    fleet.assert_works().await;
    assert!(
        nodes
            .iter()
            .all(|node| node.command(&["DBSIZE"]).integer() > 3),
        "each node has a share"
    );

    nodes[1].kill();
    for id in 2_000..2_030 {
        fleet.read(0, id).await;
    }
    nodes[1].start_again();
    fleet.until_shared().await;
    fleet.assert_works().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cluster_that_fails_over_and_moves_slots() {
    let cluster = Cluster::start();
    let fleet = Fleet::over(|builder| builder.redis_cluster(cluster.urls())).await;
    fleet.assert_works().await;

    let slot = cluster.slot_of("topologies:v1:row:7");
    cluster.fail_over(slot);
    fleet.until_shared().await;
    fleet.assert_works().await;

    let masters = cluster.masters();
    let target = masters
        .iter()
        .copied()
        .find(|master| *master != cluster.master_of_slot(slot));
    cluster.move_slot(slot, target.expect("there are three masters"));
    fleet.until_shared().await;
    fleet.assert_works().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_master_behind_sentinels_that_fails_over() {
    let sentinel = Sentinel::start();
    let fleet = Fleet::over(|builder| {
        builder.redis_sentinel(sentinel.sentinel_urls(), sentinel.master_name())
    })
    .await;
    fleet.assert_works().await;
    sentinel.fail_over();
    fleet.until_shared().await;
    fleet.assert_works().await;
}

#[test]
fn a_thousand_callers_of_two_caches_load_once() {
    let redis = Redis::start();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let fleet = Arc::new(Fleet::over(|builder| builder.redis(redis.url())).await);
        let mut tasks = tokio::task::JoinSet::new();
        for task in 0..1_000 {
            let fleet = fleet.clone();
            tasks.spawn(async move { fleet.read(task % 2, 7).await });
        }
        tasks.join_all().await;
        assert_eq!(fleet.database.reads.load(Ordering::SeqCst), 1);
    });
    wait_for("the entry", || {
        (redis.command(&["EXISTS", "topologies:v1:row:7"]).integer() == 1).then_some(())
    });
}
