//! What can be learned of a queue.

use std::time::Duration;

/// What a flush waited for, in acknowledged writes. Of several writes of one key only the last reaches the sink; all of
/// them count as saved then.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Flushed {
    /// Writes that were saved.
    pub saved: usize,
    /// Writes that went to the dead letters.
    pub dead: usize,
}

/// How a queue stands. With `journal = "redis"` it is the queue of the whole fleet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct WriteQueue {
    /// Writes that were acknowledged and are not saved yet.
    pub depth: usize,
    /// How long the oldest of them has waited; none, if there are none.
    pub oldest: Option<Duration>,
    /// Calls of the sink that failed so far.
    pub retries: u64,
    /// What the last of those said.
    pub last_error: Option<String>,
    /// Writes that went to the dead letters so far.
    pub dead_letters: u64,
}

/// A write that could not be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeadLetter<T> {
    /// The text of its key.
    pub key: String,
    /// What was to be saved.
    pub item: DeadItem<T>,
    /// What the sink said of it at last, or why it could not be read.
    pub error: String,
}

/// What was to be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeadItem<T> {
    /// The item.
    Item(T),
    /// What was journaled as an item of another type, or cannot be read for another reason.
    Bytes(Vec<u8>),
}

/// What `*_dead_letters` yields.
pub type DeadLetters<T> = Vec<DeadLetter<T>>;
