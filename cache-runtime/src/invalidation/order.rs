//! What may be invalidated, as the caller names it.

use crate::key::CacheKey;

/// One invalidation. What it means in memory is said in `cache/invalidate.rs`.
#[derive(Debug, Clone)]
pub(crate) enum Order {
    /// One entry, and all that depends on it.
    Key(CacheKey),
    /// One entry is marked stale; what depends on it is invalidated.
    Expire(CacheKey),
    /// The entry with this text.
    Text(String),
    Tags(Vec<String>),
    /// All entries of a function, by the pattern of its template.
    Function(String),
    /// The entries whose texts match a glob.
    Pattern(String),
    Everything,
    /// All of these, one after the other in memory, and in a shared tier in one step.
    Several(Vec<Self>),
}

impl Order {
    /// One order out of several.
    pub(crate) fn all_of(mut orders: Vec<Self>) -> Self {
        if orders.len() == 1 {
            orders.remove(0)
        } else {
            Self::Several(orders)
        }
    }
}
