//! The names that an entry rests on, by what they are of.

use crate::invalidation::{Cells, Subject};

/// What an entry rests on: what invalidates it when it is invalidated.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct RestsOn {
    /// Its tags; long ones end in a hash.
    pub tags: Vec<String>,
    /// The keys of the entries that it depends on, as texts.
    pub keys: Vec<String>,
    /// The key templates of the functions that it depends on as a whole, other than its own.
    pub functions: Vec<String>,
}

impl RestsOn {
    pub(crate) fn of(cells: &Cells) -> Self {
        let mut all = Self::default();
        for cell in cells.iter() {
            match cell.subject() {
                Subject::Tag(tag) => all.tags.push(tag.to_string()),
                Subject::Key(key) => all.keys.push(key.text()),
                Subject::Text(text) => all.keys.push(text.to_string()),
                Subject::Function(pattern) => all.functions.push(pattern.to_string()),
            }
        }
        all.in_order()
    }

    /// Sorted, and each once: a name may have a cell by its key and another by its text.
    pub(crate) fn in_order(mut self) -> Self {
        for names in [&mut self.tags, &mut self.keys, &mut self.functions] {
            names.sort();
            names.dedup();
        }
        self
    }
}
