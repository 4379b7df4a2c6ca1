//! Why a write was not acknowledged, or a queue could not be asked.

use std::fmt;

/// What the helpers of `#[write_behind]` fail with. The sink's own errors are not among them: they are retried, and end in
/// the dead letters.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum WriteBehindError {
    /// The cache is shutting down, or has: the write was not taken, or a flush did not come to its end.
    ShuttingDown,
    /// Redis did not take the write, or did not answer. The write is not acknowledged and the cache is as it was; if only
    /// the answer was lost, the write is saved all the same.
    Unreachable(String),
    /// The write cannot be put into a journal in Redis: its type cannot be written by the codec of the cache, or it is larger
    /// than `max_entry_bytes`.
    Unwritable(String),
    /// A queue with `journal = "redis"` in a cache that has no Redis.
    NoRedis,
}

impl fmt::Display for WriteBehindError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ShuttingDown => {
                formatter.write_str("the cache is shutting down and takes no more writes")
            }
            Self::Unreachable(reason) => {
                write!(formatter, "the journal cannot be used: {reason}")
            }
            Self::Unwritable(reason) => {
                write!(formatter, "the write cannot be put into a journal: {reason}")
            }
            Self::NoRedis => formatter.write_str(
                "`journal = \"redis\"` needs a cache with Redis; build it with `Cache::builder().redis(..)`, or write `journal = \"memory\"`",
            ),
        }
    }
}

impl std::error::Error for WriteBehindError {}
