//! What the tiers of a cache hold under one key: everything but the value. How it is looked for stands in `cache/inspect.rs`,
//! and for Redis in `shared/tier/inspecting.rs`.

mod life;
mod memory;
mod rests_on;
#[cfg(feature = "redis")]
mod shared;

pub use life::{EntryLife, EntryState};
pub(crate) use memory::Seen;
pub use memory::{MemoryEntry, MemoryInspection};
pub use rests_on::RestsOn;
#[cfg(feature = "redis")]
pub use shared::{SharedEntry, SharedInspection};

/// What [`Cache::inspect`](crate::Cache::inspect) found. Never the value.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Inspection {
    /// The text that was looked for.
    pub key: String,
    /// What the memory of this process has under it.
    pub memory: MemoryInspection,
    /// What Redis has under it; `None`: the cache has no shared tier.
    #[cfg(feature = "redis")]
    pub shared: Option<SharedInspection>,
}

impl Inspection {
    /// Whether any tier has an entry under the key, of use or not.
    #[must_use]
    pub fn is_somewhere(&self) -> bool {
        #[cfg(feature = "redis")]
        if matches!(self.shared, Some(SharedInspection::Entry(_))) {
            return true;
        }
        !self.memory.entries.is_empty()
    }
}
