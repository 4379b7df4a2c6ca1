//! A thousand tasks miss one key at once: how often is it loaded?

use crate::peers::{hitbox_crate, quick_cache_by_hand};
use crate::table;
use crate::user::User;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Runtime;

const TASKS: usize = 1_000;

#[cache_runtime::cached(key = "stampede:<id>", ttl = "1h")]
async fn ours(id: u64) -> Arc<User> {
    load_slowly(id).await
}

#[cached::macros::cached]
async fn cached_default(id: u64) -> Arc<User> {
    load_slowly(id).await
}

#[cached::macros::cached(sync_writes = "by_key")]
async fn cached_by_key(id: u64) -> Arc<User> {
    load_slowly(id).await
}

#[cached::macros::concurrent_cached]
async fn concurrent_cached(id: u64) -> Arc<User> {
    load_slowly(id).await
}

/// A query that takes long enough for all to come.
async fn load_slowly(id: u64) -> Arc<User> {
    tokio::time::sleep(Duration::from_millis(50)).await;
    User::load_shared(id)
}

/// Prints the table.
///
/// # Panics
/// If the system refuses a runtime.
pub fn print() {
    let runtime = Runtime::new().expect("a runtime needs a few threads");
    let moka = moka::future::Cache::<u64, Arc<User>>::new(100);
    let table = Arc::new(quick_cache_by_hand::table::<u64, Arc<User>>(100));
    let rows = [
        row("cache-runtime", loads(&runtime, || ours(1))),
        row("cached, #[cached]", loads(&runtime, || cached_default(1))),
        row(
            "cached, #[cached(sync_writes = \"by_key\")]",
            loads(&runtime, || cached_by_key(1)),
        ),
        row(
            "cached, #[concurrent_cached]",
            loads(&runtime, || concurrent_cached(1)),
        ),
        row(
            "moka, future get_with",
            loads(&runtime, || with_moka(moka.clone())),
        ),
        row(
            "quick_cache, get_or_insert_async",
            loads(&runtime, || with_quick_cache(table.clone())),
        ),
        row(
            "hitbox-fn",
            loads(&runtime, hitbox_crate::default_stampede()),
        ),
        row(
            "hitbox-fn, BroadcastConcurrencyManager",
            loads(&runtime, hitbox_crate::broadcast_stampede()),
        ),
    ];
    table::print("1,000 tasks miss one key", &["", "loads"], &rows);
}

async fn with_moka(cache: moka::future::Cache<u64, Arc<User>>) {
    cache.get_with(1, load_slowly(1)).await;
}

async fn with_quick_cache(cache: Arc<quick_cache_by_hand::Table<u64, Arc<User>>>) {
    let load = async { Ok::<_, Infallible>(load_slowly(1).await) };
    let _: Result<_, Infallible> = cache.get_or_insert_async(&1, load).await;
}

fn row(name: &str, loads: u64) -> Vec<String> {
    vec![name.to_owned(), loads.to_string()]
}

fn loads<F: Future<Output: Send> + Send + 'static>(runtime: &Runtime, call: impl Fn() -> F) -> u64 {
    let before = User::loads();
    runtime.block_on(async {
        let tasks: Vec<_> = (0..TASKS).map(|_| tokio::spawn(call())).collect();
        for task in tasks {
            task.await.expect("a call does not panic");
        }
    });
    User::loads() - before
}
