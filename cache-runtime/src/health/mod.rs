//! How a cache stood during the last hour: [`Cache::history`](crate::Cache::history).
//!
//! A sum of all that was counted is kept each five seconds.

mod history;
mod moments;
mod sample;
mod totals;

pub(crate) use history::Record;
pub use sample::Sample;
pub(crate) use totals::Totals;
