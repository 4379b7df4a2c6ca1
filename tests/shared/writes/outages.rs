//! Redis is away while something is written: the function returns what it returns, and what was named is made up for.

use super::{Row, found, put, read_all, user, write, write_blocking};
use cache_runtime::{Cache, SharedStats, testing};
use cache_test_servers::{Faults, Proxy, Redis, wait_for};
use std::time::Duration;

/// Two caches on one server, the first over a line of its own.
struct Pair {
    _redis: Redis,
    line: Proxy,
    one: Cache,
    other: Cache,
    row: Row,
}

impl Pair {
    /// Both have everything.
    async fn start() -> Self {
        let redis = Redis::start();
        let line = Proxy::start(redis.port(), 1);
        let connect = |url: String| {
            let builder = Cache::builder().redis(url);
            builder.redis_timeout(Duration::from_millis(300)).build()
        };
        let one = connect(line.url()).await.unwrap();
        let other = connect(redis.url()).await.unwrap();
        let row = Row::default();
        row.set(1);
        read_all(&[&one, &other], &row).await;
        Self {
            _redis: redis,
            line,
            one,
            other,
            row,
        }
    }

    fn shared(&self) -> SharedStats {
        let shared = self.one.stats().shared;
        shared.expect("the cache has a shared tier")
    }

    /// Until the other cache has lost what was named.
    fn heal(&self) {
        self.line.heal();
        wait_for("the replay", || {
            (self.shared().invalidations_waiting == 0).then_some(())
        });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_succeeds_without_redis_and_is_made_up_for() {
    let pair = Pair::start().await;
    pair.line.set(Faults::none().with_black_hole());
    let faults = pair.shared().fault_count();
    assert_eq!(write(&pair.one, &pair.row, 7, 2).await, Ok(2));
    let shared = pair.shared();
    assert!(shared.fault_count() > faults, "{shared:?}");
    assert_eq!(shared.invalidations_waiting, 3);
    assert_eq!(
        user(&pair.one, &pair.row, 7).await,
        2,
        "it reads what it wrote"
    );
    pair.heal();
    assert_eq!(pair.shared().invalidations_replayed, 3);
    wait_for("the other process to hear of it", || {
        let read = testing::run(user(&pair.other, &pair.row, 7));
        (read == 2).then_some(())
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sync_write_succeeds_without_redis() {
    let pair = Pair::start().await;
    pair.line.set(Faults::none().with_black_hole());
    write_blocking(&pair.one, &pair.row, 7, 2);
    assert_eq!(pair.shared().invalidations_waiting, 4);
    assert_eq!(
        user(&pair.one, &pair.row, 8).await,
        2,
        "the tag is told too"
    );
    pair.heal();
    wait_for("the other process to hear of it", || {
        let read = testing::run(user(&pair.other, &pair.row, 8));
        (read == 2).then_some(())
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_value_that_redis_does_not_take_leaves_no_older_one_there() {
    let pair = Pair::start().await;
    pair.line.set(Faults::none().with_black_hole());
    assert_eq!(put(&pair.one, 7, 5).await, Ok(5));
    assert_eq!(found(&pair.one).await[0], Some(5), "memory has it");
    pair.row.set(5);
    pair.heal();
    wait_for("the other process to lose the older one", || {
        let read = testing::run(user(&pair.other, &pair.row, 7));
        (read == 5).then_some(())
    });
}
