//! What a call was answered with: each call counts as exactly one [`Answer`], however many ways it tried.
//!
//! A plain hit is counted where it happens. Every other call has an [`Account`], which notes the first answer and no
//! other: a load may go on after its caller was answered, and ends as nobody's.

use super::counters::Meter;
use crate::trace::CallSpan;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What a call was answered with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    /// A fresh value from memory.
    Hit,
    /// A `None` from memory, in functions that tell it apart.
    Negative,
    /// A value past its time that is being refreshed, or whose source is left alone.
    Stale,
    /// A value past its time, as the call's own load failed or took too long.
    Fallback,
    /// The same, as the load of another call failed.
    CoalescedFallback,
    SharedHit,
    SharedNegative,
    SharedStale,
    /// What its own load brought, be it an error or a panic.
    Miss,
    /// What the load of another call brought.
    Coalesced,
    /// What the function returned past the cache.
    Bypassed,
    /// That its time was over.
    Timeout,
}

impl Answer {
    /// The tier that had it, and what it was: as the table of metrics names them.
    #[cfg_attr(not(feature = "tracing"), allow(dead_code, reason = "only spans ask"))]
    pub(crate) fn labels(self) -> (&'static str, &'static str) {
        match self {
            Self::Hit => ("memory", "hit"),
            Self::Negative => ("memory", "negative"),
            Self::Stale | Self::Fallback | Self::CoalescedFallback => ("memory", "stale"),
            Self::SharedHit => ("shared", "hit"),
            Self::SharedNegative => ("shared", "negative"),
            Self::SharedStale => ("shared", "stale"),
            Self::Miss => ("none", "miss"),
            Self::Coalesced => ("none", "coalesced"),
            Self::Bypassed => ("none", "bypassed"),
            Self::Timeout => ("none", "timeout"),
        }
    }
}

impl Answer {
    /// A value that was found in memory.
    pub(crate) fn from_memory(is_stale: bool, is_absent: bool) -> Self {
        match (is_stale, is_absent) {
            (true, _) => Self::Stale,
            (false, true) => Self::Negative,
            (false, false) => Self::Hit,
        }
    }

    /// A value that was found in the shared tier.
    pub(crate) fn from_shared(is_stale: bool, is_absent: bool) -> Self {
        match (is_stale, is_absent) {
            (true, _) => Self::SharedStale,
            (false, true) => Self::SharedNegative,
            (false, false) => Self::SharedHit,
        }
    }
}

pub(super) const ANSWERS: usize = Answer::Timeout as usize + 1;

/// What one call is answered with, noted once.
#[derive(Debug)]
pub(crate) struct Account {
    meter: Arc<Meter>,
    noted: AtomicBool,
    /// Whether the call leads a load: what it counts as if it is dropped before it is answered.
    leads: AtomicBool,
    span: CallSpan,
}

impl Account {
    pub(crate) fn open(meter: &Arc<Meter>, span: CallSpan) -> Arc<Self> {
        Arc::new(Self {
            meter: meter.clone(),
            noted: AtomicBool::new(false),
            leads: AtomicBool::new(false),
            span,
        })
    }

    /// The call has its answer, unless it had one before.
    pub(crate) fn note(&self, answer: Answer) {
        if !self.noted.swap(true, Ordering::Relaxed) {
            self.meter.answer(answer);
            self.span.answered(answer);
        }
    }

    /// The call is to load.
    pub(crate) fn lead(&self) {
        self.leads.store(true, Ordering::Relaxed);
    }
}

impl Drop for Account {
    fn drop(&mut self) {
        let answer = if self.leads.load(Ordering::Relaxed) {
            Answer::Miss
        } else {
            Answer::Coalesced
        };
        self.note(answer);
    }
}

/// A call that is answered at once, or goes on to have an [`Account`]. Dropped before that, it was one all the same.
pub(crate) struct Unanswered<'m> {
    meter: Option<&'m Meter>,
    span: &'m CallSpan,
}

impl Meter {
    pub(crate) fn unanswered<'m>(&'m self, span: &'m CallSpan) -> Unanswered<'m> {
        Unanswered {
            meter: Some(self),
            span,
        }
    }
}

impl Unanswered<'_> {
    pub(crate) fn answer(mut self, answer: Answer) {
        self.settle(answer);
    }

    /// The call goes on, and is counted where it ends.
    pub(crate) fn goes_on(mut self) {
        self.meter = None;
    }

    fn settle(&mut self, answer: Answer) {
        if let Some(meter) = self.meter.take() {
            meter.answer(answer);
            self.span.answered(answer);
        }
    }
}

impl Drop for Unanswered<'_> {
    fn drop(&mut self) {
        self.settle(Answer::Coalesced);
    }
}
