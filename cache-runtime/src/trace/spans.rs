//! The spans of one call: the call itself, what goes on without its caller, its load, its waits.

use super::TARGET;
use super::key_hash::KeyHash;
use crate::key::EncodedKey;
use crate::metrics::{Answer, WaitsFor};
use std::future::Future;
use tracing::field::Empty;
use tracing::instrument::Instrument;
use tracing::span::Entered;
use tracing::{Level, Span, debug_span, level_enabled, trace_span};

/// A call on its way, or work that goes on without a caller.
#[derive(Debug, Clone)]
pub(crate) struct CallSpan(Span);

impl CallSpan {
    /// A call that found no plain hit.
    pub(crate) fn get(function: &str, key: &EncodedKey) -> Self {
        Self(debug_span!(
            target: TARGET,
            "cache.get",
            cache = function,
            key_hash = %KeyHash::of(function, key),
            tier = Empty,
            outcome = Empty,
        ))
    }

    /// A load that the caller wants whatever is cached.
    pub(crate) fn refresh(function: &str, key: &EncodedKey) -> Self {
        Self(debug_span!(
            target: TARGET,
            "cache.refresh",
            cache = function,
            key_hash = %KeyHash::of(function, key),
        ))
    }

    /// What goes on when the caller of this has its answer: a root of its own, so that it is no part of how long that took.
    pub(crate) fn left(&self, function: &str, key: &EncodedKey) -> Self {
        let span = Self::alone(function, key);
        span.0.follows_from(&self.0);
        span
    }

    /// A refresh that nobody asked for.
    pub(crate) fn alone(function: &str, key: &EncodedKey) -> Self {
        Self(debug_span!(
            target: TARGET,
            parent: None,
            "cache.refresh",
            cache = function,
            key_hash = %KeyHash::of(function, key),
        ))
    }

    /// Many calls of one function, of which `missing` elements found no plain hit.
    pub(crate) fn batch(function: &str, missing: usize) -> Self {
        Self(debug_span!(
            target: TARGET,
            "cache.batch",
            cache = function,
            missing,
        ))
    }

    pub(crate) fn answered(&self, answer: Answer) {
        let (tier, outcome) = answer.labels();
        self.0.record("tier", tier);
        self.0.record("outcome", outcome);
    }

    /// A wait for somebody else's load.
    pub(crate) fn wait(&self, wait: WaitsFor) -> WaitSpan {
        WaitSpan(debug_span!(
            target: TARGET,
            parent: &self.0,
            "cache.wait",
            waits_for = wait.name(),
        ))
    }

    /// A load of its own.
    pub(crate) fn load(&self, function: &str) -> LoadSpan {
        LoadSpan(debug_span!(
            target: TARGET,
            parent: &self.0,
            "cache.load",
            cache = function,
            outcome = Empty,
        ))
    }

    /// The load of a call that goes past the cache: the user's spans stand below the call's own.
    pub(crate) fn bypass(&self) -> LoadSpan {
        LoadSpan(self.0.clone())
    }

    /// Polls `future` as a part of this.
    pub(crate) fn within<F: Future>(&self, future: F) -> impl Future<Output = F::Output> + use<F> {
        future.instrument(self.0.clone())
    }

    /// What happens now is a part of this.
    pub(crate) fn enter(&self) -> Entered<'_> {
        self.0.enter()
    }
}

/// A load on its way.
#[derive(Debug, Clone)]
pub(crate) struct LoadSpan(Span);

impl LoadSpan {
    /// That of a batch, within whose span this is polled.
    pub(crate) fn here(function: &str) -> Self {
        Self(debug_span!(target: TARGET, "cache.load", cache = function, outcome = Empty))
    }

    /// What happens now is a part of the load: the user's spans stand below it.
    pub(crate) fn enter(&self) -> Entered<'_> {
        self.0.enter()
    }

    pub(crate) fn ended(&self, outcome: &'static str) {
        self.0.record("outcome", outcome);
    }
}

/// A wait; it ends with this.
#[derive(Debug)]
pub(crate) struct WaitSpan(#[allow(dead_code, reason = "it ends when it is dropped")] Span);

/// A wait within what is polled at the moment.
#[cfg(feature = "redis")]
pub(crate) fn wait_here(wait: WaitsFor) -> WaitSpan {
    WaitSpan(debug_span!(target: TARGET, "cache.wait", waits_for = wait.name()))
}

/// Goes on elsewhere as a part of what is polled at the moment.
#[cfg(feature = "redis")]
pub(crate) fn within_current<F: Future>(future: F) -> impl Future<Output = F::Output> + use<F> {
    future.in_current_span()
}

/// Whether somebody may want to see plain hits: all that such a hit asks.
#[inline]
pub(crate) fn shows_hits() -> bool {
    level_enabled!(Level::TRACE)
}

/// A plain hit.
#[cold]
pub(crate) fn hit(function: &str, key: &EncodedKey, answer: Answer) {
    let (tier, outcome) = answer.labels();
    drop(trace_span!(
        target: TARGET,
        "cache.get",
        cache = function,
        key_hash = %KeyHash::of(function, key),
        tier,
        outcome,
    ));
}
