//! Two writers may put in another order than they committed: an older value never takes the place of a newer one.

use super::User;
use cache_runtime::{cache_put, cached, testing};
use std::time::Duration;

use super::__put_get_user;

#[cache_put(get_user("a", 1), order = result.version)]
fn store(version: u64) -> User {
    User {
        version,
        ..User::new("a", 1)
    }
}

#[cache_put(get_user("a", 1))]
async fn store_without_order(version: u64) -> User {
    User {
        version,
        ..User::new("a", 1)
    }
}

#[cached(
    key = "ordered-row:<id>",
    ttl = "1m",
    stale_if_error = "1h",
    refresh_ahead = 0.5,
    ignore(value)
)]
fn refreshed(id: u64, value: u64) -> u64 {
    let _ = id;
    value
}

#[cache_put(refreshed(1), order = order)]
fn store_refreshed(value: u64, order: u64) -> u64 {
    let _ = order;
    value
}

fn version() -> Option<u64> {
    super::peek_get_user("a", 1).map(|cached| cached.value.version)
}

#[test]
fn the_newer_value_stays_whoever_puts_last() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    store(5);
    store(6);
    assert_eq!(version(), Some(6));
    store(5);
    assert_eq!(version(), Some(6), "an older one is refused");
    store(6);
    store(7);
    assert_eq!(version(), Some(7));
    assert_eq!(
        testing::counts(&cache, "get_user").refused_fills,
        0,
        "and that is no fault"
    );
}

#[test]
fn every_number_is_an_order() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    store(0);
    assert_eq!(version(), Some(0));
    store(1);
    store(0);
    assert_eq!(version(), Some(1), "zero is older than one");
    store(u64::MAX);
    store(u64::from(u32::MAX));
    assert_eq!(version(), Some(u64::MAX));
}

#[test]
fn what_has_no_order_is_replaced_and_replaces() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    super::get_user("a", 1).unwrap();
    store(0);
    assert_eq!(version(), Some(0), "what was loaded has none");
    store(5);
    testing::run(store_without_order(3));
    assert_eq!(version(), Some(3));
    store(4);
    assert_eq!(
        version(),
        Some(4),
        "and the order is forgotten with the value"
    );
}

#[test]
fn an_invalidation_forgets_the_order() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    store(5);
    super::invalidate_get_user("a", 1).unwrap();
    store(4);
    assert_eq!(version(), Some(4));
}

#[test]
fn a_load_over_a_value_is_as_new_as_that_value() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    store_refreshed(50, 5);
    clock.advance(Duration::from_secs(70));
    assert_eq!(
        refreshed(1, 60),
        60,
        "its time is over, and it is loaded again"
    );
    store_refreshed(40, 4);
    assert_eq!(refreshed(1, 0), 60);
    assert_eq!(refresh_refreshed(1, 70), 70);
    store_refreshed(40, 4);
    assert_eq!(refreshed(1, 0), 70);
    store_refreshed(80, 5);
    assert_eq!(refreshed(1, 0), 80);
}
