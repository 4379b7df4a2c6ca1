//! Invalidations that Redis cannot be told of: who asked for one is told so, it is made up for, and until then this process
//! reads nothing there.

use super::{TIMEOUT, connect, shared};
use cache_runtime::{Cache, Error, cached, testing};
use cache_test_servers::{Faults, Proxy, Redis, wait_for};
use std::sync::atomic::{AtomicU64, Ordering};

/// A row of a database: what a load returns now.
#[derive(Debug, Default)]
struct Row(AtomicU64);

impl Row {
    fn set(&self, value: u64) {
        self.0.store(value, Ordering::SeqCst);
    }
}

#[cached(key = "stock:<id>", ttl = "1h", tags = ["stocks"], cache = *cache, ignore(cache, row))]
async fn stock(cache: &Cache, row: &Row, id: u64) -> u64 {
    let _ = id;
    row.0.load(Ordering::SeqCst)
}

/// Two caches on one server, the first over a line of its own.
struct Pair {
    redis: Redis,
    line: Proxy,
    one: Cache,
    two: Cache,
    row: Row,
}

impl Pair {
    /// Both have the entry in memory, and Redis has it too.
    async fn start() -> Self {
        let redis = Redis::start();
        let line = Proxy::start(redis.port(), 1);
        let one = connect(line.url(), TIMEOUT).await;
        let two = connect(redis.url(), TIMEOUT).await;
        let row = Row::default();
        assert_eq!(stock(&one, &row, 7).await, 0);
        assert_eq!(stock(&two, &row, 7).await, 0);
        testing::assert_loads(&two, "stock", 0);
        Self {
            redis,
            line,
            one,
            two,
            row,
        }
    }

    fn swallow(&self) {
        self.line.set(Faults::none().with_black_hole());
    }

    fn wait_until_replayed(&self) {
        wait_for("the replay", || {
            (shared(&self.one).invalidations_waiting == 0).then_some(())
        });
    }

    /// The other cache's memory and Redis have lost the old value.
    async fn expect_gone_everywhere(&self) {
        wait_for("the other process' memory to lose the value", || {
            (testing::run(stock(&self.two, &self.row, 7)) == 1).then_some(())
        });
        assert_eq!(stock(&self.one, &self.row, 7).await, 1);
    }
}

fn is_postponed(outcome: Result<impl Sized, Error>) {
    let error = outcome.map(drop).expect_err("Redis could not be told");
    assert!(matches!(error, Error::Untold(_)), "{error:?}");
    let text = error.to_string();
    assert!(text.contains("as soon as Redis answers again"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invalidation_that_redis_is_not_told_of_says_so_and_is_made_up_for() {
    let pair = Pair::start().await;
    pair.swallow();
    pair.row.set(1);
    is_postponed(invalidate_stock(&pair.one, 7).await);
    assert_eq!(shared(&pair.one).invalidations_waiting, 1);
    assert_eq!(
        stock(&pair.one, &pair.row, 7).await,
        1,
        "in this process it is done"
    );
    assert_eq!(
        stock(&pair.two, &pair.row, 7).await,
        0,
        "the other has not heard of it"
    );

    pair.line.heal();
    pair.wait_until_replayed();
    assert_eq!(shared(&pair.one).invalidations_replayed, 1);
    pair.expect_gone_everywhere().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_invalidation_is_made_up_for() {
    for kind in 0..6 {
        let pair = Pair::start().await;
        pair.swallow();
        pair.row.set(1);
        match kind {
            0 => is_postponed(pair.one.invalidate("stock:7").await),
            1 => is_postponed(pair.one.invalidate_tag("stocks").await),
            2 => is_postponed(pair.one.invalidate_pattern("st*").await),
            3 => is_postponed(pair.one.clear().await),
            4 => is_postponed(invalidate_all_stock(&pair.one).await),
            _ => is_postponed(pair.one.invalidate_blocking(stock_key(7))),
        }
        pair.line.heal();
        pair.wait_until_replayed();
        pair.expect_gone_everywhere().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn more_invalidations_than_can_be_kept_become_one_of_everything() {
    const MANY: usize = 10_001;
    let pair = Pair::start().await;
    pair.redis.kill();
    wait_for("the cache to notice", || {
        (!shared(&pair.one).available).then_some(())
    });
    pair.row.set(1);
    is_postponed(invalidate_stock(&pair.one, 7).await);
    for number in 1..MANY {
        is_postponed(pair.one.invalidate_tag(format!("tag {number}")).await);
    }
    assert_eq!(shared(&pair.one).invalidations_waiting, 1);

    pair.redis.start_again();
    pair.wait_until_replayed();
    pair.expect_gone_everywhere().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_full_still_invalidates() {
    let pair = Pair::start().await;
    pair.redis.command(&["CONFIG", "SET", "maxmemory", "1"]);
    pair.row.set(1);
    invalidate_stock(&pair.one, 7).await.unwrap();
    pair.expect_gone_everywhere().await;
    pair.row.set(2);
    pair.one.invalidate_tag("stocks").await.unwrap();
    pair.one.clear().await.unwrap();
    assert_eq!(stock(&pair.one, &pair.row, 7).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn until_it_is_made_up_for_this_process_does_not_read_from_redis() {
    let pair = Pair::start().await;
    // Reads go through.
    pair.redis.command(&["REPLICAOF", "127.0.0.1", "1"]);
    pair.row.set(1);
    is_postponed(invalidate_stock(&pair.one, 7).await);
    assert_eq!(stock(&pair.one, &pair.row, 7).await, 1);
    pair.redis.command(&["REPLICAOF", "NO", "ONE"]);
    pair.wait_until_replayed();
    pair.expect_gone_everywhere().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_value_put_while_redis_is_away_replaces_the_old_one_everywhere() {
    let pair = Pair::start().await;
    pair.swallow();
    pair.row.set(1);
    is_postponed(put_stock(&pair.one, 7, 1).await);
    assert_eq!(stock(&pair.one, &pair.row, 7).await, 1);
    pair.line.heal();
    pair.wait_until_replayed();
    pair.expect_gone_everywhere().await;
}
