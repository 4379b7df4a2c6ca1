//! Without the feature `tracing`: nothing, which the compiler sees.

#![allow(
    clippy::unused_self,
    clippy::trivially_copy_pass_by_ref,
    reason = "what the real ones need"
)]

use crate::invalidation::{Cause, Invalidated, InvalidationKind};
use crate::key::EncodedKey;
use crate::metrics::{Answer, WaitsFor};
#[cfg(feature = "redis")]
use crate::trace::Operation;

#[derive(Debug, Clone)]
pub(crate) struct CallSpan;

#[derive(Debug, Clone)]
pub(crate) struct LoadSpan;

#[derive(Debug)]
pub(crate) struct WaitSpan;

#[cfg(feature = "redis")]
#[derive(Debug, Clone)]
pub(crate) struct OperationSpan;

/// Within nothing.
#[derive(Debug)]
pub(crate) struct Entered;

impl CallSpan {
    pub(crate) fn get(_: &str, _: &EncodedKey) -> Self {
        Self
    }

    pub(crate) fn refresh(_: &str, _: &EncodedKey) -> Self {
        Self
    }

    pub(crate) fn left(&self, _: &str, _: &EncodedKey) -> Self {
        Self
    }

    pub(crate) fn alone(_: &str, _: &EncodedKey) -> Self {
        Self
    }

    pub(crate) fn batch(_: &str, _: usize) -> Self {
        Self
    }

    pub(crate) fn answered(&self, _: Answer) {}

    pub(crate) fn wait(&self, _: WaitsFor) -> WaitSpan {
        WaitSpan
    }

    pub(crate) fn load(&self, _: &str) -> LoadSpan {
        LoadSpan
    }

    pub(crate) fn bypass(&self) -> LoadSpan {
        LoadSpan
    }

    pub(crate) fn within<F>(&self, future: F) -> F {
        future
    }

    pub(crate) fn enter(&self) -> Entered {
        Entered
    }
}

impl LoadSpan {
    pub(crate) fn here(_: &str) -> Self {
        Self
    }

    pub(crate) fn enter(&self) -> Entered {
        Entered
    }

    pub(crate) fn ended(&self, _: &'static str) {}
}

#[cfg(feature = "redis")]
pub(crate) fn wait_here(_: WaitsFor) -> WaitSpan {
    WaitSpan
}

#[cfg(feature = "redis")]
pub(crate) fn within_current<F>(future: F) -> F {
    future
}

#[inline]
pub(crate) const fn shows_hits() -> bool {
    false
}

pub(crate) fn hit(_: &str, _: &EncodedKey, _: Answer) {}

pub(crate) fn refused_fill(_: &str, _: &EncodedKey) {}

pub(crate) fn invalidated(_: Cause, _: InvalidationKind, _: Invalidated) {}

pub(crate) fn dead_letter(_: &str) {}

/// Returns whether anybody was told.
pub(crate) fn panicked(_: &str) -> bool {
    false
}

/// Returns whether anybody was told.
pub(crate) fn conflict(_: &str) -> bool {
    false
}

#[cfg(feature = "redis")]
#[derive(Debug, Default)]
pub(crate) struct FaultLog(());

#[cfg(feature = "redis")]
impl FaultLog {
    pub(crate) fn note(&self, _: &str, _: &crate::redis::Fault, _: crate::clock::Millis) {}
}

#[cfg(feature = "redis")]
pub(crate) fn flushed(_: &str, _: &'static str) {}

#[cfg(feature = "redis")]
pub(crate) fn deaf(_: &str) {}

/// Returns whether anybody was told.
#[cfg(feature = "redis")]
pub(crate) fn unsuitable_memory_policy(_: &str, _: &str) -> bool {
    false
}

#[cfg(feature = "redis")]
impl OperationSpan {
    pub(crate) const fn shows() -> bool {
        false
    }

    pub(crate) const fn none() -> Self {
        Self
    }

    pub(crate) fn begin(_: &Operation<'_>) -> Self {
        Self
    }

    pub(crate) fn failed(&self, _: &'static str) {}
}
