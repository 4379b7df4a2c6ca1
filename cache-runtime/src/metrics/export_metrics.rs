//! Samples for the recorder of the crate `metrics` (feature `metrics`). Handles are registered once and kept.

use super::listeners::{Audience, Listener};
use super::samples::{Sample, Value, samples};
use super::stats::Stats;
use super::table::{Kind, Metric, TABLE, Unit};
use metrics::{Counter, Gauge, Key, KeyName, Label, Level, Metadata, with_recorder};
use std::sync::{Arc, Mutex, PoisonError};

/// All that was registered with the recorder.
#[derive(Default)]
pub(crate) struct MetricsExport {
    /// In the order of the samples.
    series: Mutex<Vec<Series>>,
}

struct Series {
    metric: &'static Metric,
    labels: Vec<(&'static str, String)>,
    handle: Handle,
}

enum Handle {
    Counter(Counter),
    Gauge(Gauge),
}

static METADATA: Metadata<'static> =
    Metadata::new("cache_runtime", Level::INFO, Some("cache_runtime"));

impl MetricsExport {
    /// Describes every metric to the recorder.
    pub(crate) fn begin() -> Self {
        with_recorder(|recorder| {
            for metric in TABLE {
                let name = KeyName::from_const_str(metric.name);
                let unit = Some(match metric.unit() {
                    Unit::Seconds => metrics::Unit::Seconds,
                    Unit::Bytes => metrics::Unit::Bytes,
                    Unit::Count => metrics::Unit::Count,
                });
                let help = metric.help.into();
                match metric.kind {
                    Kind::Counter => recorder.describe_counter(name, unit, help),
                    Kind::Gauge => recorder.describe_gauge(name, unit, help),
                    Kind::Histogram => recorder.describe_histogram(name, unit, help),
                }
            }
        });
        Self::default()
    }

    /// Brings counters and gauges up to date. Durations are told when they are measured.
    pub(crate) fn update(&self, stats: &Stats) {
        let mut series = self.series.lock().unwrap_or_else(PoisonError::into_inner);
        let mut place = 0;
        for sample in samples(stats) {
            if matches!(sample.value, Value::Distribution(_)) {
                continue;
            }
            // Both are in one order, so that each is looked for behind the one before.
            while series
                .get(place)
                .is_some_and(|known| known.comes_before(&sample))
            {
                place += 1;
            }
            if !series.get(place).is_some_and(|known| known.is_of(&sample)) {
                series.insert(place, Series::register(&sample));
            }
            series[place].handle.set(&sample.value);
        }
    }
}

impl Series {
    fn register(sample: &Sample<'_>) -> Self {
        let labels: Vec<(&'static str, String)> = sample
            .labels
            .iter()
            .map(|(name, value)| (*name, value.to_string()))
            .collect();
        let key = key(sample.metric, &labels);
        Self {
            metric: sample.metric,
            labels,
            handle: with_recorder(|recorder| match sample.metric.kind {
                Kind::Counter => Handle::Counter(recorder.register_counter(&key, &METADATA)),
                Kind::Gauge | Kind::Histogram => {
                    Handle::Gauge(recorder.register_gauge(&key, &METADATA))
                }
            }),
        }
    }

    fn comes_before(&self, sample: &Sample<'_>) -> bool {
        let places = self.metric.place.cmp(&sample.metric.place);
        places.then_with(|| self.compare_labels(sample)).is_lt()
    }

    fn is_of(&self, sample: &Sample<'_>) -> bool {
        std::ptr::eq(self.metric, sample.metric) && self.compare_labels(sample).is_eq()
    }

    fn compare_labels(&self, sample: &Sample<'_>) -> std::cmp::Ordering {
        let own = self
            .labels
            .iter()
            .map(|(name, value)| (*name, value.as_str()));
        own.cmp(sample.labels.iter().map(|(name, value)| (*name, &**value)))
    }
}

impl Handle {
    fn set(&self, value: &Value) {
        match (self, value) {
            (Self::Counter(counter), Value::Count(value)) => counter.absolute(*value),
            (Self::Gauge(gauge), Value::Gauge(value)) => gauge.set(*value),
            _ => unreachable!("values of one metric are of one kind"),
        }
    }
}

impl Audience for MetricsExport {
    fn listener(&self, metric: &'static Metric, labels: &[(&'static str, &str)]) -> Listener {
        let key = key(metric, labels);
        let histogram = with_recorder(|recorder| recorder.register_histogram(&key, &METADATA));
        Arc::new(move |seconds| histogram.record(seconds))
    }
}

fn key(metric: &'static Metric, labels: &[(&'static str, impl AsRef<str>)]) -> Key {
    let labels: Vec<Label> = labels
        .iter()
        .map(|(name, value)| Label::new(*name, value.as_ref().to_owned()))
        .collect();
    Key::from_parts(metric.name, labels)
}
