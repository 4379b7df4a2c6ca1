//! The exporters beside the text: both say what `stats()` says, and are told of durations when they are measured.

use crate::exposition::{Samples, samples};
use cache_runtime::testing;
use cache_runtime::{Cache, Policy, cached};
use cache_test_servers::{Redis, wait_for};
use metrics_util::debugging::{DebugValue, DebuggingRecorder, Snapshotter};
use opentelemetry::KeyValue;
use opentelemetry::metrics::MeterProvider;
use opentelemetry_sdk::metrics::data::{
    AggregatedMetrics, MetricData, ResourceMetrics, ScopeMetrics,
};
use opentelemetry_sdk::metrics::{InMemoryMetricExporter, PeriodicReader, SdkMeterProvider};
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

#[cached(key = "number:<id>", ttl = "1h", negative_ttl = "1m", tags = ["numbers"])]
async fn number(id: u64) -> Option<u64> {
    (id > 0).then_some(id)
}

#[cached(
    key = "heavy-number:<id>",
    ttl = "1h",
    max_weight = "1MiB",
    tier = "memory"
)]
async fn heavy_number(id: u64) -> Result<String, String> {
    (id > 0).then(|| id.to_string()).ok_or_else(String::new)
}

async fn use_functions() {
    for id in [0, 0, 1, 1, 2] {
        number(id).await;
        let _ = heavy_number(id).await;
    }
    invalidate_number(1).await.unwrap();
    number(1).await;
}

/// What the text says, without what is only in text: of histograms the count alone.
fn told(cache: &Cache) -> Samples {
    let samples = samples(&cache.prometheus()).into_iter();
    samples
        .filter(|(name, _)| !name.contains("_bucket{") && !name.contains("_sum{"))
        .map(|(name, value)| (name.replace("_seconds_count", "_seconds"), value))
        .collect()
}

fn named<'a>(name: &str, labels: impl Iterator<Item = (&'a str, String)>) -> String {
    let labels: Vec<_> = labels
        .map(|(label, value)| format!("{label}=\"{value}\""))
        .collect();
    if labels.is_empty() {
        return name.to_owned();
    }
    format!("{name}{{{}}}", labels.join(","))
}

/// What a recorder has. Its histograms are empty afterwards.
fn recorded(snapshotter: &Snapshotter) -> Samples {
    let rows = snapshotter.snapshot().into_vec();
    rows.into_iter()
        .filter_map(|(key, _, _, value)| {
            let key = key.key();
            let labels = key
                .labels()
                .map(|label| (label.key(), label.value().to_owned()));
            let value = match value {
                DebugValue::Counter(count) => count.to_string(),
                DebugValue::Gauge(gauge) => gauge.into_inner().to_string(),
                DebugValue::Histogram(values) if values.is_empty() => return None,
                DebugValue::Histogram(values) => values.len().to_string(),
            };
            Some((named(key.name(), labels), value))
        })
        .collect()
}

async fn shared(redis: &Redis) -> Cache {
    let built = Cache::builder()
        .redis(redis.url())
        .redis_timeout(20 * MINUTE);
    built.build().await.unwrap()
}

fn on_runtime<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(work)
}

#[test]
fn a_recorder_is_told_all_that_stats_say() {
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    metrics::with_local_recorder(&recorder, || {
        on_runtime(async {
            let redis = Redis::start();
            let cache = shared(&redis).await;
            let _entered = testing::enter(&cache);
            // What connecting took was measured before.
            let begun = told(&cache);
            cache.export_metrics();
            use_functions().await;
            let before = told(&cache);
            cache.export_metrics();
            let exported = recorded(&snapshotter);
            let after = told(&cache);
            let telling = Telling {
                begun,
                before,
                after,
            };
            telling.assert_is(&exported);
        });
    });
}

/// What a cache says of itself around the moment when an export was looked at.
struct Telling {
    /// When the export began: it knows of those durations alone that were measured since.
    begun: Samples,
    before: Samples,
    after: Samples,
}

impl Telling {
    #[track_caller]
    fn assert_is(&self, exported: &Samples) {
        assert!(self.before.len() > 40);
        for (name, value) in &self.before {
            // What a connection does by itself may have come in between.
            if self.after.get(name) != Some(value) {
                continue;
            }
            let expected = if name.starts_with("cache_shared_operation") {
                let begun = self.begun.get(name).map_or(0, |value| count(value));
                (count(value) > begun).then(|| (count(value) - begun).to_string())
            } else {
                Some(value.clone())
            };
            assert_eq!(exported.get(name), expected.as_ref(), "{name}");
        }
        for name in exported.keys() {
            let is_told = self.after.contains_key(name);
            assert!(is_told, "{name} is nothing that stats say");
        }
    }
}

fn count(value: &str) -> u64 {
    value.parse().unwrap()
}

#[test]
fn durations_are_recorded_at_once_and_counters_when_asked() {
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    metrics::with_local_recorder(&recorder, || {
        let (cache, _clock) = testing::cache();
        let _entered = testing::enter(&cache);
        testing::run(number(1));
        cache.export_metrics();
        testing::run(number(2));
        let function = "metrics::exports::number";
        let loads = format!("cache_loads_total{{cache=\"{function}\",outcome=\"ok\"}}");
        let seconds = format!("cache_load_seconds{{cache=\"{function}\"}}");
        let before = recorded(&snapshotter);
        assert_eq!(before[&loads], "1");
        // The first was measured before anybody was to be told.
        assert_eq!(before[&seconds], "1");
        cache.export_metrics();
        assert_eq!(recorded(&snapshotter)[&loads], "2");
    });
}

#[test]
fn exporting_again_tells_nothing_twice() {
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    metrics::with_local_recorder(&recorder, || {
        let (cache, _clock) = testing::cache();
        let _entered = testing::enter(&cache);
        cache.export_metrics();
        cache.export_metrics();
        testing::run(number(1));
        let seconds = "cache_load_seconds{cache=\"metrics::exports::number\"}";
        assert_eq!(recorded(&snapshotter)[seconds], "1");
    });
}

#[test]
fn counters_come_up_to_date_by_themselves() {
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    let cache = Cache::memory();
    let region = cache.region::<u64>("numbers");
    let put = |number: u64| {
        region
            .put_blocking(&number, &Policy::new(MINUTE), number)
            .unwrap();
    };
    put(1);
    metrics::with_local_recorder(&recorder, || cache.export_metrics());
    put(2);
    wait_for("the counter to come up to date", || {
        let puts = recorded(&snapshotter).remove("cache_puts_total{cache=\"numbers\"}");
        (puts.as_deref() == Some("2")).then_some(())
    });
}

fn collected(exporter: &InMemoryMetricExporter, provider: &SdkMeterProvider) -> Samples {
    exporter.reset();
    provider.force_flush().unwrap();
    let resources = exporter.get_finished_metrics().unwrap();
    let metrics = resources
        .iter()
        .flat_map(ResourceMetrics::scope_metrics)
        .flat_map(ScopeMetrics::metrics);
    let mut samples = Samples::new();
    for metric in metrics {
        let mut add = |labels: Vec<KeyValue>, value: String| {
            let labels = labels
                .iter()
                .map(|label| (label.key.as_str(), label.value.to_string()));
            samples.insert(named(metric.name(), in_order(labels)), value);
        };
        match metric.data() {
            AggregatedMetrics::U64(MetricData::Sum(sum)) => {
                assert!(sum.is_monotonic());
                for point in sum.data_points() {
                    add(
                        point.attributes().cloned().collect(),
                        point.value().to_string(),
                    );
                }
            }
            AggregatedMetrics::F64(MetricData::Gauge(gauge)) => {
                for point in gauge.data_points() {
                    add(
                        point.attributes().cloned().collect(),
                        point.value().to_string(),
                    );
                }
            }
            AggregatedMetrics::F64(MetricData::Histogram(histogram)) => {
                for point in histogram.data_points() {
                    assert_eq!(point.bounds().next(), Some(0.0001));
                    add(
                        point.attributes().cloned().collect(),
                        point.count().to_string(),
                    );
                }
            }
            other => panic!("{}: {other:?}", metric.name()),
        }
    }
    samples
}

/// Labels as the table has them: a meter sorts them by name.
fn in_order<'a>(
    labels: impl Iterator<Item = (&'a str, String)>,
) -> impl Iterator<Item = (&'a str, String)> {
    const ORDER: [&str; 15] = [
        "cache",
        "region",
        "queue",
        "tier",
        "result",
        "outcome",
        "for",
        "kind",
        "source",
        "age",
        "reason",
        "cause",
        "node",
        "operation",
        "direction",
    ];
    let mut labels: Vec<_> = labels.collect();
    labels.sort_by_key(|(name, _)| ORDER.iter().position(|known| known == name));
    labels.into_iter()
}

#[test]
fn a_meter_is_told_all_that_stats_say() {
    let exporter = InMemoryMetricExporter::default();
    let reader = PeriodicReader::builder(exporter.clone()).build();
    let provider = SdkMeterProvider::builder().with_reader(reader).build();
    on_runtime(async {
        let redis = Redis::start();
        let cache = shared(&redis).await;
        let _entered = testing::enter(&cache);
        let begun = told(&cache);
        cache.export_otel(&provider.meter("test"));
        // Asked again, it says what holds then.
        for _ in 0..2 {
            use_functions().await;
            let before = told(&cache);
            let collected = collected(&exporter, &provider);
            let telling = Telling {
                begun: begun.clone(),
                before,
                after: told(&cache),
            };
            telling.assert_is(&collected);
        }
    });
}

#[test]
fn a_meter_outlives_the_cache() {
    let exporter = InMemoryMetricExporter::default();
    let reader = PeriodicReader::builder(exporter.clone()).build();
    let provider = SdkMeterProvider::builder().with_reader(reader).build();
    let (cache, _clock) = testing::cache();
    cache.export_otel(&provider.meter("test"));
    assert!(collected(&exporter, &provider).contains_key("cache_tags"));
    drop(cache);
    assert!(!collected(&exporter, &provider).contains_key("cache_tags"));
}
