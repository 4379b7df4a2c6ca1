//! Sync functions where a thread has other things to do than to wait: inside tasks.

use cache_runtime::{Cache, cached};
use cache_test_servers::Redis;
use std::time::Duration;

#[cached(key = "blocking-in-a-task:<id>", ttl = "1h", cache = *cache, ignore(cache))]
fn double(cache: &Cache, id: u64) -> u64 {
    let _ = cache;
    id * 2
}

/// tokio lets a task poll its own things some 128 times, and then has all of them say "not yet" until the task yields; a
/// thread that is blocked never does.
#[test]
fn a_task_may_call_a_sync_function_as_often_as_it_likes() {
    let redis = Redis::start();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let url = redis.url();
    let (done, finished) = std::sync::mpsc::channel();
    runtime.spawn(async move {
        let cache = Cache::builder().redis(url).build().await.unwrap();
        for id in 0..300 {
            assert_eq!(double(&cache, id), id * 2);
            invalidate_double(&cache, id).unwrap();
        }
        done.send(()).unwrap();
    });
    let outcome = finished.recv_timeout(Duration::from_secs(20));
    // A task that hangs would keep the runtime from ending.
    runtime.shutdown_background();
    assert_eq!(outcome, Ok(()));
}
