//! Counting what happens: per function and thread while it happens ([`counters`]), summed up when asked ([`stats`]).

mod counters;
#[cfg(feature = "redis")]
mod shared;
mod stats;
mod threads;

pub(crate) use counters::{Event, Meter};
#[cfg(feature = "redis")]
pub use shared::SharedStats;
pub use stats::{FunctionStats, Stats};
pub(crate) use threads::Watch;
