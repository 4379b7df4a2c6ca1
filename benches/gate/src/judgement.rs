//! What a count means beside the recorded one. Pure.

use crate::record::Record;

/// By how much a count may change that is no news.
const TOLERANCE: f64 = 0.03;

/// What is to be done about a count, the worst last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Judgement {
    Same,
    /// To be recorded: else as much could be lost again and nobody would see it.
    Cheaper,
    /// No count is recorded, or one of what is counted no more.
    Unknown,
    Dearer,
}

/// A row of the table.
#[derive(Debug, PartialEq)]
pub(crate) struct Compared<'a> {
    pub(crate) name: &'a str,
    pub(crate) recorded: Option<f64>,
    pub(crate) now: Option<f64>,
    pub(crate) judgement: Judgement,
}

impl Compared<'_> {
    /// The change as a share of what is recorded.
    pub(crate) fn change(&self) -> Option<f64> {
        Some(self.now? / self.recorded? - 1.0)
    }
}

/// Each name that either has; those of `now` first.
pub(crate) fn compare<'a>(recorded: &'a Record, now: &'a Record) -> Vec<Compared<'a>> {
    let gone = recorded
        .counts
        .iter()
        .filter(|(name, _)| now.count(name).is_none());
    let row = |(name, _): &'a (String, f64)| {
        let mut row = Compared {
            name,
            recorded: recorded.count(name),
            now: now.count(name),
            judgement: Judgement::Unknown,
        };
        row.judgement = judge(row.change());
        row
    };
    now.counts.iter().chain(gone).map(row).collect()
}

fn judge(change: Option<f64>) -> Judgement {
    match change {
        None => Judgement::Unknown,
        Some(change) if change > TOLERANCE => Judgement::Dearer,
        Some(change) if change < -TOLERANCE => Judgement::Cheaper,
        Some(_) => Judgement::Same,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(counts: &[(&str, f64)]) -> Record {
        Record {
            conditions: String::new(),
            counts: counts
                .iter()
                .map(|(name, count)| ((*name).to_owned(), *count))
                .collect(),
        }
    }

    fn judged(recorded: f64, now: f64) -> Judgement {
        compare(&record(&[("u64", recorded)]), &record(&[("u64", now)]))[0].judgement
    }

    #[test]
    fn what_costs_more_than_the_tolerance_allows_is_dearer() {
        assert_eq!(judged(100.0, 102.9), Judgement::Same);
        assert_eq!(judged(100.0, 103.1), Judgement::Dearer);
    }

    #[test]
    fn a_gain_is_not_passed_over() {
        assert_eq!(judged(100.0, 97.1), Judgement::Same);
        assert_eq!(judged(100.0, 96.9), Judgement::Cheaper);
    }

    #[test]
    fn what_only_one_side_has_is_unknown() {
        let judged = |recorded: &[_], now: &[_]| {
            compare(&record(recorded), &record(now))
                .iter()
                .map(|row| row.judgement)
                .collect::<Vec<_>>()
        };
        assert_eq!(judged(&[], &[("u64", 80.0)]), [Judgement::Unknown]);
        assert_eq!(judged(&[("u64", 80.0)], &[]), [Judgement::Unknown]);
    }
}
