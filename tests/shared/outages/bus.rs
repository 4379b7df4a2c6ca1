//! The bus is lost while commands go through, or it skips something, or the whole server forgets everything: what memory
//! may still serve, and for how long.

use super::{connect, shared, wait_until_shared_again};
use crate::outages::traffic::{item, new_id, value_of};
use cache_runtime::{Cache, CacheBuilder, cached, testing};
use cache_test_servers::{Proxy, Redis, wait_for};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

const DISCONNECTED: Duration = Duration::from_secs(10);
const SECOND: Duration = Duration::from_secs(1);

/// A row of a database: what a load returns now.
#[derive(Debug, Default)]
struct Row(AtomicU64);

impl Row {
    fn set(&self, value: u64) {
        self.0.store(value, Ordering::SeqCst);
    }
}

#[cached(key = "row:<id>", ttl = "1h", tags = ["rows"], cache = *cache, ignore(cache, row))]
async fn read(cache: &Cache, row: &Row, id: u64) -> u64 {
    let _ = id;
    row.0.load(Ordering::SeqCst)
}

fn builder(url: impl Into<String>) -> CacheBuilder {
    Cache::builder()
        .namespace("outages")
        .redis(url)
        .disconnected_ttl(DISCONNECTED)
}

fn wait_until_lost(cache: &Cache) {
    wait_for("the loss of the bus", || shared(cache).disconnected_for);
}

fn wait_until_heard(cache: &Cache) {
    wait_for("the bus", || {
        shared(cache).disconnected_for.is_none().then_some(())
    });
}

/// Two caches, of which the first hears the bus over a line that can be broken for itself alone, and by a clock of its own.
struct Pair {
    redis: Redis,
    line: Proxy,
    one: Cache,
    clock: testing::TestClock,
    two: Cache,
}

impl Pair {
    async fn start() -> Self {
        let redis = Redis::start();
        let line = Proxy::start(redis.port(), 1);
        let (one, clock) = testing::cache_with_tier(builder(line.url())).await;
        let two = builder(redis.url()).build().await.unwrap();
        Self {
            redis,
            line,
            one,
            clock,
            two,
        }
    }

    /// All that the first cache has is cut, and nothing new is let through.
    fn cut(&self) {
        self.line
            .set(cache_test_servers::Faults::none().with_refusal());
        self.line.cut();
        wait_until_lost(&self.one);
    }

    fn mend(&self) {
        self.line.heal();
        wait_until_heard(&self.one);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn memory_is_served_for_the_disconnected_ttl_after_the_loss_and_no_longer() {
    let pair = Pair::start().await;
    let row = Row::default();
    assert_eq!(read(&pair.one, &row, 7).await, 0);

    pair.clock.advance(20 * SECOND);
    pair.cut();
    row.set(1);
    pair.two.invalidate_tag("rows").await.unwrap();
    pair.clock.advance(DISCONNECTED - SECOND);
    assert_eq!(read(&pair.one, &row, 7).await, 0, "it did not hear of it");

    pair.clock.advance(SECOND);
    assert_eq!(read(&pair.one, &row, 7).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_loaded_after_the_loss_is_kept_as_long_from_then_on_and_no_longer() {
    let pair = Pair::start().await;
    let row = Row::default();
    pair.cut();
    pair.clock.advance(3 * DISCONNECTED);
    assert_eq!(read(&pair.one, &row, 7).await, 0);
    row.set(1);
    pair.clock.advance(DISCONNECTED - SECOND);
    assert_eq!(read(&pair.one, &row, 7).await, 0);
    pair.clock.advance(SECOND);
    assert_eq!(read(&pair.one, &row, 7).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outage_of_redis_is_none_of_the_database() {
    const KEYS: u64 = 100;
    let pair = Pair::start().await;
    let row = Row::default();
    for id in 0..KEYS {
        read(&pair.one, &row, id).await;
    }
    testing::assert_loads(&pair.one, "read", KEYS);
    pair.redis.kill();
    wait_until_lost(&pair.one);

    for _ in 0..60 {
        for id in 0..KEYS {
            read(&pair.one, &row, id).await;
        }
        pair.clock.advance(SECOND / 2);
    }
    let loads = testing::counts(&pair.one, "read").loads - KEYS;
    println!("{loads} loads of {KEYS} keys in 30 s without Redis, 6000 calls");
    assert!(loads >= 2 * KEYS, "memory served longer than it may");
    assert!(loads <= 3 * KEYS, "{loads} loads of {KEYS} keys");
}

#[tokio::test(flavor = "multi_thread")]
async fn copies_from_redis_are_kept_as_long_while_only_the_bus_is_lost() {
    // Commands go through; only the subscription is refused.
    let redis = Redis::builder()
        .restricted_user("app", "secret", "~* &* +@all")
        .start();
    let (one, clock) = testing::cache_with_tier(builder(redis.url())).await;
    let two = builder(redis.url()).build().await.unwrap();
    let row = Row::default();
    read(&two, &row, 7).await;
    redis.command(&["ACL", "SETUSER", "app", "-subscribe"]);
    redis.command(&["CLIENT", "KILL", "TYPE", "pubsub"]);
    wait_until_lost(&one);
    clock.advance(3 * DISCONNECTED);

    read(&one, &row, 7).await;
    for _ in 0..9 {
        clock.advance(SECOND);
        read(&one, &row, 7).await;
    }
    let counts = testing::counts(&one, "read");
    assert_eq!((counts.loads, counts.shared_hits), (0, 1), "{counts:?}");

    redis.command(&["ACL", "SETUSER", "app", "+subscribe"]);
    wait_until_heard(&one);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reconnect_that_missed_nothing_keeps_memory() {
    let redis = Redis::start();
    let one = connect(redis.url(), SECOND).await;
    let two = connect(redis.url(), SECOND).await;
    two.invalidate_tag("another").await.unwrap();
    wait_until_shared_again(&one, &two);
    let id = new_id();
    assert_eq!(item(&one, id).await, value_of(id));
    let loads = testing::counts(&one, "item");

    for _ in 0..3 {
        redis.command(&["CLIENT", "KILL", "TYPE", "pubsub"]);
        wait_for("a connection again", || {
            let clients = redis.command(&["CLIENT", "LIST", "TYPE", "pubsub"]).text();
            (clients.lines().filter(|line| line.contains("id=")).count() == 2).then_some(())
        });
        wait_until_heard(&one);
    }
    item(&one, id).await;
    assert_eq!(testing::counts(&one, "item").hits, loads.hits + 1);
    assert_eq!(shared(&one).flush_count(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reconnect_that_missed_something_empties_memory() {
    let pair = Pair::start().await;
    let row = Row::default();
    read(&pair.one, &row, 7).await;
    pair.cut();
    row.set(1);
    pair.two.invalidate_tag("rows").await.unwrap();
    pair.mend();
    assert_eq!(read(&pair.one, &row, 7).await, 1);
    assert_eq!(shared(&pair.one).flushes.get("reconnect"), Some(&1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_never_came_is_noticed_by_the_heartbeat() {
    let pair = Pair::start().await;
    let row = Row::default();
    read(&pair.one, &row, 7).await;
    pair.redis
        .command(&["HINCRBY", "outages:v1#bus", "seq", "1"]);
    wait_for("the heartbeat", || {
        shared(&pair.one).flushes.get("gap").copied()
    });
    let before = testing::counts(&pair.one, "read").hits;
    read(&pair.one, &row, 7).await;
    testing::assert_hits(&pair.one, "read", before);
}

#[tokio::test(flavor = "multi_thread")]
async fn memory_is_not_emptied_by_traffic_on_the_bus() {
    let redis = Redis::start();
    let one = connect(redis.url(), SECOND).await;
    let two = connect(redis.url(), SECOND).await;
    // Many heartbeats fall between messages, and new connections too.
    for round in 0..3_000 {
        two.invalidate_tag(format!("tag {}", round % 10))
            .await
            .unwrap();
    }
    assert_eq!(shared(&one).flush_count(), 0, "{:?}", shared(&one));
    assert_eq!(shared(&two).flush_count(), 0, "{:?}", shared(&two));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_stale_after_flushall() {
    let pair = Pair::start().await;
    let row = Row::default();
    read(&pair.one, &row, 7).await;
    read(&pair.two, &row, 7).await;
    row.set(1);
    pair.redis.command(&["FLUSHALL"]);
    for cache in [&pair.one, &pair.two] {
        wait_for("the heartbeat", || {
            (testing::run(read(cache, &row, 7)) == 1).then_some(())
        });
    }
    wait_until_shared_again(&pair.one, &pair.two);
}

#[tokio::test(flavor = "multi_thread")]
async fn leases_die_with_flushall() {
    #[cached(key = "slow:<id>", ttl = "1h", cache = *cache, ignore(cache, gate, row))]
    async fn slow(cache: &Cache, gate: &testing::Gate, row: &Row, id: u64) -> u64 {
        let _ = id;
        let value = row.0.load(Ordering::SeqCst);
        gate.pass().await;
        value
    }

    let redis = Redis::start();
    let one = connect(redis.url(), SECOND).await;
    let two = connect(redis.url(), SECOND).await;
    let (gate, row) = (testing::Gate::new(), Row::default());
    let load = async { slow(&one, &gate, &row, 7).await };
    let flush = async {
        gate.entered(1).await;
        row.set(1);
        redis.command(&["FLUSHALL"]);
        gate.open_for_good();
    };
    let (old, ()) = tokio::join!(load, flush);
    assert_eq!(old, 0);
    assert_eq!(slow(&two, &gate, &row, 7).await, 1, "not what began before");
}
