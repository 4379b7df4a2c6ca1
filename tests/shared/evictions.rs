//! What Redis forgets on its own, under pressure, must not bring back what was invalidated.

use crate::connect;
use cache_runtime::{Cache, cached, testing::Gate};
use cache_test_servers::Redis;
use std::sync::atomic::{AtomicU64, Ordering};

static ROW: AtomicU64 = AtomicU64::new(1);

#[cached(key = "evictions:<id>", ttl = "1h", tags = ["of:<result>"], cache = *cache, ignore(cache, gate))]
async fn row(cache: &Cache, id: u64, gate: &Gate) -> u64 {
    let _ = (cache, id);
    let version = ROW.load(Ordering::SeqCst);
    gate.pass().await;
    version
}

/// The bus counts invalidations of tags, for loads whose tags are not known before their value is. If its hash goes, a
/// count that begins anew comes to the same number again.
#[tokio::test]
async fn a_tag_of_the_result_is_not_forgotten_with_the_bus() {
    let redis = Redis::start();
    let (one, other) = (connect(&redis).await, connect(&redis).await);
    one.invalidate_tag("any").await.unwrap();
    let gate = Gate::new();
    let load = tokio::spawn({
        let (one, gate) = (one.clone(), gate.clone());
        async move { row(&one, 7, &gate).await }
    });
    gate.entered(1).await;
    ROW.store(2, Ordering::SeqCst);
    other.invalidate_tag("of:1").await.unwrap();
    redis.command(&["DEL", "cache:v1#bus"]);
    other.invalidate_tag("any").await.unwrap();
    gate.open_for_good();
    assert_eq!(load.await.unwrap(), 1);
    assert_eq!(row(&other, 7, &gate).await, 2);
}
