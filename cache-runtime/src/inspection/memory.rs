//! What the memory of this process has under a key.

use super::{EntryLife, RestsOn};
use crate::clock::Millis;
use crate::freshness::Life;
use crate::invalidation::Cells;

/// What the memory of this process has under a key.
#[derive(Debug, Clone, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct MemoryInspection {
    /// The entries with that text: one, as a rule. Functions whose keys differ in type alone (`u32` here, `u64` there) may
    /// have one each.
    pub entries: Vec<MemoryEntry>,
    /// Loads that are on their way for it in this process.
    pub loads: usize,
}

/// An entry in memory.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct MemoryEntry {
    /// The key template of its region, with placeholder names removed.
    pub region: String,
    /// The functions that have this region, by their paths.
    pub functions: Vec<String>,
    /// The type of the value, as the compiler names it: for people, and not the same in all versions of the compiler.
    pub value_type: &'static str,
    /// Its age, and how long it will be of use.
    #[cfg_attr(feature = "serde", serde(flatten))]
    pub life: EntryLife,
    /// What invalidates it, beside its own key and its function.
    pub rests_on: RestsOn,
    /// Its weight, where the region is bounded in bytes.
    pub bytes: Option<u64>,
    /// The `order` of the `#[cache_put]` that wrote it, or that a later load has inherited.
    pub order: Option<u64>,
}

/// An entry that a region was found to hold.
pub(crate) struct Seen {
    pub(crate) life: Life,
    pub(crate) cells: Cells,
    pub(crate) bytes: Option<u64>,
    pub(crate) value_type: &'static str,
}

impl MemoryEntry {
    pub(crate) fn new(region: &str, functions: Vec<String>, seen: &Seen, now: Millis) -> Self {
        let mut rests_on = RestsOn::of(&seen.cells);
        rests_on.functions.retain(|pattern| pattern != region);
        Self {
            region: region.to_owned(),
            functions,
            value_type: seen.value_type,
            life: EntryLife::of(&seen.life, now),
            rests_on,
            bytes: seen.bytes,
            order: seen.life.rank.checked_sub(1),
        }
    }
}
