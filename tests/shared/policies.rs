//! What is said at run time where entries are shared: the off-switch in front of Redis, and the fields that only count there.

use cache_runtime::testing::{self, Gate};
use cache_runtime::{Cache, CacheBuilder, Override, Stampede, cached};
use cache_test_servers::Redis;
use std::path::PathBuf;
use std::time::Duration;

const SECOND: Duration = Duration::from_secs(1);

#[cached(key = "policies:<id>", ttl = "1h", cache = *cache, ignore(cache, gate))]
async fn row(cache: &Cache, gate: &Gate, id: u64) -> u64 {
    let _ = cache;
    gate.pass().await;
    id
}

const ROW: &str = "shared::policies::row";

fn open() -> Gate {
    let gate = Gate::new();
    gate.open_for_good();
    gate
}

fn builder(redis: &Redis) -> CacheBuilder {
    // Impatience is for other tests.
    Cache::builder()
        .namespace("test")
        .redis(redis.url())
        .redis_timeout(20 * SECOND)
        .lock_wait(120 * SECOND)
        .lease(120 * SECOND)
}

async fn cache(redis: &Redis) -> Cache {
    builder(redis).build().await.unwrap()
}

/// A cache with a file that switches the function.
struct Switched {
    file: PathBuf,
    cache: Cache,
}

impl Switched {
    async fn on(redis: &Redis, name: &str) -> Self {
        let file = std::env::temp_dir().join(format!("cache-{}-{name}.toml", std::process::id()));
        std::fs::write(&file, "").unwrap();
        let cache = builder(redis).policies_from(&file).build().await.unwrap();
        Self { file, cache }
    }

    fn switch(&self, enabled: bool) {
        let text = format!("[functions.\"{ROW}\"]\nenabled = {enabled}");
        std::fs::write(&self.file, text).unwrap();
        self.cache.reload_policies().unwrap();
    }
}

impl Drop for Switched {
    fn drop(&mut self) {
        // It lies among temporary files: left there, it disturbs nobody.
        let _ = std::fs::remove_file(&self.file);
    }
}

#[tokio::test]
async fn nothing_is_read_in_redis_while_a_function_is_off() {
    let redis = Redis::start();
    let (other, here) = (cache(&redis).await, Switched::on(&redis, "read").await);
    row(&other, &open(), 1).await;
    here.switch(false);
    row(&here.cache, &open(), 1).await;
    assert!(peek_row(&here.cache, 1).await.is_none());
    assert_eq!(testing::counts(&here.cache, "row").bypassed, 1);
    here.switch(true);
    row(&here.cache, &open(), 1).await;
    let counts = testing::counts(&here.cache, "row");
    assert_eq!((counts.shared_hits, counts.loads), (1, 0));
}

#[tokio::test]
async fn a_load_on_its_way_does_not_arrive_in_redis_when_its_function_is_switched_off() {
    let redis = Redis::start();
    let (other, here) = (cache(&redis).await, Switched::on(&redis, "way").await);
    let gate = Gate::new();
    let load = async {
        assert_eq!(row(&here.cache, &gate, 1).await, 1);
    };
    let switch = async {
        gate.entered(1).await;
        here.switch(false);
        gate.open();
    };
    tokio::join!(load, switch);
    assert!(peek_row(&other, 1).await.is_none());
}

#[tokio::test]
async fn a_value_that_is_put_while_a_function_is_off_removes_the_entry_from_redis() {
    let redis = Redis::start();
    let (other, here) = (cache(&redis).await, Switched::on(&redis, "put").await);
    row(&here.cache, &open(), 1).await;
    here.switch(false);
    put_row(&here.cache, 1, 7).await.unwrap();
    assert!(peek_row(&other, 1).await.is_none());
    here.switch(true);
    assert!(peek_row(&here.cache, 1).await.is_none());
}

#[tokio::test]
async fn what_is_invalidated_elsewhere_while_a_function_is_off_is_not_served_after() {
    let redis = Redis::start();
    let (other, here) = (cache(&redis).await, Switched::on(&redis, "else").await);
    row(&here.cache, &open(), 1).await;
    row(&here.cache, &open(), 2).await;
    here.switch(false);
    invalidate_all_row(&other).await.unwrap();
    // Messages arrive in order, and the second is seen to have arrived.
    invalidate_row(&other, 2).await.unwrap();
    cache_test_servers::wait_for("a message to arrive", || {
        (testing::counts(&here.cache, "row").entries < 2).then_some(())
    });
    here.switch(true);
    row(&here.cache, &open(), 1).await;
    assert_eq!(testing::counts(&here.cache, "row").loads, 3);
}

#[tokio::test]
async fn memory_ttl() {
    let redis = Redis::start();
    let said = Override::new().with_memory_ttl(10 * SECOND);
    let builder = builder(&redis).override_function(ROW, said);
    let (here, clock) = testing::cache_with_tier(builder).await;
    row(&here, &open(), 1).await;
    clock.advance(10 * SECOND - Duration::from_millis(1));
    row(&here, &open(), 1).await;
    assert_eq!(testing::counts(&here, "row").shared_hits, 0);
    clock.advance(Duration::from_millis(1));
    row(&here, &open(), 1).await;
    let counts = testing::counts(&here, "row");
    assert_eq!((counts.shared_hits, counts.loads), (1, 1));
}

/// One process loads, and another has been told at run time to wait for it; or not to wait for long.
async fn loads_beside_another(said: Override, is_waiting: bool) -> u64 {
    let redis = Redis::start();
    let other = cache(&redis).await;
    let builder = builder(&redis).override_function(ROW, said);
    let here = builder.build().await.unwrap();
    let (gate, opened) = (Gate::new(), open());
    let first = row(&other, &gate, 1);
    let second = async {
        gate.entered(1).await;
        let ended = row(&here, &opened, 1);
        if is_waiting {
            gate.open();
            ended.await;
        } else {
            ended.await;
            gate.open();
        }
    };
    tokio::join!(first, second);
    testing::counts(&here, "row").loads
}

#[tokio::test]
async fn stampede_lock() {
    let lock = Override::new().with_stampede(Stampede::Lock);
    assert_eq!(loads_beside_another(lock, true).await, 0);
}

#[tokio::test]
async fn lock_wait() {
    let impatient = Override::new()
        .with_stampede(Stampede::Lock)
        .with_lock_wait(Duration::from_millis(1));
    assert_eq!(loads_beside_another(impatient, false).await, 1);
}
