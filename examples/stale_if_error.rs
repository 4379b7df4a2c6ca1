//! Proves: with `stale_if_error` callers notice nothing of a source that is away for a while, and hardly ask it meanwhile; when it
//! is back they have the new value, and when it stays away for good they are told.

use cache_runtime::{cached, testing};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

#[derive(Default)]
struct Exchange {
    away: AtomicBool,
    asked: AtomicU64,
}

#[cached(
    key = "rate:<currency>",
    ttl = "1m",
    stale_if_error = "1h",
    ignore(exchange)
)]
fn rate(exchange: &Exchange, currency: &str) -> Result<String, String> {
    let number = exchange.asked.fetch_add(1, Ordering::Relaxed) + 1;
    if exchange.away.load(Ordering::Relaxed) {
        return Err(format!("no answer to question {number}"));
    }
    Ok(format!("rate {number} of {currency}"))
}

fn main() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let exchange = Exchange::default();
    let show = |when: &str| {
        let rate = rate(&exchange, "EUR");
        println!("{when:<22} {rate:?}");
        rate
    };
    let asked = || exchange.asked.load(Ordering::Relaxed);

    assert!(show("at first").is_ok());
    exchange.away.store(true, Ordering::Relaxed);
    clock.advance(Duration::from_secs(60));
    assert_eq!(show("away, a minute later"), Ok("rate 1 of EUR".into()));

    let before = asked();
    for _ in 0..600 {
        clock.advance(Duration::from_secs(1));
        assert_eq!(rate(&exchange, "EUR"), Ok("rate 1 of EUR".into()));
    }
    let questions = asked() - before;
    println!("600 calls in 10 minutes: it was asked {questions} times");
    // Every 30 seconds, unless the cache is built with another `stale_throttle`.
    assert_eq!(questions, 20);

    exchange.away.store(false, Ordering::Relaxed);
    clock.advance(Duration::from_secs(30));
    assert_eq!(show("back"), Ok("rate 23 of EUR".into()));

    exchange.away.store(true, Ordering::Relaxed);
    clock.advance(Duration::from_secs(60 + 3_600));
    assert!(show("away for an hour").is_err());
}
