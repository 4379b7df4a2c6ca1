//! Where writes are noted before they are acknowledged. [`memory`] loses them with the process; [`redis`] does not.

mod memory;
#[cfg(not(feature = "redis"))]
#[path = "no_redis.rs"]
mod redis;
#[cfg(feature = "redis")]
mod redis;

pub use memory::in_memory;
pub use redis::in_redis;

use super::error::WriteBehindError;
use super::report::{DeadLetter, Flushed, WriteQueue};
use super::sink::Sink;
use super::site::SinkSite;
use super::turns::Turn;
use crate::background::Executor;
use crate::cache::Cache;
use crate::metrics::QueueStats;
use crate::site::Site;
use std::pin::Pin;
use std::sync::Arc;

/// Dead letters that are kept; the oldest make room for new ones.
const DEAD_LETTERS: usize = 1_000;

pub(super) type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Opens the journal of a queue.
type Open<T> =
    fn(&Cache, &'static SinkSite, &str) -> Result<Arc<dyn WriteJournal<T>>, WriteBehindError>;

/// The writes of one function: how its queue is to be, and which journal it has.
#[derive(Debug)]
pub struct Writes<T> {
    pub(super) site: &'static SinkSite,
    pub(super) open: Open<T>,
}

impl<T> Writes<T> {
    /// Where the items lie in the cache.
    #[must_use]
    pub fn entries(&self) -> &'static Site {
        &self.site.entries
    }
}

/// What is taken along from the line to a journal that may be full: leave to write, if there is one.
pub(super) type Room = Option<tokio::sync::OwnedSemaphorePermit>;

/// One queue, whatever its journal.
pub(super) trait WriteJournal<T>: Drain {
    /// Waits until there is room for a write. Dropped meanwhile, it is out of the line.
    fn admit(&self) -> Boxed<'_, Result<Room, WriteBehindError>>;

    /// Waits for the writers of the key that came before.
    fn turn<'a>(&'a self, key: &'a str) -> Boxed<'a, Turn>;

    /// Notes a write. An answer of `Full` leaves nothing behind.
    fn append(&self, room: Room, key: Arc<str>, item: T) -> Boxed<'_, Appended<T>>;

    /// A call begins that may bring writes. Returns whether somebody delivers already.
    fn begin_call(&self) -> bool;

    /// Keeps a sink, unless somebody delivers.
    fn know(&self, sink: Sink<T>, executor: Executor);

    /// A call has ended; whoever is to deliver begins.
    fn end_call(&self);

    fn flush(&self) -> Boxed<'_, Result<Flushed, WriteBehindError>>;

    fn report(&self) -> Boxed<'_, Result<WriteQueue, WriteBehindError>>;

    fn dead_letters(&self) -> Boxed<'_, Result<Vec<DeadLetter<T>>, WriteBehindError>>;
}

/// What a journal said to a write.
pub(super) enum Appended<T> {
    Noted,
    /// There was no room after all.
    #[cfg_attr(
        not(feature = "redis"),
        allow(
            dead_code,
            reason = "the room of a journal in memory is taken beforehand"
        )
    )]
    Full(T),
    Failed(WriteBehindError),
}

/// The end of a queue.
pub(super) trait Drain: Send + Sync {
    /// No write is taken any more, and those that wait go out at once.
    fn close(&self);

    /// Ends when nothing waits here any more.
    fn rest(&self) -> Boxed<'_, ()>;

    /// Ends whoever delivers. Returns what was saved since `close`, and what was not.
    fn stop(&self) -> Boxed<'_, Left>;

    /// The cache is gone.
    fn leave(&self);

    /// How the queue stands, as far as this process delivers it.
    fn stats(&self) -> QueueStats;
}

/// What a shutdown left of a queue, in writes.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Left {
    pub(crate) saved: usize,
    pub(crate) unsaved: usize,
}
