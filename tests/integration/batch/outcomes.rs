//! What becomes of what a body returns.

use super::{Table, in_cache, maybes, owned, rows, users};
use cache_runtime::{Cache, Error, cached, context, testing};
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

#[test]
fn of_a_failed_load_nothing_is_stored() {
    let (cache, _clock) = testing::cache();
    let table = Table::open();
    table.fail_next();
    let failed = in_cache(&cache, owned(&table, 1, vec![1, 2]));
    assert_eq!(failed, Err("broken".to_owned()));
    let loaded = in_cache(&cache, owned(&table, 1, vec![2, 1]));
    assert_eq!(loaded, Ok(rows(&[1, 2])));
    assert_eq!(table.asked(), [[1, 2], [2, 1]]);
    let counts = testing::counts(&cache, "batch::owned");
    assert_eq!((counts.loads, counts.load_errors), (4, 2));
}

#[test]
fn what_is_absent_is_asked_for_again_unless_absence_is_cached() {
    let (cache, _clock) = testing::cache();
    let table = Table::open();
    for _ in 0..2 {
        assert_eq!(in_cache(&cache, users(&table, vec![1, 2000])), rows(&[1]));
    }
    assert_eq!(table.asked(), [vec![1, 2000], vec![2000]]);

    let table = Table::open();
    for _ in 0..2 {
        assert_eq!(in_cache(&cache, maybes(&table, vec![1, 2000])), rows(&[1]));
    }
    assert_eq!(table.asked(), [[1, 2000]]);
}

#[test]
fn what_became_absent_is_not_answered_from_before() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let table = Table::open();
    testing::run(put_users(7, 70)).unwrap();
    testing::run(super::expire_users(7)).unwrap();
    table.lose(7);
    assert_eq!(in_cache(&cache, users(&table, vec![7])), HashMap::new());
    assert!(testing::run(super::peek_users(7)).is_none());
}

use super::put_users;

#[cached(key = "shouted:<name>", batch = names, ttl = "1h")]
async fn shouted(names: Vec<String>) -> HashMap<String, usize> {
    let lengths = names
        .into_iter()
        .map(|name| (name.to_uppercase(), name.len()));
    std::future::ready(lengths.collect()).await
}

#[test]
fn elements_that_nobody_asked_for_are_reported() {
    let (cache, _clock) = testing::cache();
    let asked = vec!["A".to_owned(), "b".to_owned()];
    let called = catch_unwind(AssertUnwindSafe(|| in_cache(&cache, shouted(asked))));
    let Err(panic) = called else {
        panic!("what was not asked for must not pass unnoticed");
    };
    let said = panic.downcast_ref::<String>().expect("it is a text");
    let line = line_of("async fn shouted");
    assert_eq!(
        said,
        &format!(
            "the body of `{}::shouted` ({}:{line}) returned elements that it was not asked for; they are neither cached nor \
             returned: return the elements as they were given",
            module_path!(),
            file!()
        )
    );
    assert_eq!(cache.check(), Err(Error::Conflict(said.clone())));
    let _entered = testing::enter(&cache);
    assert!(testing::run(peek_shouted("A".to_owned())).is_none());
    assert_eq!(testing::counts(&cache, "shouted").loads_running, 0);
}

fn line_of(text: &str) -> usize {
    let lines = include_str!("outcomes.rs").lines();
    1 + lines.take_while(|line| !line.starts_with(text)).count()
}

#[cached(
    key = "described:<tenant>:<id>", batch = ids, ttl = "1h",
    tags = ["all", "tenant:<tenant>", "one:<id>", "row:<result>"],
    ttl_with = |row, id, tenant| Duration::from_secs(if *id == 3 && tenant == "a" { *row } else { 3600 }),
    unless = |row| *row == 2,
    cache_if = |tenant| tenant != "nobody",
    ignore(table)
)]
async fn described(
    table: &Table,
    tenant: String,
    ids: Vec<u64>,
) -> Result<HashMap<u64, u64>, String> {
    Ok(table.read(&ids).await)
}

#[test]
fn each_value_is_described_by_itself() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let table = Table::open();
    let call = |tenant: &str| testing::run(described(&table, tenant.to_owned(), vec![1, 2, 3, 4]));
    assert_eq!(call("a"), Ok(rows(&[1, 2, 3, 4])));
    assert_eq!(call("a"), Ok(rows(&[1, 2, 3, 4])));
    assert_eq!(table.asked()[1..], [[2]], "`unless` keeps one value out");
    clock.advance(Duration::from_secs(3));
    call("a").unwrap();
    assert_eq!(table.asked()[2..], [[2, 3]], "one lives for three seconds");
    testing::run(cache.invalidate_tag("one:4")).unwrap();
    call("a").unwrap();
    assert_eq!(table.asked()[3..], [[2, 4]]);
    testing::run(cache.invalidate_tag("row:1")).unwrap();
    call("a").unwrap();
    assert_eq!(table.asked()[4..], [[1, 2]]);
    testing::run(cache.invalidate_tag("tenant:b")).unwrap();
    call("a").unwrap();
    assert_eq!(table.asked()[5..], [[2]]);
    testing::run(cache.invalidate_tag("tenant:a")).unwrap();
    call("a").unwrap();
    assert_eq!(table.asked()[6..], [[1, 2, 3, 4]]);
}

#[test]
fn a_call_that_is_not_let_in_goes_past_the_cache() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let table = Table::open();
    for _ in 0..2 {
        let found = testing::run(described(&table, "nobody".to_owned(), vec![1, 1, 2]));
        assert_eq!(found, Ok(rows(&[1, 2])));
    }
    assert_eq!(table.asked(), [[1, 2], [1, 2]]);
    assert_eq!(testing::counts(&cache, "described").bypassed, 4);
}

#[cached(key = "spoken:<id>", batch = ids, ttl = "1h", ignore(table))]
async fn spoken(table: &Table, ids: Vec<u64>) -> HashMap<u64, u64> {
    context::ttl(Duration::from_secs(10));
    context::tag("spoken");
    table.read(&ids).await
}

#[test]
fn what_a_body_says_it_says_of_all_that_it_loads() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let table = Table::open();
    let call = || testing::run(spoken(&table, vec![1, 2]));
    call();
    clock.advance(Duration::from_secs(9));
    call();
    assert_eq!(table.asked().len(), 1);
    clock.advance(Duration::from_secs(1));
    call();
    assert_eq!(table.asked().len(), 2);
    testing::run(cache.invalidate_tag("spoken")).unwrap();
    call();
    assert_eq!(table.asked()[2..], [[1, 2]]);
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Item {
    group: u64,
    name: &'static str,
}

#[cached(key = "item:<item.group>", batch = items, ttl = "1h", ignore(table))]
async fn items(table: &Table, items: Vec<Item>) -> HashMap<Item, u64> {
    let groups: Vec<u64> = items.iter().map(|item| item.group).collect();
    let rows = table.read(&groups).await;
    let found = items
        .into_iter()
        .map(|item| (item.clone(), rows[&item.group]));
    found.collect()
}

#[test]
fn elements_with_one_key_share_one_entry() {
    let (cache, _clock) = testing::cache();
    let table = Table::open();
    let [one, other] = ["one", "other"].map(|name| Item { group: 7, name });
    let found = in_cache(&cache, items(&table, vec![one.clone(), other.clone()]));
    assert_eq!(found, HashMap::from([(one, 7), (other, 7)]));
    assert_eq!(table.asked(), [[7]]);
}

#[test]
fn ten_thousand_elements_are_one_load() {
    let (cache, _clock) = testing::cache_from(Cache::builder().memory_capacity(20_000));
    let table = Table::open();
    let ids: Vec<u64> = (0..10_000)
        .map(|id| id % 1000 + (id / 1000) * 1000)
        .collect();
    let found = in_cache(&cache, maybes(&table, ids.clone()));
    assert_eq!(found.len(), 1000);
    assert_eq!(table.asked(), std::slice::from_ref(&ids));
    assert_eq!(in_cache(&cache, maybes(&table, ids)).len(), 1000);
    assert_eq!(table.asked().len(), 1);
}
