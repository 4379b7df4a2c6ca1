//! Where an invalidation comes from: who said so, and at which location of the source. Costs one word on the way.

use std::fmt;
use std::panic::Location;

/// Who asked for an invalidation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize),
    serde(rename_all = "snake_case")
)]
#[non_exhaustive]
pub enum InvalidationSource {
    /// Code of this process, by [`Cache`](crate::Cache), a [`Region`](crate::Region) or a generated helper.
    Call,
    /// A function of this process with `#[cache_invalidate]`.
    Writer,
    /// Another process, by a message.
    Message,
    /// The shared tier was told of an invalidation later than it was asked for. In this process it was carried out, and
    /// counted, when it was asked for.
    Replay,
    /// This process may have missed messages of others, and emptied its memory.
    Flush,
}

impl InvalidationSource {
    /// Those that are counted as invalidations. Flushes have a counter of their own.
    pub(crate) const COUNTED: [Self; 4] = [Self::Call, Self::Writer, Self::Message, Self::Replay];

    /// The name in snake case, as it stands in labels.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Writer => "writer",
            Self::Message => "message",
            Self::Replay => "replay",
            Self::Flush => "flush",
        }
    }
}

impl fmt::Display for InvalidationSource {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

/// The source of one invalidation, with all that is known of it.
#[derive(Debug, Clone, Copy)]
#[cfg_attr(
    not(feature = "redis"),
    allow(dead_code, reason = "only a shared tier knows of other processes")
)]
pub(crate) enum Cause {
    Call(SourceLocation),
    Writer(SourceLocation),
    Message(Process),
    /// None: what could not be told was the value of a `put_*`, or too much to be kept one by one.
    Replay(Option<SourceLocation>),
    Flush(&'static str),
}

/// A location of the user's source.
pub(crate) type SourceLocation = &'static Location<'static>;

/// What a process calls itself in its messages.
pub(crate) type Process = [u8; 16];

impl Cause {
    /// The caller of the function that asks, where that and all between bear `#[track_caller]`.
    #[track_caller]
    pub(crate) fn call() -> Self {
        Self::Call(Location::caller())
    }

    pub(crate) fn source(self) -> InvalidationSource {
        match self {
            Self::Call(_) => InvalidationSource::Call,
            Self::Writer(_) => InvalidationSource::Writer,
            Self::Message(_) => InvalidationSource::Message,
            Self::Replay(_) => InvalidationSource::Replay,
            Self::Flush(_) => InvalidationSource::Flush,
        }
    }

    pub(crate) fn location(self) -> Option<SourceLocation> {
        match self {
            Self::Call(location) | Self::Writer(location) => Some(location),
            Self::Replay(location) => location,
            Self::Message(_) | Self::Flush(_) => None,
        }
    }

    pub(crate) fn process(self) -> Option<Process> {
        match self {
            Self::Message(process) => Some(process),
            _ => None,
        }
    }

    pub(crate) fn reason(self) -> Option<&'static str> {
        match self {
            Self::Flush(reason) => Some(reason),
            _ => None,
        }
    }
}
