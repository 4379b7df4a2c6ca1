//! The keys of one family that entries of other functions depend on: binary key → [`Cell`].
//!
//! A dependency is known before its load runs, so an invalidation of a key that nobody depends on needs no cell: its
//! number is kept once for the whole family, and refuses only loads that were beginning at that very moment.

use super::{Cell, Number, Subject};
use crate::key::{CacheKey, EncodedKey};
use crate::sync::{Mutex, lock};
use std::collections::HashMap;
use std::sync::Arc;

#[derive(Debug, Default)]
pub(crate) struct Dependents(Mutex<Table>);

#[derive(Debug, Default)]
struct Table {
    keys: HashMap<EncodedKey, Dependency>,
    /// The types of the keys so far; one, as a rule.
    shapes: Vec<fn() -> String>,
    /// The latest invalidation that met no cell, or whose cell is forgotten.
    unheard: Number,
}

#[derive(Debug)]
struct Dependency {
    cell: Arc<Cell>,
    key: CacheKey,
}

impl Dependents {
    pub(crate) fn cell(&self, key: &CacheKey) -> Arc<Cell> {
        let mut table = lock(&self.0);
        let unheard = table.unheard;
        let is_known = |known: &fn() -> String| std::ptr::fn_addr_eq(*known, key.shape);
        if !table.shapes.iter().any(is_known) {
            table.shapes.push(key.shape);
        }
        let dependency = table
            .keys
            .entry(key.encoded.clone())
            .or_insert_with(|| Dependency {
                cell: Arc::new(Cell::new(unheard, Subject::Key(Box::new(key.clone())))),
                key: key.clone(),
            });
        dependency.cell.clone()
    }

    /// Returns whether anything may depend on `key`.
    pub(crate) fn invalidate(&self, key: &EncodedKey, number: Number) -> bool {
        let mut table = lock(&self.0);
        if let Some(dependency) = table.keys.get(key) {
            dependency.cell.invalidate(number);
            return true;
        }
        table.unheard = table.unheard.max(number);
        false
    }

    /// The cells of the keys that `chosen` picks.
    pub(crate) fn cells_where(&self, chosen: &dyn Fn(&CacheKey) -> bool) -> Vec<Arc<Cell>> {
        let table = lock(&self.0);
        let picked = table
            .keys
            .values()
            .filter(|dependency| chosen(&dependency.key));
        picked.map(|dependency| dependency.cell.clone()).collect()
    }

    /// Whether there are keys here whose parts are of other types than `shape` says.
    #[cfg(feature = "redis")]
    pub(crate) fn has_other_shapes(&self, shape: &str) -> bool {
        let table = lock(&self.0);
        table.shapes.iter().any(|known| known() != shape)
    }

    /// Notes an invalidation that may mean keys without a cell.
    pub(crate) fn note(&self, number: Number) {
        let mut table = lock(&self.0);
        table.unheard = table.unheard.max(number);
    }

    /// Forgets the keys that nothing depends on any more.
    pub(crate) fn sweep(&self) {
        let mut table = lock(&self.0);
        let Table { keys, unheard, .. } = &mut *table;
        keys.retain(|_, dependency| {
            let keep = Arc::strong_count(&dependency.cell) > 1;
            if !keep {
                *unheard = (*unheard).max(dependency.cell.latest());
            }
            keep
        });
    }

    pub(crate) fn len(&self) -> usize {
        lock(&self.0).keys.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::invalidation::Links;
    use crate::key::{KeyEncoder, Name};

    fn key() -> CacheKey {
        let name = Name::new(vec!["key".into()], String::new());
        let encoded = KeyEncoder::new().finish(|_| "".into());
        CacheKey::new::<()>(Arc::new(name), encoded, Links::default())
    }

    #[test]
    fn an_invalidation_that_met_no_cell_refuses_the_loads_that_were_beginning() {
        let dependents = Dependents::default();
        assert!(!dependents.invalidate(&key().encoded, 5));
        assert_eq!(dependents.cell(&key()).latest(), 5);
    }

    #[test]
    fn what_a_forgotten_key_carried_is_kept_for_all() {
        let dependents = Dependents::default();
        drop(dependents.cell(&key()));
        assert!(dependents.invalidate(&key().encoded, 5));
        dependents.sweep();
        assert_eq!(dependents.len(), 0);
        assert_eq!(dependents.cell(&key()).latest(), 5);
    }
}
