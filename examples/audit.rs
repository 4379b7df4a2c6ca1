//! Proves: an invalidation that somebody forgot has a number: the answers that it made stale, by their age.

use cache_runtime::{AuditStats, cache_invalidate, cached, testing};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

static PRICE: AtomicU64 = AtomicU64::new(100);

/// Of the hits, one in ten is audited; where there are more of them, one in a thousand will do.
#[cached(key = "price:<item>", ttl = "1d", audit = 0.1)]
fn price(item: u64) -> u64 {
    item * PRICE.load(Ordering::SeqCst)
}

#[cache_invalidate(price(item))]
fn set_price(item: u64, price: u64) {
    println!("item {item} costs {price} now");
    PRICE.store(price, Ordering::SeqCst);
}

/// Whoever wrote this did not know of the cache.
fn import_prices(price: u64) {
    println!("a nightly import sets all prices to {price}");
    PRICE.store(price, Ordering::SeqCst);
}

fn main() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let audits = || testing::counts(&cache, "price").audits.unwrap_or_default();
    let ask = |times: u32| {
        let mut answer = 0;
        for _ in 0..times {
            answer = price(1);
            // An audit that has found something else looks again two seconds later.
            while testing::tasks_running(&cache) > 0 {
                clock.advance(Duration::from_millis(100));
                std::thread::sleep(Duration::from_millis(1));
            }
        }
        println!("{times} calls were answered with {answer}: {:?}", audits());
    };

    ask(300);
    set_price(1, 200);
    ask(300);
    assert_eq!(audits().found_stale(), 0);

    import_prices(300);
    ask(300);
    let found = audits();
    assert!(found.found_stale() > 0, "somebody forgot an invalidation");
    println!("stale answers by the age of their entry, up to:");
    for (age, count) in AuditStats::AGES.iter().zip(found.stale) {
        println!("{age:>6} {count}");
    }
}
