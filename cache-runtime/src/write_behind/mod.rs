//! `#[write_behind]`: writes that are acknowledged at once and saved in batches by the user's function, the *sink*.
//!
//! A write goes into a [`journal`], which is the acknowledgement, and then into the cache. Of a journal in memory the
//! [`queue`] is all there is; one in Redis is read into the queue of the one process that delivers. There the writes of
//! one key are one entry ([`pending`]). [`batcher`] decides when a batch goes out, [`retry`] what a failure means, both
//! without doing anything; [`delivery`] calls the sink and acts on that. [`registry`] knows the queues of a cache.

mod arguments;
mod batcher;
mod delivery;
mod error;
mod journal;
mod operations;
mod pending;
mod queue;
mod registry;
mod report;
mod retry;
mod sink;
mod site;
mod turns;

pub use arguments::{hold_for_writes, keep_for_writes};
pub use error::WriteBehindError;
pub(crate) use journal::Left;
pub use journal::{Writes, in_memory, in_redis};
pub use operations::{dead_letters, flush_writes, save_later, start_writes, write_queue};
pub(crate) use registry::WriteQueues;
pub use report::{DeadItem, DeadLetter, DeadLetters, Flushed, WriteQueue};
pub use sink::{Sink, outcome, sink};
pub use site::SinkSite;
