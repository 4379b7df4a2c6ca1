//! Proves: an entry can be asked where it comes from, looked at without a load, marked stale, replaced and refreshed.

use cache_runtime::{Source, cached, testing};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

static SOURCE: AtomicU64 = AtomicU64::new(1);

#[cached(key = "counter:<id>", ttl = "60s")]
fn counter(id: u64) -> u64 {
    id + SOURCE.fetch_add(1, Ordering::Relaxed)
}

fn main() -> Result<(), cache_runtime::Error> {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);

    println!("before any call, peek:   {:?}", peek_counter(0));
    println!("the first call:          {:?}", counter_cached(0));
    clock.advance(Duration::from_secs(20));
    let second = counter_cached(0);
    println!("20 seconds later:        {second:?}");
    assert_eq!(
        (second.source, second.age),
        (Source::Memory, Duration::from_secs(20))
    );

    expire_counter(0)?;
    println!("marked stale, peek:      {:?}", peek_counter(0));
    assert!(peek_counter(0).is_some_and(|entry| entry.stale));
    println!("and the next call loads: {:?}", counter_cached(0));

    put_counter(0, 99)?;
    println!("put by hand:             {:?}", counter_cached(0));
    println!("refreshed:               {}", refresh_counter(0));
    println!("the body alone:          {}", counter_uncached(0));
    assert_eq!(counter(0), 3);
    Ok(())
}
