//! Counting what happens: per function and thread while it happens ([`counters`]), summed up when asked ([`stats`]).

mod counters;
mod stats;
mod threads;

pub(crate) use counters::{Event, Meter};
pub use stats::{FunctionStats, Stats};
