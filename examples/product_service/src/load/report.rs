//! The table: what each way of running the service came to, side by side.

use super::run::Done;
use crate::observability::Statistics;
use hdrhistogram::Histogram;
use std::fmt;
use std::fmt::Write;

/// One column.
#[derive(Debug, Clone)]
pub struct Column {
    /// How the service ran.
    pub name: &'static str,
    /// What the generator saw.
    pub done: Done,
    /// What the service had counted before the first request: what warming costs.
    pub before: Statistics,
    /// What it had counted after the last answer.
    pub after: Statistics,
}

/// Columns; what they are compared with stands first.
#[derive(Debug, Clone, Default)]
pub struct Report(pub Vec<Column>);

impl Report {
    /// Requests that were not answered as they should be, in all columns.
    #[must_use]
    pub fn faults(&self) -> u64 {
        let tallies = self.0.iter().map(|column| &column.done.tally);
        tallies
            .map(|tally| tally.failed + tally.wrong + tally.stale)
            .sum()
    }
}

impl Column {
    #[allow(
        clippy::cast_precision_loss,
        reason = "a rate is read, not computed with"
    )]
    fn throughput(&self) -> f64 {
        self.done.tally.requests() as f64 / self.done.took.as_secs_f64()
    }

    /// Calls of cached functions that were answered from memory or Redis, among all since the first request; none before it.
    #[allow(
        clippy::cast_precision_loss,
        reason = "a ratio is read, not computed with"
    )]
    fn hit_rate(&self) -> Option<f64> {
        let calls = self.after.cache.since(self.before.cache);
        (calls.all > 0).then(|| (calls.memory + calls.shared) as f64 / calls.all as f64)
    }

    /// How many times fewer queries the database was asked, those to warm included.
    #[allow(
        clippy::cast_precision_loss,
        reason = "a ratio is read, not computed with"
    )]
    fn fewer_queries(&self, than: &Self) -> f64 {
        than.after.database.reads as f64 / self.after.database.reads.max(1) as f64
    }

    /// How many times lower a quantile of reads is.
    fn lower(&self, than: &Self, quantile: f64) -> f64 {
        let read = |column: &Self| milliseconds(&column.done.tally.reads, quantile);
        read(than) / read(self)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<String> = self.0.iter().map(|column| column.name.to_owned()).collect();
        row(formatter, "", &names)?;
        let mut told = |name: &str, tell: &dyn Fn(&Column) -> String| {
            let cells: Vec<String> = self.0.iter().map(tell).collect();
            row(formatter, name, &cells)
        };
        told("requests/s", &|it| grouped(it.throughput()))?;
        for (name, quantile) in [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("p99.9", 0.999)] {
            told(&format!("read, ms: {name}"), &|it| {
                format!("{:.2}", milliseconds(&it.done.tally.reads, quantile))
            })?;
        }
        told("write, ms: p99", &|it| {
            format!("{:.2}", milliseconds(&it.done.tally.writes, 0.99))
        })?;
        told("hit rate", &|it| {
            it.hit_rate()
                .map_or_else(|| "-".to_owned(), |rate| format!("{:.1} %", 100.0 * rate))
        })?;
        told("database: queries", &|it| count(it.after.database.reads))?;
        told("  of them to warm", &|it| count(it.before.database.reads))?;
        told("database: writes", &|it| count(it.after.database.writes))?;
        told("failed", &|it| count(it.done.tally.failed))?;
        told("wrong", &|it| count(it.done.tally.wrong))?;
        told("stale", &|it| count(it.done.tally.stale))?;
        if let Some(first) = self.0.first() {
            told("times fewer queries", &|it| {
                format!("{:.1} ×", it.fewer_queries(first))
            })?;
            for (name, quantile) in [("p50", 0.5), ("p99", 0.99)] {
                told(&format!("times lower {name}"), &|it| {
                    format!("{:.1} ×", it.lower(first, quantile))
                })?;
            }
        }
        Ok(())
    }
}

fn row(out: &mut impl Write, name: &str, cells: &[String]) -> fmt::Result {
    write!(out, "{name:<22}")?;
    for cell in cells {
        write!(out, "{cell:>16}")?;
    }
    writeln!(out)
}

#[allow(
    clippy::cast_precision_loss,
    reason = "a time is read, not computed with"
)]
fn milliseconds(histogram: &Histogram<u64>, quantile: f64) -> f64 {
    histogram.value_at_quantile(quantile) as f64 / 1e6
}

fn grouped(number: f64) -> String {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a rate is positive, and far from 2^64"
    )]
    count(number.round() as u64)
}

/// With commas between thousands.
fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn thousands_are_set_apart() {
        let numbers = [0, 999, 1_000, 1_234_567].map(count);
        assert_eq!(numbers, ["0", "999", "1,000", "1,234,567"]);
    }
}
