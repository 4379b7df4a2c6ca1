//! Samples for a meter of OpenTelemetry (feature `otel`). Its reader asks for them when it collects.

use super::histogram::BOUNDS;
use super::listeners::{Audience, Listener};
use super::samples::{Value, samples};
use super::stats::Stats;
use super::table::{Kind, Metric, TABLE, Unit};
use opentelemetry::KeyValue;
use opentelemetry::metrics::{Histogram, Meter};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Takes a snapshot; none, where the cache is gone.
type Ask = Box<dyn Fn() -> Option<Stats> + Send + Sync>;

/// The histograms of a meter; what is counted its reader asks for.
pub(crate) struct OtelExport {
    histograms: BTreeMap<&'static str, Histogram<f64>>,
}

impl OtelExport {
    /// Makes an instrument of every metric.
    pub(crate) fn begin(meter: &Meter, ask: Ask) -> Self {
        let collection = Arc::new(Collection {
            ask,
            latest: Mutex::default(),
        });
        let mut histograms = BTreeMap::new();
        for metric in TABLE {
            match metric.kind {
                Kind::Counter => count(meter, metric, &collection),
                Kind::Gauge => gauge(meter, metric, &collection),
                Kind::Histogram => _ = histograms.insert(metric.name, histogram(meter, metric)),
            }
        }
        Self { histograms }
    }
}

fn count(meter: &Meter, metric: &'static Metric, collection: &Arc<Collection>) {
    let collection = collection.clone();
    meter
        .u64_observable_counter(metric.name)
        .with_description(metric.help)
        .with_unit(unit(metric))
        .with_callback(move |observer| {
            collection.each(metric, &mut |value, attributes| {
                if let Value::Count(count) = value {
                    observer.observe(*count, attributes);
                }
            });
        })
        .build();
}

fn gauge(meter: &Meter, metric: &'static Metric, collection: &Arc<Collection>) {
    let collection = collection.clone();
    meter
        .f64_observable_gauge(metric.name)
        .with_description(metric.help)
        .with_unit(unit(metric))
        .with_callback(move |observer| {
            collection.each(metric, &mut |value, attributes| {
                if let Value::Gauge(gauge) = value {
                    observer.observe(*gauge, attributes);
                }
            });
        })
        .build();
}

fn histogram(meter: &Meter, metric: &'static Metric) -> Histogram<f64> {
    let bounds = BOUNDS.iter().map(|micros| f64::from(*micros) / 1e6);
    meter
        .f64_histogram(metric.name)
        .with_description(metric.help)
        .with_unit(unit(metric))
        .with_boundaries(bounds.collect())
        .build()
}

/// As UCUM writes it.
fn unit(metric: &Metric) -> &'static str {
    match metric.unit() {
        Unit::Seconds => "s",
        Unit::Bytes => "By",
        Unit::Count => "1",
    }
}

impl Audience for OtelExport {
    fn listener(&self, metric: &'static Metric, labels: &[(&'static str, &str)]) -> Listener {
        let histogram = self.histograms[metric.name].clone();
        let attributes: Vec<KeyValue> = labels
            .iter()
            .map(|(name, value)| KeyValue::new(*name, (*value).to_owned()))
            .collect();
        Arc::new(move |seconds| histogram.record(seconds, &attributes))
    }
}

/// What the reader of a meter collects at once, instrument by instrument: one snapshot for all of them.
struct Collection {
    ask: Ask,
    latest: Mutex<Latest>,
}

/// The latest snapshot by metric, each until it is taken.
type Latest = BTreeMap<&'static str, Vec<(Value, Vec<KeyValue>)>>;

impl Collection {
    /// Goes through the samples of a metric. Asked for a second time, they are of a new snapshot.
    fn each(&self, metric: &'static Metric, observe: &mut dyn FnMut(&Value, &[KeyValue])) {
        for (value, attributes) in self.take(metric) {
            observe(&value, &attributes);
        }
    }

    fn take(&self, metric: &'static Metric) -> Vec<(Value, Vec<KeyValue>)> {
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        if !latest.contains_key(metric.name) {
            *latest = (self.ask)().as_ref().map(by_metric).unwrap_or_default();
        }
        latest.remove(metric.name).unwrap_or_default()
    }
}

fn by_metric(stats: &Stats) -> Latest {
    // Also those without samples: who asks for them has been asked for too.
    let mut latest: Latest = TABLE
        .iter()
        .map(|metric| (metric.name, Vec::new()))
        .collect();
    for sample in samples(stats) {
        let attributes = sample.labels.iter().map(|(name, value)| {
            let value = value.clone().into_owned();
            KeyValue::new(*name, value)
        });
        let row = (sample.value, attributes.collect());
        latest.entry(sample.metric.name).or_default().push(row);
    }
    latest
}
