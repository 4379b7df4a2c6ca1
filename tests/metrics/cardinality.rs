//! How many samples there are follows from the code, not from the traffic.

use crate::exposition::samples;
use cache_runtime::{cached, context, testing};

#[cached(key = "row:<id>", ttl = "1h", tags = ["row:<id>"])]
fn row(id: u64) -> u64 {
    context::tag(format!("said:{id}"));
    id
}

#[test]
fn ten_thousand_keys_tags_and_patterns_add_no_sample() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    row(0);
    row(0);
    cache.invalidate_tag_blocking("row:0").unwrap();
    cache.invalidate_pattern_blocking("row:0*").unwrap();
    cache.invalidate_blocking("row:0").unwrap();
    let before: Vec<_> = samples(&cache.prometheus()).into_keys().collect();
    for id in 0..10_000 {
        row(id);
        cache.invalidate_tag_blocking(format!("row:{id}")).unwrap();
    }
    for id in 0..100 {
        cache
            .invalidate_pattern_blocking(format!("row:{id}*"))
            .unwrap();
        cache.invalidate_blocking(format!("row:{id}")).unwrap();
        cache.invalidate_blocking(format!("unknown:{id}")).unwrap();
    }
    let after: Vec<_> = samples(&cache.prometheus()).into_keys().collect();
    assert_eq!(before, after);
}
