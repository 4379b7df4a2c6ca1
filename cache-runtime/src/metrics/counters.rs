//! The counters of one function in one cache.
//!
//! Hits are counted by their thread alone: a load and a store, no locked instruction, no shared cache line. Everything
//! else happens beside a load and is counted in plain atomics.

use super::answers::{ANSWERS, Answer};
use super::histogram::Histogram;
use super::threads::{OWNERS, is_watched, own_number};
#[cfg(any(feature = "metrics", feature = "otel"))]
use super::{listeners::Audience, table};
use crate::clock::{Clock, Stopwatch};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

/// What happened beside the answers to calls, which are [`Answer`]s.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Event {
    /// A loader was started.
    Load,
    /// A loader returned what is no error.
    LoadOk,
    /// A loader returned an error.
    LoadError,
    /// A loader panicked.
    LoadPanic,
    /// A load was dropped before it ended.
    LoadCancelled,
    /// A loaded value was not stored because of an invalidation in between.
    RefusedFill,
    /// A loaded value was not stored because its policy did not want it.
    Unwanted,
    /// A load was begun to refresh an entry that was an answer still.
    Refresh,
    /// Such a load returned what is no error.
    RefreshOk,
    /// Such a load returned an error, or panicked.
    RefreshError,
    /// It was not begun: there were enough of them already.
    RefreshRefused,
    /// A call's time was over.
    Timeout,
    /// The time of a call was over that had a value to fall back on.
    SoftTimeout,
    /// A loader said that the stale value was as good as new.
    Unchanged,
    /// A value was put by hand.
    Put,
    /// An audit has found what the hit had answered.
    AuditSame,
    /// An audit has found something else, and the entry was gone soon enough.
    AuditSettled,
    /// An audit did not get an answer.
    AuditFailed,
    /// An audit was not begun, or not seen to its end.
    AuditSkipped,
    /// An audit has found a stale answer of an entry that was so old at most when it answered.
    StaleOfSecond,
    StaleOfTenSeconds,
    StaleOfMinute,
    StaleOfTenMinutes,
    StaleOfHour,
    StaleOfDay,
    StaleOfMore,
}

const EVENTS: usize = Event::StaleOfMore as usize + 1;

/// Counts for one function.
#[derive(Debug)]
pub(crate) struct Meter {
    pub(crate) function: String,
    pub(crate) key: String,
    hits: [OnceLock<Box<Padded>>; OWNERS],
    shared_hits: AtomicU64,
    answers: [AtomicU64; ANSWERS],
    events: [AtomicU64; EVENTS],
    pub(super) load_times: Histogram,
    pub(super) process_waits: Histogram,
    pub(super) fleet_waits: Histogram,
}

/// A cache line, and its neighbour that processors fetch along with it.
#[derive(Debug, Default)]
#[repr(align(128))]
struct Padded(AtomicU64);

impl Meter {
    pub(crate) fn new(function: String, key: String) -> Self {
        Self {
            function,
            key,
            hits: [const { OnceLock::new() }; OWNERS],
            shared_hits: AtomicU64::new(0),
            answers: [const { AtomicU64::new(0) }; ANSWERS],
            events: [const { AtomicU64::new(0) }; EVENTS],
            load_times: Histogram::new(),
            process_waits: Histogram::new(),
            fleet_waits: Histogram::new(),
        }
    }

    /// Of the function, and of its entries.
    pub(crate) fn name(&self) -> (&str, &str) {
        (&self.function, &self.key)
    }

    /// Counts a plain hit. Where somebody must be told of it first it is none, and not counted.
    #[inline]
    #[must_use]
    pub(crate) fn plain_hit(&self) -> bool {
        match own_number() {
            Some(number) => {
                let own = &self.hits[number].get_or_init(Box::default).0;
                // The only writer is this thread, so nothing is lost between the two.
                own.store(own.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
                true
            }
            None => self.hit_beside(),
        }
    }

    /// Counts a hit.
    pub(crate) fn hit(&self) {
        if !self.plain_hit() {
            self.shared_hits.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Counts an answer.
    pub(crate) fn answer(&self, answer: Answer) {
        match answer {
            Answer::Hit => self.hit(),
            other => _ = self.answers[other as usize].fetch_add(1, Ordering::Relaxed),
        }
    }

    /// Counts a hit whose value is `None`. As with [`plain_hit`](Self::plain_hit), where somebody must be told of it first it
    /// is none.
    #[inline]
    #[must_use]
    pub(crate) fn plain_negative(&self) -> bool {
        let plain = !is_watched();
        if plain {
            self.answer(Answer::Negative);
        }
        plain
    }

    /// A hit of a thread that has no counters of its own, or not now.
    fn hit_beside(&self) -> bool {
        let plain = !is_watched();
        if plain {
            self.shared_hits.fetch_add(1, Ordering::Relaxed);
        }
        plain
    }

    pub(crate) fn record(&self, event: Event) {
        self.events[event as usize].fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn refuse_refresh(&self) {
        self.record(Event::RefreshRefused);
    }

    pub(crate) fn loaded_in(&self, micros: u32) {
        self.load_times.record(micros);
    }

    /// A call begins to wait for somebody else's load; measured until what this returns is dropped.
    pub(crate) fn wait(self: &Arc<Self>, waits_for: WaitsFor, clock: &Clock) -> Wait {
        Wait {
            meter: self.clone(),
            waits_for,
            stopwatch: clock.stopwatch(),
        }
    }

    /// What this measures is told to `audience` from now on.
    #[cfg(any(feature = "metrics", feature = "otel"))]
    pub(crate) fn report_to(&self, audience: &dyn Audience) {
        let cache = ("cache", self.function.as_str());
        let waits_for = |whom| [cache, ("for", whom)];
        for (histogram, metric, labels) in [
            (&self.load_times, &table::LOAD_SECONDS, &[cache][..]),
            (
                &self.process_waits,
                &table::WAIT_SECONDS,
                &waits_for("process"),
            ),
            (&self.fleet_waits, &table::WAIT_SECONDS, &waits_for("fleet")),
        ] {
            histogram.tell(audience.listener(metric, labels));
        }
    }

    /// Plain hits.
    pub(super) fn hits(&self) -> u64 {
        let own: u64 = self
            .hits
            .iter()
            .filter_map(OnceLock::get)
            .map(|hits| hits.0.load(Ordering::Relaxed))
            .sum();
        own + self.shared_hits.load(Ordering::Relaxed)
    }

    pub(super) fn count(&self, event: Event) -> u64 {
        self.events[event as usize].load(Ordering::Relaxed)
    }

    pub(super) fn answers(&self, answer: Answer) -> u64 {
        self.answers[answer as usize].load(Ordering::Relaxed)
    }
}

/// Whose load a call waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WaitsFor {
    /// Another call's in this process.
    Process,
    /// Another process'.
    #[cfg_attr(
        not(feature = "redis"),
        allow(dead_code, reason = "without a shared tier nobody waits for one")
    )]
    Fleet,
}

impl WaitsFor {
    /// As the table of metrics names it.
    #[cfg_attr(not(feature = "tracing"), allow(dead_code, reason = "only spans ask"))]
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Process => "process",
            Self::Fleet => "fleet",
        }
    }
}

/// A wait; its end is measured, however it comes.
#[derive(Debug)]
pub(crate) struct Wait {
    meter: Arc<Meter>,
    waits_for: WaitsFor,
    stopwatch: Stopwatch,
}

impl Drop for Wait {
    fn drop(&mut self) {
        let waits = match self.waits_for {
            WaitsFor::Process => &self.meter.process_waits,
            WaitsFor::Fleet => &self.meter.fleet_waits,
        };
        waits.record(self.stopwatch.micros());
    }
}

#[cfg(test)]
mod tests {
    use super::super::Watch;
    use super::*;

    #[test]
    fn no_hit_is_lost_whatever_threads_come_and_go() {
        let meter = Meter::new(String::new(), String::new());
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..50 {
                        std::thread::scope(|inner| {
                            inner.spawn(|| (0..100).for_each(|_| meter.hit()));
                        });
                    }
                });
            }
        });
        assert_eq!(meter.hits(), 4 * 50 * 100);
    }

    #[test]
    fn hits_of_a_thread_are_not_plain_ones_while_it_is_watched() {
        let meter = Meter::new(String::new(), String::new());
        assert!(meter.plain_hit());
        {
            let _watch = Watch::begin();
            let inner = Watch::begin();
            assert!(!meter.plain_hit());
            drop(inner);
            assert!(!meter.plain_hit());
            meter.hit();
        }
        assert!(meter.plain_hit());
        assert_eq!(meter.hits(), 3);
    }

    #[test]
    fn more_threads_than_owners_share_one_counter() {
        let meter = Meter::new(String::new(), String::new());
        let barrier = std::sync::Barrier::new(OWNERS + 8);
        std::thread::scope(|scope| {
            for _ in 0..OWNERS + 8 {
                scope.spawn(|| {
                    barrier.wait();
                    meter.hit();
                    barrier.wait();
                });
            }
        });
        assert_eq!(meter.hits(), OWNERS as u64 + 8);
    }
}
