//! A batch reads the old rows, the rows change, somebody invalidates, the batch ends: whoever calls after the invalidation gets
//! the new rows.

use super::{Table, rows};
use crate::polling::Task;
use cache_runtime::testing;
use cache_runtime::{Cache, Invalidated, cached};
use std::collections::HashMap;

#[cached(key = "parent:<id>", ttl = "1h")]
async fn parent(id: u64) -> u64 {
    std::future::ready(id).await
}

#[cached(
    key = "raced:<id>", batch = ids, ttl = "1h", ignore(table),
    tags = ["all", "one:<id>", "row:<result>"], depends_on(parent(id))
)]
async fn raced(table: &Table, ids: Vec<u64>) -> HashMap<u64, u64> {
    table.read(&ids).await
}

/// Every way to invalidate the entry of 2; some mean others too.
fn invalidate(cache: &Cache, way: usize) {
    let told = match way {
        0 => testing::run(invalidate_raced(2)),
        1 => testing::run(cache.invalidate_tag("one:2")),
        2 => testing::run(cache.invalidate_tag("row:2")),
        3 => testing::run(cache.invalidate_tag("all")),
        4 => testing::run(invalidate_parent(2)),
        5 => testing::run(cache.invalidate_pattern("raced:2*")),
        6 => testing::run(invalidate_all_raced()),
        7 => testing::run(cache.clear()),
        8 => testing::run(expire_raced(2)),
        _ => testing::run(put_raced(2, 1002)).map(|()| Invalidated::default()),
    };
    told.expect("memory can always be told");
}

const WAYS: usize = 10;

#[test]
fn nothing_that_was_invalidated_while_it_was_loaded_is_stored() {
    for way in 0..WAYS {
        let (cache, _clock) = testing::cache();
        let _entered = testing::enter(&cache);
        let table = Table::gated();
        let mut old = Task::started(raced(&table, vec![1, 2, 3]));
        table.update();
        invalidate(&cache, way);
        table.gate.open_for_good();
        old.step();
        assert_eq!(
            old.output,
            Some(rows(&[1, 2, 3])),
            "its own caller gets what it loaded"
        );
        let new = testing::run(raced(&table, vec![2]));
        assert_eq!(new, HashMap::from([(2, 1002)]), "way {way}");
    }
}

#[test]
fn who_calls_after_an_invalidation_waits_for_no_older_load() {
    for way in 0..WAYS {
        let (cache, _clock) = testing::cache();
        let _entered = testing::enter(&cache);
        let table = Table::gated();
        let mut old = Task::started(raced(&table, vec![1, 2, 3]));
        table.update();
        invalidate(&cache, way);
        let mut new = Task::started(raced(&table, vec![2]));
        table.gate.open_for_good();
        new.step();
        assert_eq!(new.output, Some(HashMap::from([(2, 1002)])), "way {way}");
        old.step();
        let last = testing::run(raced(&table, vec![2]));
        assert_eq!(last, HashMap::from([(2, 1002)]), "way {way}");
    }
}

#[cached(
    key = "foreseen:<id>", batch = ids, ttl = "1h", ignore(table),
    tags = ["foreseen", "foreseen:<id>"], depends_on(parent(id))
)]
async fn foreseen(table: &Table, ids: Vec<u64>) -> HashMap<u64, u64> {
    table.read(&ids).await
}

/// Where no tag comes with the value, a load is told from a newer one by what it was known to rest on when it began.
#[test]
fn who_calls_after_an_invalidation_waits_for_no_older_load_that_rests_on_what_was_named() {
    for way in 0..3 {
        let (cache, _clock) = testing::cache();
        let _entered = testing::enter(&cache);
        let table = Table::gated();
        let old = Task::started(foreseen(&table, vec![1, 2, 3]));
        table.update();
        let told = match way {
            0 => testing::run(cache.invalidate_tag("foreseen")),
            1 => testing::run(cache.invalidate_tag("foreseen:2")),
            _ => testing::run(invalidate_parent(2)),
        };
        told.expect("memory can always be told");
        let mut new = Task::started(foreseen(&table, vec![2]));
        table.gate.open_for_good();
        new.step();
        assert_eq!(new.output, Some(HashMap::from([(2, 1002)])), "way {way}");
        drop(old);
    }
}

#[test]
fn what_was_not_invalidated_is_stored_all_the_same() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let table = Table::gated();
    let mut old = Task::started(raced(&table, vec![1, 2, 3]));
    invalidate(&cache, 0);
    table.gate.open_for_good();
    old.step();
    testing::run(raced(&table, vec![1, 2, 3]));
    assert_eq!(table.asked(), [vec![1, 2, 3], vec![2]]);
    assert_eq!(testing::counts(&cache, "raced").refused_fills, 1);
}
