//! Whether a frame that stands in Redis answers a call. Pure: who asks does the acting.

use super::versions::Version;
use crate::frame::Opened;
use std::sync::Arc;

/// What a call expects of an entry.
#[derive(Debug, Clone)]
pub(crate) struct Expectation {
    /// Of the value's type.
    pub(crate) fingerprint: u64,
    /// Of the function.
    pub(crate) version: u32,
    /// What the entry must rest on, as the code has it today.
    pub(crate) names: Vec<Arc<str>>,
}

/// Why a frame does not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// Its time is over, or it was expired by hand.
    Expired,
    /// It holds a value of another type.
    Type,
    /// It is of another version of the function.
    FunctionVersion,
    /// It does not rest on all that the code names today.
    Names,
    /// Something that it rests on was invalidated.
    Invalidated,
}

impl Unfit {
    /// For counters.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::Type => "type",
            Self::FunctionVersion => "function_version",
            Self::Names => "names",
            Self::Invalidated => "invalidated",
        }
    }
}

/// Whether `frame` is of use at `now` (server's clock). `version` tells the current version of a name.
pub(crate) fn judge(
    frame: &Opened<'_>,
    expected: &Expectation,
    now: u64,
    version: impl Fn(&str) -> Option<Version>,
) -> Result<(), Unfit> {
    let facts = &frame.facts;
    if frame.lease.expired || now >= facts.fresh_until {
        return Err(Unfit::Expired);
    }
    if facts.fingerprint != expected.fingerprint {
        return Err(Unfit::Type);
    }
    if facts.version != expected.version {
        return Err(Unfit::FunctionVersion);
    }
    let holds = |name: &Arc<str>| facts.names.iter().any(|held| *held.name == **name);
    if !expected.names.iter().all(holds) {
        return Err(Unfit::Names);
    }
    let current = facts
        .names
        .iter()
        .all(|held| version(&held.name) == Some(held.version));
    if current {
        Ok(())
    } else {
        Err(Unfit::Invalidated)
    }
}

#[cfg(test)]
mod tests;
