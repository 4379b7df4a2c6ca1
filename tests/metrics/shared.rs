//! What Redis does to the samples of a process: answers from there, waits for other processes, faults, rejections, flushes.

use crate::exposition::{Samples, moves, samples};
use crate::source::Source;
use crate::time::seconds;
use cache_runtime::testing::{self, TestClock};
use cache_runtime::{Cache, cached};
use cache_test_servers::{Redis, Reply, wait_for};

/// One process of a fleet.
#[derive(Debug, Clone)]
struct Process {
    cache: Cache,
    clock: TestClock,
    source: Source,
}

impl Process {
    async fn new(redis: &Redis) -> Self {
        let builder = Cache::builder()
            .namespace("metrics")
            .redis(redis.url())
            // Impatience is for other tests.
            .redis_timeout(seconds(20))
            .lock_wait(seconds(120))
            .lease(seconds(120));
        let (cache, clock) = testing::cache_with_tier(builder).await;
        Self {
            cache,
            clock,
            source: Source::open(),
        }
    }

    fn samples(&self) -> Samples {
        samples(&self.cache.prometheus())
    }

    /// What a call, and what it sets off, does to what is not about connections.
    async fn moves<T>(&self, call: impl Future<Output = T>) -> Vec<String> {
        let before = self.samples();
        call.await;
        testing::settle(&self.cache).await;
        of_calls(moves(&before, &self.samples()))
    }
}

/// Operations, their bytes and leases follow from the protocol, and are asked elsewhere.
fn of_calls(mut moves: Vec<String>) -> Vec<String> {
    let is_of_connection = |name: &String| {
        ["shared_operation", "shared_bytes", "leases"]
            .iter()
            .any(|of| name.starts_with(of))
    };
    moves.retain(|name| !is_of_connection(name));
    moves
}

#[cached(
    key = "shared:<id>", ttl = "1m", stale_while_revalidate = "1m",
    cache = process.cache, ignore(process)
)]
async fn shared(process: &Process, id: u64) -> u64 {
    process.source.read().await + id
}

#[cached(
    key = "shared-optional:<id>", ttl = "1m", negative_ttl = "1m",
    cache = process.cache, ignore(process)
)]
async fn optional(process: &Process, id: u64) -> Option<u64> {
    let row = process.source.read().await;
    (id > 0).then_some(row)
}

#[cached(key = "shared-many:<id>", batch = ids, ttl = "1m", cache = process.cache, ignore(process))]
async fn many(process: &Process, ids: Vec<u64>) -> std::collections::HashMap<u64, u64> {
    process.source.read().await;
    ids.into_iter().map(|id| (id, id)).collect()
}

#[cached(key = "locked:<id>", ttl = "1m", stampede = "lock", cache = process.cache, ignore(process))]
async fn locked(process: &Process, id: u64) -> u64 {
    process.source.read().await + id
}

#[tokio::test]
async fn what_another_process_has_loaded_is_a_hit_of_the_shared_tier() {
    let redis = Redis::start();
    let (one, two) = (Process::new(&redis).await, Process::new(&redis).await);
    let expected = [
        "entries +1",
        "gets none miss +1",
        "load_seconds_count +1",
        "loads ok +1",
    ];
    assert_eq!(one.moves(shared(&one, 1)).await, expected);
    assert_eq!(
        two.moves(shared(&two, 1)).await,
        ["entries +1", "gets shared hit +1"]
    );
    assert_eq!(two.moves(shared(&two, 1)).await, ["gets memory hit +1"]);
}

#[tokio::test]
async fn an_absence_that_another_process_has_found_is_a_negative_hit() {
    let redis = Redis::start();
    let (one, two) = (Process::new(&redis).await, Process::new(&redis).await);
    optional(&one, 0).await;
    optional(&one, 1).await;
    assert_eq!(
        two.moves(optional(&two, 0)).await,
        ["entries +1", "gets shared negative +1"]
    );
    assert_eq!(
        two.moves(optional(&two, 1)).await,
        ["entries +1", "gets shared hit +1"]
    );
}

#[cached(
    key = "remote:<id>", ttl = "1m", negative_ttl = "1m", tier = "redis",
    cache = process.cache, ignore(process)
)]
async fn remote(process: &Process, id: u64) -> Option<u64> {
    let row = process.source.read().await;
    (id > 0).then_some(row)
}

#[tokio::test]
async fn where_memory_keeps_nothing_each_hit_is_one_of_the_shared_tier() {
    let redis = Redis::start();
    let process = Process::new(&redis).await;
    let expected = ["gets none miss +1", "load_seconds_count +1", "loads ok +1"];
    for (id, hit) in [(0, "gets shared negative +1"), (1, "gets shared hit +1")] {
        assert_eq!(process.moves(remote(&process, id)).await, expected);
        assert_eq!(process.moves(remote(&process, id)).await, [hit]);
    }
}

#[tokio::test]
async fn a_value_past_its_time_from_another_process_is_a_stale_hit() {
    let redis = Redis::start();
    let (one, two) = (Process::new(&redis).await, Process::new(&redis).await);
    shared(&one, 1).await;
    two.clock.advance(seconds(61));
    let expected = [
        "entries +1",
        "gets shared stale +1",
        "load_seconds_count +1",
        "loads ok +1",
        "refreshes ok +1",
    ];
    assert_eq!(two.moves(shared(&two, 1)).await, expected);
}

#[tokio::test]
async fn each_element_that_another_process_has_loaded_is_a_hit() {
    let redis = Redis::start();
    let (one, two) = (Process::new(&redis).await, Process::new(&redis).await);
    many(&one, vec![1, 2]).await;
    let expected = [
        "entries +3",
        "gets none miss +1",
        "gets shared hit +2",
        "load_seconds_count +1",
        "loads ok +1",
    ];
    assert_eq!(two.moves(many(&two, vec![1, 2, 3])).await, expected);
}

#[tokio::test]
async fn waiting_for_another_process_is_measured() {
    let redis = Redis::start();
    let (one, two) = (Process::new(&redis).await, Process::new(&redis).await);
    let one = Process {
        source: Source::gated(),
        ..one
    };
    let gate = one.source.gate.clone();
    let leader = tokio::spawn(async move { locked(&one, 1).await });
    gate.entered(1).await;
    let before = two.samples();
    let process = two.clone();
    let waiter = tokio::spawn(async move { locked(&process, 1).await });
    let entry = redis.command(&["KEYS", "metrics:*locked:1"]).list()[0].text();
    let looking = tokio::task::spawn_blocking(move || {
        wait_for("somebody to wait for the load", || {
            let waits = redis.command(&["GETRANGE", &entry, "32", "32"]);
            (waits == Reply::Bytes(vec![1])).then_some(())
        });
        redis
    });
    let _redis = looking.await.unwrap();
    gate.open();
    assert_eq!((leader.await.unwrap(), waiter.await.unwrap()), (1, 1));
    assert_eq!(
        of_calls(moves(&before, &two.samples())),
        [
            "entries +1",
            "gets shared hit +1",
            "wait_seconds_count fleet +1"
        ]
    );
}

#[tokio::test]
async fn a_server_that_is_gone_is_a_fault_and_the_call_a_miss() {
    let redis = Redis::start();
    let process = Process::new(&redis).await;
    shared(&process, 1).await;
    redis.kill();
    wait_for("the connection to break", || {
        let samples = process.samples();
        (samples["cache_shared_available"] == "0").then_some(())
    });
    let moved = process.moves(shared(&process, 2)).await;
    assert!(
        moved.contains(&String::from("gets none miss +1")),
        "{moved:?}"
    );
    assert!(
        moved.contains(&String::from("shared_faults disconnected +1")),
        "{moved:?}"
    );
    // Entries of before stay until it is known what was missed.
    let samples = process.samples();
    assert_ne!(samples.get("cache_bus_disconnected_seconds"), None);
}

#[tokio::test]
async fn a_frame_that_cannot_be_read_is_a_rejection() {
    let redis = Redis::start();
    let (one, two) = (Process::new(&redis).await, Process::new(&redis).await);
    shared(&one, 1).await;
    let entry = redis.command(&["KEYS", "metrics:*shared:1"]).list()[0].text();
    redis.command(&[
        "SET",
        &entry,
        "something else altogether, and long enough to be a frame",
    ]);
    let moved = two.moves(shared(&two, 1)).await;
    let rejections: Vec<_> = moved
        .iter()
        .filter(|name| name.starts_with("shared_rejections"))
        .collect();
    assert_eq!(
        rejections,
        ["shared_rejections not_a_frame +1"],
        "{moved:?}"
    );
    assert!(
        moved.contains(&String::from("gets none miss +1")),
        "{moved:?}"
    );
}
