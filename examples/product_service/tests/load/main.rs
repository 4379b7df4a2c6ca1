//! The service in a process of its own, under load, and Redis killed in the middle of it.
#![allow(
    clippy::unwrap_used,
    reason = "a test fails where it stands; functions beside it are tests too"
)]

use cache_test_servers::Redis;
use product_service::load::run::{Done, Pace, Progress, run};
use product_service::load::target::Target;
use product_service::load::traffic::Traffic;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

const REQUESTS: usize = 6_000;

fn traffic() -> Arc<Traffic> {
    Arc::new(Traffic::zipf(500, 0.8, REQUESTS, 0.1))
}

const PACE: Pace = Pace {
    workers: 16,
    rate: None,
};

async fn started(variables: &[(&str, &str)]) -> Target {
    let mut told = vec![("PRODUCTS", "500".to_owned())];
    told.extend(
        variables
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned())),
    );
    let program = Path::new(env!("CARGO_BIN_EXE_load"));
    Target::start(program, &told).await.unwrap()
}

fn assert_right(done: &Done) {
    let tally = &done.tally;
    assert_eq!(tally.requests(), REQUESTS as u64);
    assert_eq!(
        (tally.failed, tally.wrong, tally.stale),
        (0, 0, 0),
        "failed, wrong, stale"
    );
    assert!(tally.writes.len() > 400, "{}", tally.writes.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn no_request_fails_and_no_answer_is_older_than_an_acknowledged_write() {
    for cache in ["on", "off"] {
        let target = started(&[("CACHE", cache)]).await;
        let done = run(target.address(), traffic(), PACE, Progress::default()).await;
        assert_right(&done);
        assert!(
            target.end().await.unwrap().success(),
            "the service ends by itself"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn writers_of_the_same_rows_leave_the_newest() {
    let target = started(&[]).await;
    let few = Arc::new(Traffic::zipf(3, 0.0, REQUESTS, 0.5));
    let done = run(target.address(), few, PACE, Progress::default()).await;
    assert_right(&done);
    assert!(target.end().await.unwrap().success());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_holds_while_redis_is_killed_and_comes_back() {
    let redis = Redis::start();
    let (url, file) = (redis.url(), File::temporary());
    let variables = [
        ("REDIS_URL", url.as_str()),
        ("DATABASE_URL", file.0.as_str()),
    ];

    // A first process fills Redis, so that the second one reads from there.
    let first = started(&variables).await;
    assert_right(&run(first.address(), traffic(), PACE, Progress::default()).await);
    assert!(first.end().await.unwrap().success());

    let second = started(&variables).await;
    let progress = Progress::default();
    let running = tokio::spawn(run(second.address(), traffic(), PACE, progress.clone()));
    reached(&progress, REQUESTS / 3).await;
    let before = second.statistics().await.unwrap();
    redis.kill();
    reached(&progress, 2 * REQUESTS / 3).await;
    redis.start_again();
    assert_right(&running.await.unwrap());
    assert!(
        before.cache.shared > 0,
        "nothing was read from Redis: {before:?}"
    );
    assert!(second.end().await.unwrap().success());
}

/// Waits until so many requests were begun.
async fn reached(progress: &Progress, requests: usize) {
    while progress.load(Ordering::Relaxed) < requests {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

/// A database for several processes, removed at the end.
struct File(String);

impl File {
    fn temporary() -> Self {
        let name = format!("product-service-load-{}", std::process::id());
        Self(std::env::temp_dir().join(name).to_str().unwrap().to_owned())
    }
}

impl Drop for File {
    fn drop(&mut self) {
        for end in ["", "-wal", "-shm"] {
            // What is left of it is the system's to clean up.
            let _ = std::fs::remove_file(format!("{}{end}", self.0));
        }
    }
}
