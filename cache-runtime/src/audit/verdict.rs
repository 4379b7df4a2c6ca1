//! What comes of an audit. Pure.

use crate::clock::Millis;
use crate::metrics::Event;

/// What has come of one audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The source has what the hit has answered.
    Same,
    /// It has something else, and the entry that answered was gone or replaced soon enough, or the source had come back
    /// to it.
    Settled,
    /// The source has something else, and the entry is there still. It was this old when it answered.
    Stale { age: Millis },
    /// The source did not answer.
    Failed,
    /// It was not begun, or not seen to its end.
    Skipped,
}

impl Verdict {
    pub(super) fn event(self) -> Event {
        match self {
            Self::Same => Event::AuditSame,
            Self::Settled => Event::AuditSettled,
            Self::Failed => Event::AuditFailed,
            Self::Skipped => Event::AuditSkipped,
            Self::Stale { age } => stale_at(age),
        }
    }
}

/// The greatest ages, in milliseconds, and what is older is in a row of its own.
const AGES: [(Millis, Event); 6] = [
    (1_000, Event::StaleOfSecond),
    (10_000, Event::StaleOfTenSeconds),
    (60_000, Event::StaleOfMinute),
    (600_000, Event::StaleOfTenMinutes),
    (3_600_000, Event::StaleOfHour),
    (86_400_000, Event::StaleOfDay),
];

fn stale_at(age: Millis) -> Event {
    let mut rows = AGES.iter();
    rows.find(|(most, _)| age <= *most)
        .map_or(Event::StaleOfMore, |(_, event)| *event)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_belongs_to_the_first_bound_that_it_does_not_exceed() {
        let bounds = [
            (1_000, Event::StaleOfSecond),
            (10_000, Event::StaleOfTenSeconds),
            (60_000, Event::StaleOfMinute),
            (600_000, Event::StaleOfTenMinutes),
            (3_600_000, Event::StaleOfHour),
            (86_400_000, Event::StaleOfDay),
            (Millis::MAX, Event::StaleOfMore),
        ];
        let mut beyond = 0;
        for (bound, event) in bounds {
            assert_eq!(Verdict::Stale { age: beyond }.event(), event);
            assert_eq!(Verdict::Stale { age: bound }.event(), event);
            beyond = bound.wrapping_add(1);
        }
    }
}
