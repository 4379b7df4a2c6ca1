//! What copies from a shared tier rest on beyond what the code names here: entries and functions, by their texts.
//!
//! An entry whose dependencies were recorded tells them in its frame alone, and this process may not know the functions that
//! they are of. As with [`Dependents`](super::Dependents), what is invalidated under no cell is kept as one number for all: it
//! refuses copies that were being made at that very moment.

use super::{Cell, Number, Subject};
use crate::key::shortened;
use crate::sync::{Mutex, lock};
use std::collections::HashMap;
use std::sync::Arc;

/// A name that a frame tells.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(
    not(feature = "redis"),
    allow(dead_code, reason = "only a shared tier has frames")
)]
pub(crate) enum Linked {
    /// An entry.
    Key(Box<str>),
    /// All entries of a function, by the pattern of its template, as long as texts in Redis may be.
    Function(Box<str>),
}

#[derive(Debug, Default)]
pub(crate) struct Copies(Mutex<Table>);

#[derive(Debug, Default)]
struct Table {
    keys: HashMap<Box<str>, Arc<Cell>>,
    functions: HashMap<Box<str>, Arc<Cell>>,
    /// The latest invalidation that met no cell, or whose cell is forgotten.
    unheard: Number,
}

impl Copies {
    pub(crate) fn cell(&self, linked: &Linked) -> Arc<Cell> {
        let mut table = lock(&self.0);
        let Table {
            keys,
            functions,
            unheard,
        } = &mut *table;
        let (cells, name, subject) = match linked {
            Linked::Key(text) => (keys, text, Subject::Text(text.clone())),
            Linked::Function(pattern) => (functions, pattern, Subject::Function(pattern.clone())),
        };
        cells
            .entry(name.clone())
            .or_insert_with(|| Arc::new(Cell::new(*unheard, subject)))
            .clone()
    }

    /// Returns whether anything may rest on the entry. Its text is asked for only where anything rests on some entry.
    pub(crate) fn invalidate_key(&self, text: &dyn Fn() -> String, number: Number) -> bool {
        let mut table = lock(&self.0);
        table.unheard = table.unheard.max(number);
        if table.keys.is_empty() {
            return false;
        }
        let cell = table.keys.get(&*text());
        cell.inspect(|cell| cell.invalidate(number)).is_some()
    }

    pub(crate) fn invalidate_function(&self, pattern: &str, number: Number) {
        let mut table = lock(&self.0);
        table.unheard = table.unheard.max(number);
        if let Some(cell) = table.functions.get(&*shortened(pattern)) {
            cell.invalidate(number);
        }
    }

    /// Invalidates the entries whose texts `chosen` picks.
    pub(crate) fn invalidate_where(&self, chosen: &dyn Fn(&str) -> bool, number: Number) {
        let mut table = lock(&self.0);
        table.unheard = table.unheard.max(number);
        let meant = table.keys.iter().filter(|(text, _)| chosen(text));
        meant.for_each(|(_, cell)| cell.invalidate(number));
    }

    /// Forgets the names that nothing rests on any more.
    pub(crate) fn sweep(&self) {
        let mut table = lock(&self.0);
        let Table {
            keys,
            functions,
            unheard,
        } = &mut *table;
        for cells in [keys, functions] {
            cells.retain(|_, cell| {
                let keep = Arc::strong_count(cell) > 1;
                if !keep {
                    *unheard = (*unheard).max(cell.latest());
                }
                keep
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user() -> Linked {
        Linked::Key("user:7".into())
    }

    #[test]
    fn a_copy_hears_of_the_entry_that_it_rests_on_and_of_no_other() {
        let copies = Copies::default();
        let cell = copies.cell(&user());
        assert!(!copies.invalidate_key(&|| "user:8".into(), 5));
        assert_eq!(cell.latest(), 0);
        assert!(copies.invalidate_key(&|| "user:7".into(), 6));
        assert_eq!(cell.latest(), 6);
    }

    #[test]
    fn an_invalidation_that_met_no_cell_refuses_the_copies_that_were_being_made() {
        let ways: [fn(&Copies); 3] = [
            |copies| assert!(!copies.invalidate_key(&|| "user:7".into(), 5)),
            |copies| copies.invalidate_function("user:{}", 5),
            |copies| copies.invalidate_where(&|_| true, 5),
        ];
        for invalidate in ways {
            let copies = Copies::default();
            invalidate(&copies);
            assert_eq!(copies.cell(&user()).latest(), 5);
        }
    }

    #[test]
    fn a_function_and_a_pattern_mean_all_that_they_name() {
        let copies = Copies::default();
        let function = copies.cell(&Linked::Function("user:{}".into()));
        let cell = copies.cell(&user());
        copies.invalidate_function("user:{}", 5);
        copies.invalidate_where(&|text| text.starts_with("user:"), 6);
        assert_eq!((function.latest(), cell.latest()), (5, 6));
    }

    #[test]
    fn what_a_forgotten_name_carried_is_kept_for_all() {
        let copies = Copies::default();
        drop(copies.cell(&user()));
        assert!(copies.invalidate_key(&|| "user:7".into(), 5));
        copies.sweep();
        assert_eq!(copies.cell(&user()).latest(), 5);
    }
}
