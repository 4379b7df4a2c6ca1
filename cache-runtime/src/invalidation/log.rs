//! What was invalidated lately and from where, and how much of each kind since the beginning.
//!
//! Takes nothing that a hit would notice: an invalidation adds one to a counter and moves what it has in its hands into a
//! ring. Texts are made for who reads the list.

use super::cause::{Cause, InvalidationSource, Process, SourceLocation};
use super::{Invalidated, InvalidationKind, Links, Order};
use crate::key::CacheKey;
use crate::trace;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
// Also under the model checker: no order of invalidations depends on this lock.
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How many are kept.
const MOST: usize = 100;
/// Texts longer than this, in bytes, are cut: a list of tags may be of any length.
const LONGEST: usize = 256;
/// Takes the place of what is cut off.
const CUT: &str = "…";

/// One invalidation as [`Cache::recent_invalidations`](crate::Cache::recent_invalidations) lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct RecentInvalidation {
    /// What it was of.
    pub kind: InvalidationKind,
    /// The name of that: the text of a key, tags with `, ` between them, the key template of a function as
    /// [`FunctionStats::key`](crate::FunctionStats::key) has it, a glob; empty where it was of everything. What is longer
    /// than 256 bytes ends in `…`.
    pub what: String,
    /// Who asked for it.
    pub source: InvalidationSource,
    /// Where in the source of this process, as `file:line:column`: the caller of a method or helper, the attribute of a
    /// function that writes. A message of another process does not say.
    pub location: Option<String>,
    /// The process that sent the message, as `SharedStats::process` has it there.
    pub process: Option<String>,
    /// Why memory was emptied, where it was: a reason that `SharedStats::flushes` counts.
    pub reason: Option<&'static str>,
    /// When, in milliseconds since 1970, by the clock of this machine.
    pub unix_millis: u64,
    /// Entries that it found in this process, counted as in [`Invalidated`].
    pub entries: usize,
    /// Loads that it found on their way in this process, counted as in [`Invalidated`].
    pub loads: usize,
}

/// How many invalidations of one kind came from one source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct InvalidationCount {
    /// What they were of.
    pub kind: InvalidationKind,
    /// Who asked for them.
    pub source: InvalidationSource,
    /// How many.
    pub count: u64,
}

/// The log of one cache.
#[derive(Debug, Default)]
pub(crate) struct InvalidationLog {
    counts: [[AtomicU64; InvalidationSource::COUNTED.len()]; InvalidationKind::ALL.len()],
    ring: Mutex<VecDeque<Record>>,
}

#[derive(Debug)]
struct Record {
    subject: Meant,
    cause: Cause,
    unix_millis: u64,
    met: Invalidated,
}

/// What an invalidation was of.
#[derive(Debug)]
pub(crate) struct Meant {
    kind: InvalidationKind,
    name: MeantName,
}

#[derive(Debug)]
enum MeantName {
    /// Rendered when somebody asks.
    Key(CacheKey),
    Text(Box<str>),
}

impl Meant {
    /// None for several orders, which are told apart.
    pub(crate) fn of(order: &Order) -> Option<Self> {
        let kind = InvalidationKind::of(order)?;
        let name = match order {
            Order::Key(key) | Order::Expire(key) => MeantName::of_key(key),
            Order::Text(text) | Order::Function(text) | Order::Pattern(text) => {
                MeantName::of_text(text)
            }
            Order::Tags(tags) => MeantName::of_list(tags),
            Order::Everything | Order::Several(_) => MeantName::of_text(""),
        };
        Some(Self { kind, name })
    }

    /// An entry of which only the text is known here.
    #[cfg(feature = "redis")]
    pub(crate) fn entry(kind: InvalidationKind, text: &str) -> Self {
        Self {
            kind,
            name: MeantName::of_text(text),
        }
    }
}

impl MeantName {
    fn of_key(key: &CacheKey) -> Self {
        if key.encoded.heap_bytes() > LONGEST {
            return Self::of_text(&key.text());
        }
        // Without what it is linked to, which may be of any length.
        Self::Key(CacheKey {
            name: key.name.clone(),
            encoded: key.encoded.clone(),
            render: key.render,
            shape: key.shape,
            links: Links::default(),
        })
    }

    fn of_text(text: &str) -> Self {
        Self::Text(cut(text).into())
    }

    fn of_list(texts: &[String]) -> Self {
        let mut list = String::new();
        for text in texts {
            if !list.is_empty() {
                list.push_str(", ");
            }
            list.push_str(&cut(text));
            if list.len() > LONGEST {
                break;
            }
        }
        Self::of_text(&list)
    }

    fn text(&self) -> String {
        match self {
            Self::Key(key) => cut(&key.text()),
            Self::Text(text) => text.to_string(),
        }
    }
}

fn cut(text: &str) -> String {
    if text.len() <= LONGEST {
        return text.to_owned();
    }
    let end = (0..=LONGEST - CUT.len())
        .rev()
        .find(|end| text.is_char_boundary(*end))
        .unwrap_or(0);
    [&text[..end], CUT].concat()
}

impl InvalidationLog {
    pub(crate) fn note(&self, cause: Cause, subject: Meant, met: Invalidated, unix_millis: u64) {
        if let Some(counter) = self.counter(subject.kind, cause.source()) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
        trace::invalidated(cause, subject.kind, met);
        let record = Record {
            subject,
            cause,
            unix_millis,
            met,
        };
        let oldest = {
            let mut ring = self.ring();
            let oldest = (ring.len() >= MOST).then(|| ring.pop_front()).flatten();
            ring.push_back(record);
            oldest
        };
        // Outside the lock: its memory is given back.
        drop(oldest);
    }

    /// The latest, the latest first.
    pub(crate) fn recent(&self) -> Vec<RecentInvalidation> {
        self.ring().iter().rev().map(Record::shown).collect()
    }

    /// Each kind from each source, also those that never came: a series does not begin with its first event.
    pub(crate) fn counts(&self) -> Vec<InvalidationCount> {
        let of_kind = |kind| {
            InvalidationSource::COUNTED
                .into_iter()
                .map(move |source| (kind, source))
        };
        InvalidationKind::ALL
            .into_iter()
            .flat_map(of_kind)
            .map(|(kind, source)| InvalidationCount {
                kind,
                source,
                count: self
                    .counter(kind, source)
                    .map_or(0, |counter| counter.load(Ordering::Relaxed)),
            })
            .collect()
    }

    /// None, if the source is not counted here.
    fn counter(&self, kind: InvalidationKind, source: InvalidationSource) -> Option<&AtomicU64> {
        self.counts.get(kind as usize)?.get(source as usize)
    }

    fn ring(&self) -> MutexGuard<'_, VecDeque<Record>> {
        // Every change leaves a ring that is whole.
        self.ring.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Record {
    fn shown(&self) -> RecentInvalidation {
        let Self {
            subject,
            cause,
            unix_millis,
            met,
        } = self;
        RecentInvalidation {
            kind: subject.kind,
            what: subject.name.text(),
            source: cause.source(),
            location: cause.location().map(spelt),
            process: cause.process().as_ref().map(named),
            reason: cause.reason(),
            unix_millis: *unix_millis,
            entries: met.entries,
            loads: met.loads,
        }
    }
}

/// A location as compilers write it.
pub(crate) fn spelt(location: SourceLocation) -> String {
    location.to_string()
}

/// A process in hexadecimal.
pub(crate) fn named(process: &Process) -> String {
    format!("{:032x}", u128::from_be_bytes(*process))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn note(log: &InvalidationLog, order: &Order) {
        let subject = Meant::of(order).unwrap();
        log.note(Cause::call(), subject, Invalidated::default(), 0);
    }

    #[test]
    fn the_list_holds_the_last_hundred_and_the_latest_comes_first() {
        let log = InvalidationLog::default();
        (0..1000).for_each(|number| note(&log, &Order::Text(number.to_string())));
        let recent = log.recent();
        let texts: Vec<&str> = recent.iter().map(|record| &*record.what).collect();
        let expected: Vec<String> = (900..1000).rev().map(|number| number.to_string()).collect();
        assert_eq!(texts, expected);
        assert!(log.ring().capacity() < 2 * MOST + 1);
    }

    #[test]
    fn each_kind_and_source_has_a_counter_of_its_own() {
        let causes = [
            Cause::call(),
            Cause::Writer(std::panic::Location::caller()),
            Cause::Message([0; 16]),
            Cause::Replay(None),
        ];
        for (cause, source) in causes.into_iter().zip(InvalidationSource::COUNTED) {
            for kind in InvalidationKind::ALL {
                let log = InvalidationLog::default();
                let name = MeantName::of_text("");
                log.note(cause, Meant { kind, name }, Invalidated::default(), 0);
                for count in log.counts() {
                    let is_it = (count.kind, count.source) == (kind, source);
                    assert_eq!(count.count, u64::from(is_it), "{kind} {source}");
                }
            }
        }
    }

    #[test]
    fn a_flush_is_listed_and_not_counted() {
        let log = InvalidationLog::default();
        let subject = Meant::of(&Order::Everything).unwrap();
        log.note(Cause::Flush("gap"), subject, Invalidated::default(), 0);
        assert_eq!(log.recent()[0].reason, Some("gap"));
        assert!(log.counts().iter().all(|count| count.count == 0));
    }

    proptest! {
        #[test]
        fn no_text_takes_more_room_than_its_bound(tags in proptest::collection::vec(".{0,300}", 0..20)) {
            let log = InvalidationLog::default();
            note(&log, &Order::Tags(tags.clone()));
            note(&log, &Order::Text(tags.concat()));
            for record in log.recent() {
                prop_assert!(record.what.len() <= LONGEST);
            }
            for record in &*log.ring() {
                let MeantName::Text(text) = &record.subject.name else { unreachable!() };
                prop_assert!(text.len() <= LONGEST);
            }
            let whole = tags.concat();
            let listed = &log.recent()[0].what;
            prop_assert_eq!(*listed == whole, whole.len() <= LONGEST);
        }
    }
}
