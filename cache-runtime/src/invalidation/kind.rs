//! What an invalidation was of, by name alone: for counters and lists.

use super::Order;
use std::fmt;

/// What an invalidation was of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize),
    serde(rename_all = "snake_case")
)]
#[non_exhaustive]
pub enum InvalidationKind {
    /// One entry, by its key.
    Key,
    /// One entry that was marked stale, by its key (`expire_*`).
    Expire,
    /// One entry, by the text of its key.
    Text,
    /// The entries with any of some tags.
    Tags,
    /// All entries of a function or region.
    Function,
    /// The entries whose keys match a glob.
    Pattern,
    /// All entries.
    Everything,
}

impl InvalidationKind {
    pub(crate) const ALL: [Self; 7] = [
        Self::Key,
        Self::Expire,
        Self::Text,
        Self::Tags,
        Self::Function,
        Self::Pattern,
        Self::Everything,
    ];

    /// The name in snake case, as it stands in labels.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Expire => "expire",
            Self::Text => "text",
            Self::Tags => "tags",
            Self::Function => "function",
            Self::Pattern => "pattern",
            Self::Everything => "everything",
        }
    }

    /// The kind of an order; of several, that of each is told apart.
    pub(super) fn of(order: &Order) -> Option<Self> {
        match order {
            Order::Key(_) => Some(Self::Key),
            Order::Expire(_) => Some(Self::Expire),
            Order::Text(_) => Some(Self::Text),
            Order::Tags(_) => Some(Self::Tags),
            Order::Function(_) => Some(Self::Function),
            Order::Pattern(_) => Some(Self::Pattern),
            Order::Everything => Some(Self::Everything),
            Order::Several(_) => None,
        }
    }
}

impl fmt::Display for InvalidationKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}
