//! `stats()` as JSON.

use cache_runtime::{Cache, Policy};
use std::time::Duration;

#[test]
fn a_snapshot_can_be_serialized_and_its_durations_are_seconds() {
    let cache = Cache::memory();
    let region = cache.region::<u64>("numbers");
    let policy = Policy::new(Duration::from_secs(60));
    for _ in 0..2 {
        let loaded = region.get_or_load_blocking(&1_u64, &policy, || Ok::<_, String>(1));
        assert_eq!(loaded, Ok(1));
    }
    let json = serde_json::to_value(cache.stats()).unwrap();
    let row = &json["functions"][0];
    assert_eq!(row["function"], "numbers");
    assert_eq!(row["gets"]["memory_hits"], 1);
    assert_eq!(row["gets"]["misses"], 1);
    assert!(row["load_time"].is_f64());
    assert_eq!(row["load_times"]["count"], 1);
    let buckets = row["load_times"]["buckets"].as_array().unwrap();
    assert_eq!(buckets.first().unwrap()[0], 0.0001);
    assert_eq!(buckets.last().unwrap()[0], serde_json::Value::Null);
    assert_eq!(buckets.last().unwrap()[1], 1);
    assert_eq!(json["regions"][0]["entries"], 1);
}
