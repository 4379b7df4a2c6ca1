//! Functions that load many entries at once.

mod outcomes;
mod races;
mod sharing;

use cache_runtime::testing::{self, Gate};
use cache_runtime::{Cache, cached};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A table that a test can watch and stop, and that knows no number above a thousand.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    state: Arc<Mutex<State>>,
    pub(crate) gate: Gate,
}

#[derive(Debug, Default)]
struct State {
    version: u64,
    asked: Vec<Vec<u64>>,
    lost: Option<u64>,
    fails: Fails,
    panics: bool,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Fails {
    #[default]
    Never,
    Once,
    Always,
}

impl Table {
    /// A table whose reads stop between reading the rows and returning them.
    pub(crate) fn gated() -> Self {
        Self::default()
    }

    /// A table whose reads return at once.
    pub(crate) fn open() -> Self {
        let table = Self::default();
        table.gate.open_for_good();
        table
    }

    pub(crate) async fn read(&self, ids: &[u64]) -> HashMap<u64, u64> {
        self.try_read(ids).await.unwrap_or_default()
    }

    pub(crate) async fn try_read(&self, ids: &[u64]) -> Result<HashMap<u64, u64>, String> {
        let rows = self.begin(ids);
        self.gate.pass().await;
        rows
    }

    pub(crate) fn read_blocking(&self, ids: &[u64]) -> HashMap<u64, u64> {
        let rows = self.begin(ids).unwrap_or_default();
        self.gate.pass_blocking();
        rows
    }

    /// All rows are other ones from now on.
    pub(crate) fn update(&self) {
        self.state().version += 1000;
    }

    /// A row is there no more.
    pub(crate) fn lose(&self, id: u64) {
        self.state().lost = Some(id);
    }

    pub(crate) fn fail_next(&self) {
        self.state().fails = Fails::Once;
    }

    pub(crate) fn fail_always(&self) {
        self.state().fails = Fails::Always;
    }

    /// The next read that is let through panics.
    pub(crate) fn panic_next(&self) {
        self.state().panics = true;
    }

    /// What each read was asked for.
    pub(crate) fn asked(&self) -> Vec<Vec<u64>> {
        self.state().asked.clone()
    }

    fn begin(&self, ids: &[u64]) -> Result<HashMap<u64, u64>, String> {
        let mut state = self.state();
        state.asked.push(ids.to_vec());
        let fails = state.fails;
        if fails == Fails::Once {
            state.fails = Fails::Never;
        }
        if fails != Fails::Never {
            return Err("broken".to_owned());
        }
        let known = ids
            .iter()
            .filter(|id| **id < 1000 && Some(**id) != state.lost);
        Ok(known.map(|id| (*id, state.version + id)).collect())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The rows of a table that was not updated.
pub(crate) fn rows(ids: &[u64]) -> HashMap<u64, u64> {
    ids.iter().map(|id| (*id, *id)).collect()
}

#[cached(key = "user:<id>", batch = ids, ttl = "1h", ignore(table))]
pub(crate) async fn users(table: &Table, ids: Vec<u64>) -> HashMap<u64, u64> {
    let panics = std::mem::take(&mut table.state().panics);
    let rows = table.read(&ids).await;
    assert!(!panics, "this load was told to panic");
    rows
}

#[cached(key = "maybe:<id>", batch = ids, ttl = "1h", negative_ttl = "1m", ignore(table))]
pub(crate) async fn maybes(table: &Table, ids: Vec<u64>) -> HashMap<u64, u64> {
    table.read(&ids).await
}

#[cached(key = "owned:<tenant>:<id>", batch = ids, ttl = "1h", ignore(table))]
pub(crate) async fn owned(
    table: &Table,
    tenant: u64,
    ids: Vec<u64>,
) -> Result<HashMap<u64, u64>, String> {
    let _ = tenant;
    table.try_read(&ids).await
}

/// A failure that nobody else can have.
#[derive(Debug)]
pub(crate) struct Unshared;

#[cached(key = "unshared:<id>", batch = ids, ttl = "1h", ignore(table))]
pub(crate) async fn unshared(table: &Table, ids: Vec<u64>) -> Result<HashMap<u64, u64>, Unshared> {
    table.try_read(&ids).await.map_err(|_| Unshared)
}

#[cached(key = "alone:<id>", batch = ids, ttl = "1h", stampede = "none", ignore(table))]
pub(crate) async fn alone(table: &Table, ids: Vec<u64>) -> HashMap<u64, u64> {
    table.read(&ids).await
}

#[cached(key = "blocking:<tenant>:<id>", batch = ids, ttl = "1h", ignore(table))]
fn blocking(table: &Table, tenant: &str, ids: &[u64]) -> Result<BTreeMap<u64, u64>, String> {
    if tenant.is_empty() {
        return Err("no tenant".to_owned());
    }
    Ok(table.read_blocking(ids).into_iter().collect())
}

#[test]
fn the_body_gets_what_is_missing_once_and_in_the_order_asked() {
    let (cache, _clock) = testing::cache();
    let table = Table::open();
    let call = |ids: &[u64]| {
        let found = testing::run(testing::scope(&cache, users(&table, ids.to_vec())));
        let mut found: Vec<_> = found.into_iter().collect();
        found.sort_unstable();
        found
    };
    assert_eq!(call(&[3, 1, 3, 2, 1]), [(1, 1), (2, 2), (3, 3)]);
    assert_eq!(call(&[5, 3, 4, 1]), [(1, 1), (3, 3), (4, 4), (5, 5)]);
    assert_eq!(table.asked(), [vec![3, 1, 2], vec![5, 4]]);
    assert_eq!(call(&[1, 2, 3, 4, 5]).len(), 5);
    assert_eq!(table.asked().len(), 2);
    testing::assert_loads(&cache, "batch::users", 5);
    testing::assert_hits(&cache, "batch::users", 7);
}

#[test]
fn a_sync_function_over_a_slice_does_the_same() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let table = Table::open();
    let found = blocking(&table, "a", &[2, 1, 2]).unwrap();
    assert_eq!(found, BTreeMap::from([(1, 1), (2, 2)]));
    let found = blocking(&table, "a", &[1, 7]).unwrap();
    assert_eq!(found, BTreeMap::from([(1, 1), (7, 7)]));
    assert_eq!(table.asked(), [vec![2, 1], vec![7]]);
    assert_eq!(blocking(&table, "", &[1]).unwrap_err(), "no tenant");
}

#[test]
fn the_helpers_are_about_one_element() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let table = Table::open();
    assert_eq!(blocking_key("a", 7).to_string(), "blocking:a:7");
    let _ = blocking(&table, "a", &[7, 8]);
    assert_eq!(peek_blocking("a", 7).unwrap().value, 7);
    invalidate_blocking("a", 7).unwrap();
    assert!(peek_blocking("a", 7).is_none());
    put_blocking("a", 7, 70).unwrap();
    let found = blocking(&table, "a", &[7, 8]).unwrap();
    assert_eq!(found, BTreeMap::from([(7, 70), (8, 8)]));
    invalidate_all_blocking().unwrap();
    assert!(peek_blocking("a", 8).is_none());
    let found = blocking_uncached(&table, "a", &[1]).unwrap();
    assert_eq!(found, BTreeMap::from([(1, 1)]));
}

#[test]
fn without_elements_nothing_is_asked() {
    let (cache, _clock) = testing::cache();
    let table = Table::open();
    let found = testing::run(testing::scope(&cache, users(&table, Vec::new())));
    assert!(found.is_empty() && table.asked().is_empty());
}

fn in_cache<F: Future>(cache: &Cache, future: F) -> F::Output {
    testing::run(testing::scope(cache, future))
}
