//! What a call asks of a shared tier, and what it is told.

use crate::clock::Millis;
use crate::freshness::{Freshness, Life};
use crate::invalidation::{Linked, Links};
use crate::key::Unwritten;
use crate::shape::Cacheable;
use crate::shared::{Glanced, Sharing};
use std::time::Duration;

/// What a call wants of the tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// A value; where another process loads it already, the call waits this long for it.
    Value { wait: Duration },
    /// A newer value than the one stored at this moment, if nobody else is getting it.
    Newer { than: Millis },
    /// A new value, whatever there is.
    Replacement,
}

/// The entry of one call, and what it rests on.
#[cfg_attr(
    not(feature = "redis"),
    allow(dead_code, reason = "without a shared tier nobody reads it")
)]
#[derive(Debug, Clone, Copy)]
pub(crate) struct Named<'a> {
    pub(crate) key: Unwritten<'a>,
    pub(crate) links: &'a Links,
}

/// What a call saw that stores nothing of what it sees.
#[cfg_attr(
    not(feature = "redis"),
    allow(dead_code, reason = "without a shared tier nothing is seen")
)]
pub(crate) enum Glance<V> {
    Hit(Found<V>),
    /// The call is to go its whole way, and knows this already.
    Else(Option<Box<Glanced>>),
}

/// What came of it.
#[cfg_attr(
    not(feature = "redis"),
    allow(dead_code, reason = "without a shared tier nothing comes of it")
)]
pub(crate) enum Finding<V> {
    Found(Found<V>),
    /// The call is to load. What was found is an answer if that fails.
    Load(Option<Found<V>>),
    /// Somebody else is getting a newer one than this.
    Busy(Option<Found<V>>),
}

/// What came of one of several entries that were looked for at once.
#[cfg_attr(
    not(feature = "redis"),
    allow(dead_code, reason = "without a shared tier nothing comes of it")
)]
pub(crate) enum Each<V> {
    Found(Found<V>),
    /// The call is to load it.
    Load,
    /// It takes longer: it is to be looked for by itself, when nobody waits for what this call loads.
    Later,
}

/// One of several entries to be filled at once.
#[cfg_attr(
    not(feature = "redis"),
    allow(dead_code, reason = "without a shared tier nothing is filled")
)]
pub(crate) struct Filling<'a, V: Cacheable> {
    pub(crate) sharing: &'a mut Sharing<V>,
    /// None, if it is not to be stored.
    pub(crate) value: Option<(&'a V, &'a Life, &'a [String])>,
}

/// A value from the tier.
pub(crate) struct Found<V> {
    pub(crate) value: V,
    pub(crate) life: Life,
    pub(crate) freshness: Freshness,
    /// Tags that the entry has beyond those the code names.
    pub(crate) tags: Vec<String>,
    /// Entries and functions that it rests on beyond those.
    pub(crate) linked: Vec<Linked>,
}

/// What became of a value that somebody put.
#[cfg_attr(
    not(feature = "redis"),
    allow(dead_code, reason = "without a shared tier nothing comes of it")
)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Placement {
    Stored,
    /// There is one of a higher rank.
    Outrun,
    /// It could not be stored: what is there is removed.
    Withdrawn,
}

/// What became of a value that was to be shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Stored,
    /// The entry was invalidated meanwhile: the value goes to its callers and nowhere else.
    Refused,
    /// It is not in the tier; memory may keep it.
    Elsewhere,
}
