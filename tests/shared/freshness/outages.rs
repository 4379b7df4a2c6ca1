//! Old values while Redis is gone: they are the answer from memory, in the time of one operation, and are refreshed there.

use super::{Broken, Process, SECOND, Scene, pass};
use cache_runtime::cached;
use cache_test_servers::wait_for;
use std::time::{Duration, Instant};

/// How long an operation may take in these tests, and what a busy machine may add to a call.
const TIMEOUT: Duration = Duration::from_millis(300);
const SLACK: Duration = Duration::from_millis(1_500);

#[cached(key = "stale:<id>", ttl = "1m", stale_while_revalidate = "1h", cache = process.cache, ignore(process))]
async fn stale(process: &Process, id: u64) -> Result<u64, Broken> {
    process.source.read(id).await
}

#[cached(key = "falling:<id>", ttl = "1m", stale_if_error = "1h", cache = process.cache, ignore(process))]
async fn falling(process: &Process, id: u64) -> Result<u64, Broken> {
    process.source.read(id).await
}

#[cached(key = "ahead:<id>", ttl = "2m", refresh_ahead = 0.5, cache = process.cache, ignore(process))]
async fn ahead(process: &Process, id: u64) -> Result<u64, Broken> {
    process.source.read(id).await
}

#[derive(Debug, Clone, Copy)]
enum Outage {
    Killed,
    Stopped,
}

/// An answer that comes in the time of one operation.
async fn soon<T>(call: impl Future<Output = T>) -> T {
    let begun = Instant::now();
    let answer = call.await;
    let took = begun.elapsed();
    assert!(took <= TIMEOUT + SLACK, "the call took {took:?}");
    answer
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn old_values_in_memory_are_answers_and_are_refreshed_there_while_redis_is_gone() {
    for outage in [Outage::Killed, Outage::Stopped] {
        let scene = Scene::start();
        let process = scene
            .process(|builder| builder.redis_timeout(TIMEOUT))
            .await;
        stale(&process, 7).await.unwrap();
        ahead(&process, 7).await.unwrap();
        falling(&process, 7).await.unwrap();
        pass(&[&process], 61 * SECOND);
        scene.set_row(2);
        match outage {
            Outage::Killed => scene.redis.kill(),
            Outage::Stopped => scene.redis.suspend(),
        }

        assert_eq!(soon(stale(&process, 7)).await, Ok(1), "{outage:?}");
        assert_eq!(soon(ahead(&process, 7)).await, Ok(1), "{outage:?}");
        process.settle().await;
        assert_eq!(soon(stale(&process, 7)).await, Ok(2), "{outage:?}");
        assert_eq!(soon(ahead(&process, 7)).await, Ok(2), "{outage:?}");
        assert_eq!(process.loads(), 5);
        process.source.fail();
        assert_eq!(soon(falling(&process, 7)).await, Ok(1), "{outage:?}");
        assert_eq!(soon(falling(&process, 8)).await, Err(Broken), "{outage:?}");

        match outage {
            Outage::Killed => scene.redis.start_again(),
            Outage::Stopped => scene.redis.resume(),
        }
        process.source.recover();
        scene.set_row(3);
        let other = scene.process(|builder| builder).await;
        wait_for("a refresh that goes to Redis again", || {
            pass(&[&process, &other], 61 * SECOND);
            cache_runtime::testing::run(async {
                stale(&process, 7).await.unwrap();
            });
            let found = cache_runtime::testing::run(peek_stale(&other, 7));
            found.is_some_and(|found| found.value == 3).then_some(())
        });
    }
}
