//! A snapshot of what the shared tier counts, for people and for exporters.

use super::histogram::Distribution;
#[cfg(feature = "serde")]
use super::seconds::seconds_if_any;
use std::collections::BTreeMap;
use std::time::Duration;

/// What the shared tier of one cache did so far, and how it stands (feature `redis`). What it means for single functions
/// stands in their [`FunctionStats`](crate::FunctionStats).
///
/// Reasons are short names in snake case. New ones may be added in any version.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct SharedStats {
    /// What this process calls itself in its messages to others, as they list it in `RecentInvalidation::process`: 128 random
    /// bits in hexadecimal, others for each cache.
    pub process: String,
    /// Whether a command would be sent now: there is a connection, and no circuit breaker is open, at every node.
    pub available: bool,
    /// For how long messages of other processes have not been heard; `None` while they are.
    #[cfg_attr(feature = "serde", serde(serialize_with = "seconds_if_any"))]
    pub disconnected_for: Option<Duration>,
    /// Operations that were not done, by reason: `disconnected`, `timeout`, `open` (the circuit breaker was), `shed` (too
    /// many in flight), `refused` (by the server, as in `READONLY` or `OOM`), `unexpected`. Each cost its call the use of
    /// Redis, and nothing more.
    pub faults: BTreeMap<&'static str, u64>,
    /// Entries of no use to who found them, and values that could not be written, by reason: `expired` and `invalidated`
    /// happen every day, `type`, `function_version` and `names` after a deployment, `too_large`, `not_a_frame`,
    /// `truncated`, `checksum` and the like should not happen.
    pub rejections: BTreeMap<&'static str, u64>,
    /// Times that memory was emptied because messages of other processes may have been missed, by reason: `start` (once),
    /// `reconnect`, `gap`, `lag`, `unknown_message`.
    pub flushes: BTreeMap<&'static str, u64>,
    /// Invalidations that Redis has not been told of yet. While there are any, this process does not read from Redis.
    pub invalidations_waiting: usize,
    /// Invalidations that Redis was told of later than they were asked for.
    pub invalidations_replayed: u64,
    /// Leases that loads of this process hold now.
    pub leases: usize,
    /// Whether the circuit breaker is open, by node: `host:port`.
    pub breakers: BTreeMap<String, bool>,
    /// How long operations took, also those that failed: `read`, `write`, `invalidate`, `other`.
    pub operation_times: BTreeMap<&'static str, Distribution>,
    /// Bytes in the replies to commands.
    pub bytes_read: u64,
    /// Bytes in the arguments of commands.
    pub bytes_written: u64,
}

impl SharedStats {
    /// All faults, whatever the reason.
    #[must_use]
    pub fn fault_count(&self) -> u64 {
        self.faults.values().sum()
    }

    /// How often entries or values were rejected for `reason`.
    #[must_use]
    pub fn rejected(&self, reason: &str) -> u64 {
        self.rejections.get(reason).copied().unwrap_or_default()
    }

    /// All times that memory was emptied, other than at the start.
    #[must_use]
    pub fn flush_count(&self) -> u64 {
        let start = self.flushes.get("start").copied().unwrap_or_default();
        self.flushes.values().sum::<u64>() - start
    }
}
