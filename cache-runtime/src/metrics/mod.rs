//! Counting what happens: per function and thread while it happens ([`counters`], [`answers`], [`histogram`]), summed up when
//! asked ([`stats`]). What all that is called outside stands in [`table`]; [`samples`] makes rows of it, from which the exporters
//! read: [`prometheus`], and with features [`export_metrics`] and [`otel`].

mod answers;
mod audits;
mod counters;
#[cfg(feature = "metrics")]
mod export_metrics;
mod histogram;
#[cfg(any(feature = "metrics", feature = "otel"))]
mod listeners;
#[cfg(not(any(feature = "metrics", feature = "otel")))]
#[path = "no_listeners.rs"]
mod listeners;
#[cfg(feature = "otel")]
mod otel;
mod prometheus;
mod samples;
#[cfg(feature = "serde")]
pub(crate) mod seconds;
#[cfg(feature = "redis")]
mod shared;
mod stats;
mod table;
mod threads;

pub(crate) use answers::{Account, Answer};
pub use audits::AuditStats;
pub(crate) use counters::{Event, Meter, Wait, WaitsFor};
#[cfg(feature = "metrics")]
pub(crate) use export_metrics::MetricsExport;
pub use histogram::Distribution;
#[cfg(feature = "redis")]
pub(crate) use histogram::Histogram;
#[cfg(any(feature = "metrics", feature = "otel"))]
pub(crate) use listeners::Audience;
#[cfg(feature = "otel")]
pub(crate) use otel::OtelExport;
#[cfg(feature = "redis")]
pub use shared::SharedStats;
pub use stats::{FunctionStats, Gets, QueueStats, RegionStats, Stats};
#[cfg(all(feature = "redis", any(feature = "metrics", feature = "otel")))]
pub(crate) use table::SHARED_OPERATION_SECONDS;
pub(crate) use threads::Watch;
