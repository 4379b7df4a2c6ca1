//! Whether a frame that stands in Redis answers a call. Pure: who asks does the acting.

use super::versions::Version;
use crate::clock::Millis;
use crate::frame::{NameVersion, NameVersions, Opened};
use crate::freshness::{self, Freshness, Life};
use crate::policy::Policy;
use std::sync::Arc;

/// What a call expects of an entry.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Expectation<'a> {
    /// Of the value's type.
    pub(crate) fingerprint: u64,
    /// Of the function.
    pub(crate) version: u32,
    /// What the entry must rest on, as the code has it today.
    pub(crate) names: &'a [Arc<str>],
    /// The versions of these names, as they were before the entry was read.
    pub(crate) versions: &'a [Version],
    pub(crate) policy: &'a Policy,
}

/// What a frame is worth that answers, now or if nothing else does. Its moments are on the server's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Worth {
    pub(crate) life: Life,
    pub(crate) freshness: Freshness,
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

/// What `frame` is worth at `now` (server's clock). `further` tells the current versions of names that the code does not name;
/// `draw` is uniform in `0.0..1.0`.
pub(crate) fn judge(
    frame: &Opened<'_>,
    expected: Expectation<'_>,
    now: u64,
    further: impl Fn(&str) -> Option<Version>,
    draw: impl FnOnce() -> f64,
) -> Result<Worth, Unfit> {
    let facts = &frame.facts;
    let life = life_of(frame, expected.policy, now);
    let freshness = freshness::of(&life, expected.policy, now, draw);
    if freshness == Freshness::Expired {
        return Err(Unfit::Expired);
    }
    if facts.fingerprint != expected.fingerprint {
        return Err(Unfit::Type);
    }
    if facts.version != expected.version {
        return Err(Unfit::FunctionVersion);
    }
    if !rests_on_just(&facts.names, expected) {
        check_names(&facts.names, expected, further)?;
    }
    Ok(Worth { life, freshness })
}

/// The plain case: whether an entry rests on what the code names and on nothing else, in the same order and as it is now.
fn rests_on_just(held: &NameVersions<'_>, expected: Expectation<'_>) -> bool {
    let Expectation {
        names, versions, ..
    } = expected;
    let named = names.iter().zip(versions);
    held.count() == names.len()
        && versions.len() == names.len()
        && held
            .iter()
            .zip(named)
            .all(|(held, (name, version))| held.name == name.as_bytes() && held.version == *version)
}

fn check_names(
    held: &NameVersions<'_>,
    expected: Expectation<'_>,
    further: impl Fn(&str) -> Option<Version>,
) -> Result<(), Unfit> {
    let holds = |name: &Arc<str>| held.iter().any(|held| held.name == name.as_bytes());
    if !expected.names.iter().all(holds) {
        return Err(Unfit::Names);
    }
    let version = |held: &NameVersion<'_>| {
        let mut known = expected.names.iter().zip(expected.versions);
        let known = known.find(|(name, _)| name.as_bytes() == held.name);
        known.map_or_else(|| further(&held.text()), |(_, version)| Some(*version))
    };
    if held.iter().all(|held| version(&held) == Some(held.version)) {
        Ok(())
    } else {
        Err(Unfit::Invalidated)
    }
}

/// The life that a frame tells of. Its moved end is not protected by the checksum, and so believed only as far as a hit
/// could have moved it.
fn life_of(frame: &Opened<'_>, policy: &Policy, now: Millis) -> Life {
    let facts = &frame.facts;
    let life = Life {
        stored_at: facts.created,
        fresh_until: facts.fresh_until,
        ttl: facts.fresh_until.saturating_sub(facts.created),
        window: facts.stale_until.saturating_sub(facts.fresh_until),
        copy_until: Millis::MAX,
        load_cost: facts.cost,
        marked: frame.lease.expired,
        quiet_until: 0,
        rank: facts.order,
    };
    let fresh_until = freshness::renewed_elsewhere(&life, policy, now, frame.lease.moved_end);
    Life {
        fresh_until,
        ..life
    }
}

#[cfg(test)]
mod tests;
