//! `cache.prometheus()`: what `promtool` makes of it, and what no name can do to it.

use crate::exposition::{assert_promtool_reads, samples};
use cache_runtime::testing::{self, Gate};
use cache_runtime::{Cache, Policy, cached};
use cache_test_servers::Redis;
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

#[cached(
    key = "article:<id>",
    ttl = "1h",
    negative_ttl = "1m",
    tags = ["articles"],
    max_weight = "1MiB",
    ignore(gate)
)]
async fn article(gate: &Gate, id: u64) -> Option<String> {
    gate.pass().await;
    (id > 0).then(|| format!("article {id}"))
}

#[cached(key = "page:<id>", ttl = "1h", depends_on(article(id)))]
async fn page(id: u64) -> Result<String, String> {
    if id == 13 {
        return Err(String::from("out of luck"));
    }
    Ok(format!("page {id}"))
}

fn open() -> Gate {
    let gate = Gate::new();
    gate.open_for_good();
    gate
}

async fn use_all() {
    for id in [0, 0, 1, 1, 2] {
        article(&open(), id).await;
    }
    page(1).await.unwrap();
    page(13).await.unwrap_err();
    invalidate_article(1).await.unwrap();
}

#[test]
fn promtool_reads_what_an_empty_cache_says() {
    let text = Cache::memory().prometheus();
    assert_promtool_reads(&text);
    assert!(!samples(&text).is_empty());
}

#[test]
fn promtool_reads_what_a_busy_cache_says() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    testing::run(use_all());
    let text = cache.prometheus();
    assert_promtool_reads(&text);
    let samples = samples(&text);
    let value = |name: &str| samples.get(name).map(String::as_str);
    let gets = |tier: &str, result: &str| {
        let function = "metrics::prometheus::article";
        let name =
            format!("cache_gets_total{{cache=\"{function}\",tier=\"{tier}\",result=\"{result}\"}}");
        samples.get(&name).cloned()
    };
    assert_eq!(gets("memory", "hit").as_deref(), Some("1"));
    assert_eq!(gets("memory", "negative").as_deref(), Some("1"));
    assert_eq!(gets("none", "miss").as_deref(), Some("3"));
    assert_eq!(gets("shared", "hit"), None);
    assert_eq!(value("cache_entries{region=\"article:{}\"}"), Some("2"));
    assert!(text.contains("cache_bytes{region=\"article:{}\"}"));
    assert!(text.contains(
        "cache_load_seconds_bucket{cache=\"metrics::prometheus::page\",le=\"+Inf\"} 2\n"
    ));
}

#[tokio::test]
async fn promtool_reads_what_a_cache_with_a_shared_tier_says() {
    let redis = Redis::start();
    let built = Cache::builder()
        .redis(redis.url())
        .redis_timeout(20 * MINUTE);
    let cache = built.build().await.unwrap();
    let _entered = testing::enter(&cache);
    use_all().await;
    let text = cache.prometheus();
    assert_promtool_reads(&text);
    let samples = samples(&text);
    let value = |name: &str| samples.get(name).map(String::as_str);
    assert_eq!(value("cache_shared_available"), Some("1"));
    let breaker = format!(
        "cache_shared_breaker_open{{node=\"{}\"}}",
        redis
            .url()
            .trim_start_matches("redis://")
            .trim_end_matches('/')
    );
    assert_eq!(value(&breaker), Some("0"), "{text}");
    for operation in ["read", "write", "invalidate"] {
        let name = format!("cache_shared_operation_seconds_count{{operation=\"{operation}\"}}");
        assert_ne!(value(&name).unwrap_or("0"), "0", "{name}");
    }
    for direction in ["read", "written"] {
        let name = format!("cache_shared_bytes_total{{direction=\"{direction}\"}}");
        assert_ne!(value(&name), Some("0"), "{name}");
    }
    assert_eq!(
        value("cache_memory_flushes_total{reason=\"start\"}"),
        Some("1")
    );
}

#[test]
fn no_name_ends_a_label() {
    let cache = Cache::memory();
    let names = [
        "quote\"quote",
        "back\\slash",
        "line\nline",
        "brace} 1",
        "equals=\"x\",",
        "",
        " ",
        "\u{1F980}\u{0}\r",
        "trailing\\",
    ];
    for name in names {
        let region = cache.region::<u64>(name);
        region
            .put_blocking(&1_u64, &Policy::new(MINUTE), 1)
            .unwrap();
    }
    let text = cache.prometheus();
    assert_promtool_reads(&text);
    let puts = text
        .lines()
        .filter(|line| line.starts_with("cache_puts_total{"));
    assert_eq!(puts.count(), names.len());
}

/// Two methods of one path, as both stand in this module.
mod twins {
    use cache_runtime::cached;

    pub(super) struct One(pub(super) u64);
    pub(super) struct Other(pub(super) u64);

    impl One {
        #[cached(key = "one:<id>", ttl = "1h", ignore(self))]
        pub(super) fn load(&self, id: u64) -> u64 {
            id + self.0
        }
    }

    impl Other {
        #[cached(key = "other:<id>", ttl = "1h", ignore(self))]
        pub(super) fn load(&self, id: u64) -> u64 {
            id + self.0
        }
    }
}

#[test]
fn functions_of_one_path_are_one_row() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    twins::One(0).load(1);
    twins::Other(0).load(1);
    twins::Other(0).load(2);
    let text = cache.prometheus();
    assert_promtool_reads(&text);
    let samples = samples(&text);
    let rows: Vec<_> = samples
        .iter()
        .filter(|(name, _)| name.starts_with("cache_loads_total") && name.contains("\"ok\""))
        .map(|(_, value)| value.as_str())
        .collect();
    assert_eq!(rows, ["3"]);
}
