//! A snapshot as samples: a metric of the table, its labels, a value. All exporters read these, so all say the same.
//!
//! Counters are there from the first call of their function on, also at zero; histograms from their first observation on, as
//! each is as long as all counters together.

use super::audits::AuditStats;
use super::histogram::Distribution;
#[cfg(feature = "redis")]
use super::shared::SharedStats;
use super::stats::{FunctionStats, QueueStats, RegionStats, Stats};
use super::table::{self, Metric, TABLE};
use std::borrow::Cow;

/// One value of one metric.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sample<'a> {
    pub(crate) metric: &'static Metric,
    pub(crate) labels: Labels<'a>,
    pub(crate) value: Value,
}

/// In the order of the table.
pub(crate) type Labels<'a> = Vec<(&'static str, Cow<'a, str>)>;

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Count(u64),
    Gauge(f64),
    /// Boxed: samples are sorted, and few of them are this long.
    Distribution(Box<Distribution>),
}

/// All samples of a snapshot, in the order of the table, then by their labels; no two are of one metric and have equal labels.
pub(crate) fn samples(stats: &Stats) -> Vec<Sample<'_>> {
    let mut samples = Samples(TABLE.iter().map(|_| Vec::new()).collect());
    #[cfg(feature = "redis")]
    let is_shared = stats.shared.is_some();
    #[cfg(not(feature = "redis"))]
    let is_shared = false;
    for row in &stats.functions {
        samples.of_function(row, is_shared);
    }
    for row in &stats.regions {
        samples.of_region(row);
    }
    samples.gauge(&table::TAGS, &[], count(stats.tags));
    samples.gauge(&table::DEPENDENCIES, &[], count(stats.dependencies));
    samples.gauge(&table::SCHEDULED, &[], count(stats.scheduled));
    for row in &stats.invalidations {
        let labels = [row.kind.as_str(), row.source.as_str()];
        samples.count(&table::INVALIDATIONS, &labels, row.count);
    }
    for row in &stats.write_queues {
        samples.of_queue(row);
    }
    #[cfg(feature = "redis")]
    if let Some(shared) = &stats.shared {
        samples.of_shared(shared);
    }
    samples.ordered()
}

/// By the place of their metric.
struct Samples<'a>(Vec<Vec<Sample<'a>>>);

impl<'a> Samples<'a> {
    fn of_function(&mut self, row: &'a FunctionStats, is_shared: bool) {
        let name = row.function.as_str();
        for (tier, result, calls) in row.gets.rows() {
            if tier != "shared" || is_shared {
                self.count(&table::GETS, &[name, tier, result], calls);
            }
        }
        for (outcome, loads) in [
            ("cancelled", row.load_cancellations),
            ("error", row.load_errors),
            ("ok", row.load_successes),
            ("panic", row.load_panics),
        ] {
            self.count(&table::LOADS, &[name, outcome], loads);
        }
        self.distribution(&table::LOAD_SECONDS, &[name], &row.load_times);
        self.distribution(&table::WAIT_SECONDS, &[name, "fleet"], &row.fleet_waits);
        self.distribution(&table::WAIT_SECONDS, &[name, "process"], &row.process_waits);
        for (outcome, refreshes) in [
            ("error", row.refresh_errors),
            ("ok", row.refresh_successes),
            ("refused", row.refreshes_refused),
        ] {
            self.count(&table::REFRESHES, &[name, outcome], refreshes);
        }
        self.count(&table::TIMEOUTS, &[name, "hard"], row.timeouts);
        self.count(&table::TIMEOUTS, &[name, "soft"], row.soft_timeouts);
        self.count(&table::UNCHANGED, &[name], row.unchanged);
        self.count(&table::PUTS, &[name], row.puts);
        self.count(
            &table::REFUSED_FILLS,
            &[name, "invalidated"],
            row.refused_fills,
        );
        self.count(&table::REFUSED_FILLS, &[name, "unwanted"], row.unwanted);
        self.gauge(&table::LOADS_RUNNING, &[name], count(row.loads_running));
        if let Some(audits) = &row.audits {
            self.of_audits(name, audits);
        }
    }

    fn of_audits(&mut self, name: &'a str, audits: &AuditStats) {
        for (outcome, times) in [
            ("same", audits.same),
            ("stale", audits.found_stale()),
            ("settled", audits.settled),
            ("failed", audits.failed),
            ("skipped", audits.skipped),
        ] {
            self.count(&table::AUDITS, &[name, outcome], times);
        }
        for (age, times) in AuditStats::AGES.into_iter().zip(audits.stale) {
            self.count(&table::STALE, &[name, age], times);
        }
    }

    fn of_region(&mut self, row: &'a RegionStats) {
        let name = row.key.as_str();
        self.gauge(&table::ENTRIES, &[name], count(row.entries));
        if let Some(bytes) = row.bytes {
            self.gauge(&table::BYTES, &[name], lossy(bytes));
        }
        self.count(&table::EVICTIONS, &[name, "capacity"], row.evictions);
        self.count(&table::EVICTIONS, &[name, "expired"], row.expirations);
        self.count(&table::EVICTIONS, &[name, "too_heavy"], row.too_heavy);
    }

    fn of_queue(&mut self, row: &'a QueueStats) {
        let name = row.queue.as_str();
        self.gauge(&table::WRITE_QUEUE_ITEMS, &[name], count(row.items));
        let oldest = row.oldest.unwrap_or_default().as_secs_f64();
        self.gauge(&table::WRITE_QUEUE_OLDEST_SECONDS, &[name], oldest);
        let dead = lossy(row.dead_letters);
        self.gauge(&table::WRITE_QUEUE_DEAD_LETTERS, &[name], dead);
        self.count(&table::WRITE_QUEUE_RETRIES, &[name], row.retries);
    }

    #[cfg(feature = "redis")]
    fn of_shared(&mut self, shared: &'a SharedStats) {
        for (metric, rows) in [
            (&table::MEMORY_FLUSHES, &shared.flushes),
            (&table::SHARED_FAULTS, &shared.faults),
            (&table::SHARED_REJECTIONS, &shared.rejections),
        ] {
            // Also what has not happened yet: of a counter that begins at one nobody sees that it rose.
            for reason in metric.labels.iter().flat_map(|label| label.values) {
                self.count(metric, &[reason], 0);
            }
            for (reason, times) in rows {
                self.count(metric, &[reason], *times);
            }
        }
        self.gauge(&table::SHARED_AVAILABLE, &[], flag(shared.available));
        for (node, open) in &shared.breakers {
            self.gauge(&table::SHARED_BREAKER_OPEN, &[node], flag(*open));
        }
        for (operation, times) in &shared.operation_times {
            self.distribution(&table::SHARED_OPERATION_SECONDS, &[operation], times);
        }
        self.count(&table::SHARED_BYTES, &["read"], shared.bytes_read);
        self.count(&table::SHARED_BYTES, &["written"], shared.bytes_written);
        let disconnected = shared.disconnected_for.unwrap_or_default();
        let seconds = disconnected.as_secs_f64();
        self.gauge(&table::BUS_DISCONNECTED_SECONDS, &[], seconds);
        let waiting = count(shared.invalidations_waiting);
        self.gauge(&table::INVALIDATIONS_WAITING, &[], waiting);
        self.gauge(&table::LEASES, &[], count(shared.leases));
        let replayed = shared.invalidations_replayed;
        self.count(&table::INVALIDATIONS_REPLAYED, &[], replayed);
    }

    fn count(&mut self, metric: &'static Metric, labels: &[&'a str], value: u64) {
        self.push(metric, labels, Value::Count(value));
    }

    fn gauge(&mut self, metric: &'static Metric, labels: &[&'a str], value: f64) {
        self.push(metric, labels, Value::Gauge(value));
    }

    fn distribution(
        &mut self,
        metric: &'static Metric,
        labels: &[&'a str],
        distribution: &Distribution,
    ) {
        if distribution.count() > 0 {
            self.push(
                metric,
                labels,
                Value::Distribution(Box::new(distribution.clone())),
            );
        }
    }

    fn push(&mut self, metric: &'static Metric, values: &[&'a str], value: Value) {
        debug_assert_eq!(metric.labels.len(), values.len(), "{}", metric.name);
        let names = metric.labels.iter().map(|label| label.name);
        let values = values.iter().map(|value| Cow::Borrowed(*value));
        self.0[metric.place].push(Sample {
            metric,
            labels: names.zip(values).collect(),
            value,
        });
    }

    /// Functions may have one path, and templates one text: their samples are added up.
    fn ordered(self) -> Vec<Sample<'a>> {
        let mut ordered = Vec::with_capacity(self.0.iter().map(Vec::len).sum());
        for mut samples in self.0 {
            // Mostly a look, as rows come in this order.
            samples.sort_by(|one, other| one.labels.cmp(&other.labels));
            samples.dedup_by(|later, first| {
                let is_same = later.labels == first.labels;
                if is_same {
                    first.value.add(&later.value);
                }
                is_same
            });
            ordered.append(&mut samples);
        }
        ordered
    }
}

impl Value {
    fn add(&mut self, other: &Self) {
        match (self, other) {
            (Self::Count(sum), Self::Count(other)) => *sum += other,
            (Self::Gauge(sum), Self::Gauge(other)) => *sum += other,
            (Self::Distribution(sum), Self::Distribution(other)) => **sum = sum.and(other),
            _ => unreachable!("values of one metric are of one kind"),
        }
    }
}

#[cfg(feature = "redis")]
fn flag(is_set: bool) -> f64 {
    if is_set { 1.0 } else { 0.0 }
}

fn count(number: usize) -> f64 {
    lossy(number as u64)
}

#[allow(
    clippy::cast_precision_loss,
    reason = "gauges are told in 52 bits everywhere"
)]
fn lossy(number: u64) -> f64 {
    number as f64
}
