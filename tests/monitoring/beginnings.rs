//! Where counters begin: a rule that asks by how much one rose sees nothing of one that begins with its first count.

use crate::names;
use cache_runtime::{Cache, testing};
use cache_test_servers::Redis;

#[test]
fn counters_of_the_shared_tier_are_exported_before_they_count() {
    let redis = Redis::start();
    let cache = testing::run(Cache::builder().redis(redis.url()).build()).unwrap();
    let exported = cache.prometheus();
    for name in ["cache_memory_flushes_total", "cache_shared_faults_total"] {
        let reasons = names::values(name, "reason");
        assert!(reasons.len() >= 5, "{name}: {reasons:?}");
        for reason in reasons {
            let sample = format!("{name}{{reason=\"{reason}\"}} ");
            assert!(exported.contains(&sample), "{sample} in {exported}");
        }
    }
}
