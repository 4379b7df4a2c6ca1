//! The table of names, as the documentation has it; that it is what is exported is tested where it is written.

use crate::expressions::named;
use std::collections::BTreeSet;

const TABLE: &str = include_str!("../../cache-runtime/docs/METRICS.md");

/// One row.
#[derive(Debug, Clone)]
pub(crate) struct Metric {
    pub(crate) name: String,
    kind: Kind,
    labels: Vec<Label>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Counter,
    Gauge,
    Histogram,
}

#[derive(Debug, Clone)]
struct Label {
    name: String,
    /// What it can be; nothing, where the program names it.
    values: Vec<String>,
}

/// What Prometheus adds of its own to all that it collects.
const OF_PROMETHEUS: [&str; 2] = ["job", "instance"];

pub(crate) fn table() -> Vec<Metric> {
    let rows = TABLE.lines().filter(|line| line.starts_with("| `cache_"));
    let table: Vec<Metric> = rows.map(row).collect();
    assert!(table.len() >= 30, "only {} metrics found", table.len());
    table
}

fn row(line: &str) -> Metric {
    let cells: Vec<&str> = line.split('|').map(str::trim).collect();
    let kind = match cells[2] {
        "counter" => Kind::Counter,
        "gauge" => Kind::Gauge,
        "histogram" => Kind::Histogram,
        other => panic!("`{other}` is no kind of metric: {line}"),
    };
    Metric {
        name: cells[1].trim_matches('`').to_owned(),
        kind,
        labels: labels(cells[3]),
    }
}

/// `cache`; `tier` = `memory`, `shared`
fn labels(cell: &str) -> Vec<Label> {
    let written = cell.split(';').map(str::trim);
    let label = |label: &str| {
        let (name, values) = label.split_once('=').unwrap_or((label, ""));
        let bare = |text: &str| text.trim().trim_matches('`').to_owned();
        let values = values.split(',').map(bare);
        Label {
            name: bare(name),
            values: values.filter(|value| !value.is_empty()).collect(),
        }
    };
    written
        .filter(|label| !label.is_empty())
        .map(label)
        .collect()
}

/// The metric that a name of an exposition belongs to.
pub(crate) fn base(name: &str) -> &str {
    let parts = ["_bucket", "_count", "_sum"];
    let of_histogram = parts.iter().find_map(|part| name.strip_suffix(part));
    of_histogram.unwrap_or(name)
}

fn metric(name: &str) -> Option<Metric> {
    let metric = table()
        .into_iter()
        .find(|metric| metric.name == base(name))?;
    let is_part = base(name) != name;
    (is_part == (metric.kind == Kind::Histogram)).then_some(metric)
}

pub(crate) fn has_label(name: &str, label: &str) -> bool {
    metric(name).is_some_and(|metric| metric.labels.iter().any(|other| other.name == label))
}

/// What a label can be.
pub(crate) fn values(name: &str, label: &str) -> Vec<String> {
    let labels = metric(name).into_iter().flat_map(|metric| metric.labels);
    let mut labels = labels.filter(|other| other.name == label);
    labels.next().map(|label| label.values).unwrap_or_default()
}

/// Asserts that what `expression` names exists, with these labels, and that these can have the values that it asks for.
#[track_caller]
pub(crate) fn assert_names(expression: &str, place: &str) {
    let named = named(expression);
    assert!(!named.selectors.is_empty(), "{place} names no metric");
    for selector in named.selectors {
        let name = &selector.metric;
        let metric = metric(name).unwrap_or_else(|| panic!("{place}: `{name}` is not exported"));
        let mut known: BTreeSet<&str> = metric.labels.iter().map(|label| &*label.name).collect();
        known.extend(OF_PROMETHEUS);
        if name.ends_with("_bucket") {
            known.insert("le");
        }
        for grouping in &named.groupings {
            assert!(
                known.contains(&**grouping),
                "{place}: `{name}` has no label `{grouping}`"
            );
        }
        for (label, value) in &selector.matchers {
            assert!(
                known.contains(&**label),
                "{place}: `{name}` has no label `{label}`"
            );
            assert_values(&metric, label, value, place);
        }
    }
}

#[track_caller]
fn assert_values(metric: &Metric, label: &str, value: &str, place: &str) {
    let closed = metric.labels.iter().find(|other| other.name == label);
    let Some(closed) = closed.filter(|label| !label.values.is_empty()) else {
        return;
    };
    for alternative in value.split('|') {
        assert!(
            closed.values.iter().any(|known| known == alternative),
            "{place}: `{label}` of `{}` is never `{alternative}`",
            metric.name
        );
    }
}

/// A series for each metric and each value that its labels can have.
pub(crate) fn series() -> Vec<String> {
    table().iter().flat_map(series_of).collect()
}

fn series_of(metric: &Metric) -> Vec<String> {
    let mut sets = vec![vec![
        ("job".to_owned(), "shop".to_owned()),
        ("instance".to_owned(), "one".to_owned()),
    ]];
    for label in &metric.labels {
        let any = [String::from("anything")];
        let values = if label.values.is_empty() {
            &any[..]
        } else {
            &label.values
        };
        let with = |set: &Vec<_>| {
            let with = |value: &String| {
                let mut set = set.clone();
                set.push((label.name.clone(), value.clone()));
                set
            };
            values.iter().map(with).collect::<Vec<_>>()
        };
        sets = sets.iter().flat_map(with).collect();
    }
    let written = |part: &str, set: &[(String, String)], more: &str| {
        let labels: Vec<String> = set
            .iter()
            .map(|(name, value)| format!("{name}={value:?}"))
            .collect();
        format!("{}{part}{{{}{more}}}", metric.name, labels.join(","))
    };
    let each = sets.iter().flat_map(|set| match metric.kind {
        Kind::Counter | Kind::Gauge => vec![written("", set, "")],
        Kind::Histogram => vec![
            written("_bucket", set, ",le=\"0.1\""),
            written("_bucket", set, ",le=\"+Inf\""),
            written("_sum", set, ""),
            written("_count", set, ""),
        ],
    });
    each.collect()
}
