//! What Redis has under a key.

use super::{EntryLife, RestsOn};
#[cfg(feature = "serde")]
use crate::metrics::seconds::seconds_if_any;
use std::time::Duration;

/// What Redis has under a key.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(tag = "found", rename_all = "snake_case"))]
#[non_exhaustive]
pub enum SharedInspection {
    /// Nothing.
    Nothing,
    /// Nothing yet: some process holds the lease to fill it.
    Lease,
    /// An entry.
    Entry(Box<SharedEntry>),
    /// Bytes that this cache cannot read as an entry.
    Unreadable {
        /// Why, as [`SharedStats::rejections`](crate::SharedStats::rejections) counts it.
        reason: &'static str,
    },
    /// Redis could not be asked.
    Unavailable {
        /// Why, as [`SharedStats::faults`](crate::SharedStats::faults) counts it; or `invalidations_waiting`: there are some
        /// that Redis has not been told of, and until it is nothing is read there. Or `clock_unknown`: the server was never
        /// asked the time.
        reason: &'static str,
    },
}

/// An entry in Redis.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct SharedEntry {
    /// Its age, and how long it will be of use, by the server's clock.
    #[cfg_attr(feature = "serde", serde(flatten))]
    pub life: EntryLife,
    /// How long Redis will keep it (`PTTL`); `None`: until it is removed or evicted.
    #[cfg_attr(feature = "serde", serde(serialize_with = "seconds_if_any"))]
    pub kept_for: Option<Duration>,
    /// What invalidates it, beside its own key.
    pub rests_on: RestsOn,
    /// Of what it rests on, what was invalidated since: `everything`, `tag …`, `key …`, `function …`.
    pub invalidated: Vec<String>,
    /// The form of its value: `postcard`, `msgpack`, `json`, `raw` or `bincode`; `unknown`, if none that this version knows.
    pub codec: &'static str,
    /// What it holds: `value`, `none` (a remembered `None`) or `error` (a remembered `Err`).
    pub content: &'static str,
    /// The bytes that it takes in Redis, without its key.
    pub bytes: usize,
    /// The `version` of the function that wrote it.
    pub version: u32,
    /// The `order` of the `#[cache_put]` that wrote it, or that a later load has inherited.
    pub order: Option<u64>,
    /// Whether some process holds the lease to replace it.
    pub lease: bool,
}
