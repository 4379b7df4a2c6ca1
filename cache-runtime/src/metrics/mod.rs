//! Counting what happens: per function and thread while it happens ([`counters`], [`answers`], [`histogram`]), summed up when
//! asked ([`stats`]). What all that is called outside stands in [`table`]; [`samples`] makes rows of it, from which the exporters
//! read: [`prometheus`].

mod answers;
mod counters;
mod histogram;
mod prometheus;
mod samples;
#[cfg(feature = "serde")]
mod seconds;
#[cfg(feature = "redis")]
mod shared;
mod stats;
mod table;
mod threads;

pub(crate) use answers::{Account, Answer};
pub(crate) use counters::{Event, Meter, Wait, WaitsFor};
pub use histogram::Distribution;
#[cfg(feature = "redis")]
pub(crate) use histogram::Histogram;
#[cfg(feature = "redis")]
pub use shared::SharedStats;
pub use stats::{FunctionStats, Gets, QueueStats, RegionStats, Stats};
pub(crate) use threads::Watch;
