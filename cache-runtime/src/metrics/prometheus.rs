//! Samples in the text format of Prometheus, version 0.0.4.

use super::histogram::Distribution;
use super::samples::{Sample, Value, samples};
use super::stats::Stats;
use super::table::Metric;
use std::borrow::Cow;
use std::fmt::Write;

impl Stats {
    /// The snapshot as Prometheus reads it: its text format, version 0.0.4, to be served with the content type
    /// `text/plain; version=0.0.4`.
    ///
    /// Metrics stand in a fixed order and samples are sorted; no sample stands twice. Counters of a
    /// function are there from its first call on, histograms from their first observation on.
    ///
    /// ```
    /// # let cache = cache_runtime::Cache::memory();
    /// assert!(cache.prometheus().contains("# TYPE cache_tags gauge\ncache_tags 0\n"));
    /// ```
    #[must_use]
    pub fn prometheus(&self) -> String {
        let mut text = Text::default();
        for sample in samples(self) {
            text.put(&sample);
        }
        text.text
    }
}

#[derive(Default)]
struct Text {
    text: String,
    /// The metric whose samples are being written.
    metric: Option<&'static Metric>,
}

impl Text {
    fn put(&mut self, sample: &Sample<'_>) {
        if self.metric != Some(sample.metric) {
            self.metric = Some(sample.metric);
            self.head(sample.metric);
        }
        let name = sample.metric.name;
        match &sample.value {
            Value::Count(value) => self.line(name, "", &sample.labels, None, value),
            Value::Gauge(value) => self.line(name, "", &sample.labels, None, value),
            Value::Distribution(distribution) => self.histogram(sample, distribution),
        }
    }

    fn head(&mut self, metric: &Metric) {
        let (name, kind, help) = (metric.name, metric.kind.name(), metric.help);
        self.write(format_args!("# HELP {name} {help}\n# TYPE {name} {kind}\n"));
    }

    fn histogram(&mut self, sample: &Sample<'_>, distribution: &Distribution) {
        let (name, labels) = (sample.metric.name, &sample.labels);
        for (bound, count) in distribution.buckets() {
            let bound = bound.map_or_else(
                || String::from("+Inf"),
                |bound| bound.as_secs_f64().to_string(),
            );
            self.line(name, "_bucket", labels, Some(&bound), &count);
        }
        let sum = distribution.sum().as_secs_f64();
        self.line(name, "_sum", labels, None, &sum);
        self.line(name, "_count", labels, None, &distribution.count());
    }

    fn line(
        &mut self,
        name: &str,
        suffix: &str,
        labels: &[(&'static str, Cow<'_, str>)],
        bound: Option<&str>,
        value: &dyn std::fmt::Display,
    ) {
        // Piece by piece: a thousand functions have fifty thousand lines.
        self.text.push_str(name);
        self.text.push_str(suffix);
        let bound = bound.map(|bound| ("le", bound));
        let all = labels
            .iter()
            .map(|(label, value)| (*label, &**value))
            .chain(bound);
        let mut before = '{';
        for (label, value) in all {
            self.text.push(before);
            self.text.push_str(label);
            self.text.push_str("=\"");
            self.text.push_str(&escaped(value));
            self.text.push('"');
            before = ',';
        }
        let end = if before == '{' { "" } else { "}" };
        self.write(format_args!("{end} {value}\n"));
    }

    fn write(&mut self, arguments: std::fmt::Arguments<'_>) {
        self.text
            .write_fmt(arguments)
            .expect("a string takes all that is written to it");
    }
}

/// A label's value as it may stand between quotes.
fn escaped(value: &str) -> Cow<'_, str> {
    if !value.contains(['\\', '"', '\n']) {
        return Cow::Borrowed(value);
    }
    let value = value.replace('\\', "\\\\").replace('"', "\\\"");
    Cow::Owned(value.replace('\n', "\\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_label_is_escaped() {
        assert_eq!(escaped("a\\b\"c\nd"), "a\\\\b\\\"c\\nd");
        assert_eq!(escaped("users::get<T>"), "users::get<T>");
    }
}
