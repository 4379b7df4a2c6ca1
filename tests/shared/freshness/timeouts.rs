//! Callers whose time is over while another process loads.

use super::{Broken, MILLISECOND, Process, SECOND, Scene, entry, pass};
use cache_runtime::{LoadTimeout, cached};
use cache_test_servers::{Reply, wait_for};

#[derive(Debug, Clone, PartialEq, Eq)]
enum Failed {
    Broken,
    Late,
}

impl From<Broken> for Failed {
    fn from(Broken: Broken) -> Self {
        Self::Broken
    }
}

impl From<LoadTimeout> for Failed {
    fn from(_: LoadTimeout) -> Self {
        Self::Late
    }
}

#[cached(
    key = "bounded:<id>", ttl = "1m", stampede = "lock", lock_wait = "5s", timeout = "5s", cache = process.cache,
    ignore(process)
)]
async fn bounded(process: &Process, id: u64) -> Result<u64, Failed> {
    Ok(process.source.read(id).await?)
}

#[cached(
    key = "finishing:<id>", ttl = "1m", stampede = "lock", lock_wait = "1m", timeout = "1m", on_cancel = "finish",
    cache = process.cache, ignore(process)
)]
async fn finishing(process: &Process, id: u64) -> Result<u64, Failed> {
    Ok(process.source.read(id).await?)
}

#[cached(
    key = "soft:<id>", ttl = "1m", stampede = "lock", lock_wait = "1m", soft_timeout = "5s", stale_if_error = "1h",
    cache = process.cache, ignore(process)
)]
async fn soft(process: &Process, id: u64) -> Result<u64, Failed> {
    Ok(process.source.read(id).await?)
}

/// Until somebody waits for the load that holds the lease.
async fn wait_until_awaited(scene: &Scene, key: &str) {
    loop {
        let awaited = scene.redis.command(&["GETRANGE", &entry(key), "32", "32"]);
        if awaited == Reply::Bytes(vec![1]) {
            return;
        }
        tokio::time::sleep(MILLISECOND).await;
    }
}

#[tokio::test]
async fn a_timeout_bounds_the_wait_for_the_load_of_another_process() {
    let scene = Scene::start();
    let [owner, waiting] = scene.processes().await;
    let gate = owner.source.pausing();
    let load = tokio::spawn({
        let owner = owner.clone();
        async move { bounded(&owner, 7).await }
    });
    gate.entered(1).await;
    let call = tokio::spawn({
        let waiting = waiting.clone();
        async move { bounded(&waiting, 7).await }
    });
    wait_until_awaited(&scene, "bounded:7").await;
    waiting.clock.advance(5 * SECOND);
    assert_eq!(call.await.unwrap(), Err(Failed::Late));
    assert_eq!(waiting.loads(), 0);
    gate.open_for_good();
    assert_eq!(load.await.unwrap(), Ok(1));
}

#[tokio::test]
async fn a_load_that_may_outlive_its_caller_waits_on_for_another_process_and_loads_then() {
    let scene = Scene::start();
    let [owner, waiting] = scene.processes().await;
    let gate = owner.source.pausing();
    owner.source.fail();
    let load = tokio::spawn({
        let owner = owner.clone();
        async move { finishing(&owner, 7).await }
    });
    gate.entered(1).await;
    let call = tokio::spawn({
        let waiting = waiting.clone();
        async move { finishing(&waiting, 7).await }
    });
    wait_until_awaited(&scene, "finishing:7").await;
    waiting.clock.advance(60 * SECOND);
    assert_eq!(call.await.unwrap(), Err(Failed::Late));
    scene.set_row(2);
    gate.open_for_good();
    assert_eq!(load.await.unwrap(), Err(Failed::Broken));
    waiting.settle().await;
    assert_eq!(waiting.loads(), 1);
    assert_eq!(finishing(&waiting, 7).await, Ok(2));
    assert_eq!(waiting.loads(), 1);
}

#[tokio::test]
async fn an_old_value_in_memory_is_the_answer_after_a_soft_timeout_while_another_process_loads() {
    let scene = Scene::start();
    let [owner, waiting] = scene.processes().await;
    assert_eq!(soft(&owner, 7).await, Ok(1));
    assert_eq!(soft(&waiting, 7).await, Ok(1));
    pass(&[&owner, &waiting], 61 * SECOND);
    scene.set_row(2);
    let gate = owner.source.pausing();
    let load = tokio::spawn({
        let owner = owner.clone();
        async move { soft(&owner, 7).await }
    });
    gate.entered(1).await;
    let call = tokio::spawn({
        let waiting = waiting.clone();
        async move { soft(&waiting, 7).await }
    });
    wait_until_awaited(&scene, "soft:7").await;
    waiting.clock.advance(5 * SECOND);
    assert_eq!(call.await.unwrap(), Ok(1));
    gate.open_for_good();
    assert_eq!(load.await.unwrap(), Ok(2));
    waiting.settle().await;
    wait_for("the value of the other process", || {
        let found = cache_runtime::testing::run(peek_soft(&waiting, 7))?;
        (found.value == 2).then_some(())
    });
    assert_eq!([owner.loads(), waiting.loads()], [2, 0]);
}
