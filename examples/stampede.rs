//! Proves: 1,000 callers that miss one key at once run the body once; without coalescing they run it 1,000 times.

use cache_runtime::cached;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

static QUERIES: AtomicU64 = AtomicU64::new(0);

#[cached(key = "report:<id>", ttl = "1h")]
async fn report(id: u64) -> u64 {
    query(id).await
}

#[cached(key = "uncoordinated:<id>", ttl = "1h", stampede = "none")]
async fn report_uncoordinated(id: u64) -> u64 {
    query(id).await
}

async fn query(id: u64) -> u64 {
    QUERIES.fetch_add(1, Ordering::Relaxed);
    tokio::time::sleep(Duration::from_millis(50)).await;
    id * 2
}

#[tokio::main]
async fn main() {
    let coalesced = storm(|| async { report(7).await }).await;
    println!("stampede = \"coalesce\" (the default): {coalesced} query");
    let uncoordinated = storm(|| async { report_uncoordinated(7).await }).await;
    println!("stampede = \"none\":                  {uncoordinated} queries");
    assert_eq!(coalesced, 1);
}

/// Makes 1,000 calls at once and counts the queries.
async fn storm<F>(call: impl Fn() -> F) -> u64
where
    F: Future<Output = u64> + Send + 'static,
{
    let before = QUERIES.load(Ordering::Relaxed);
    let calls: Vec<_> = (0..1_000).map(|_| tokio::spawn(call())).collect();
    for call in calls {
        assert_eq!(call.await.expect("the query does not panic"), 14);
    }
    QUERIES.load(Ordering::Relaxed) - before
}
