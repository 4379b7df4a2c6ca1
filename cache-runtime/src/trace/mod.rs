//! Spans and events for `tracing` (feature `tracing`): their names, fields and levels stand in this folder alone, and for users
//! in `docs/TRACING.md`.
//!
//! Without the feature all of this is there and is nothing ([`absent`]), so that nobody who opens a span asks whether there are
//! any. No field ever holds a key, a tag, a value, or words of the user's code: what is in them is not ours to hand on.

#[cfg(not(feature = "tracing"))]
mod absent;
#[cfg(feature = "tracing")]
mod events;
#[cfg(all(feature = "tracing", feature = "redis"))]
mod fault_log;
#[cfg(feature = "tracing")]
mod key_hash;
#[cfg(all(feature = "tracing", feature = "redis"))]
mod operations;
#[cfg(feature = "tracing")]
mod spans;

#[cfg(not(feature = "tracing"))]
pub(crate) use absent::*;
#[cfg(feature = "tracing")]
pub(crate) use events::*;
#[cfg(all(feature = "tracing", feature = "redis"))]
pub(crate) use fault_log::FaultLog;
#[cfg(all(feature = "tracing", feature = "redis"))]
pub(crate) use operations::OperationSpan;
#[cfg(feature = "tracing")]
pub(crate) use spans::*;

/// An operation in Redis.
#[cfg(feature = "redis")]
#[cfg_attr(
    not(feature = "tracing"),
    allow(dead_code, reason = "nobody sees it then")
)]
pub(crate) struct Operation<'a> {
    /// In capitals.
    pub(crate) command: &'a str,
    pub(crate) script: Option<&'a str>,
    /// How many commands go out in one piece, where these are several.
    pub(crate) batch: Option<usize>,
    pub(crate) host: &'a str,
    pub(crate) port: Option<u16>,
}

/// The target of all spans and events, by which subscribers choose them.
#[cfg(feature = "tracing")]
const TARGET: &str = "cache_runtime";
