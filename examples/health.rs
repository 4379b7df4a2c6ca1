//! Proves: the health of a cache names what is wrong and how far beyond its threshold it is, and forgets it a minute later; a
//! source that is away makes the cache degraded while anything is left to answer with, and down only when nothing is.

use cache_runtime::health::{Status, Thresholds};
use cache_runtime::{Cache, cached, testing};
use std::time::Duration;

#[cached(
    key = "price:<product>",
    ttl = "1m",
    stale_if_error = "10m",
    ignore(away)
)]
fn price(away: bool, product: u64) -> Result<u64, String> {
    if away {
        return Err(String::from("no answer"));
    }
    Ok(100 * product)
}

fn main() {
    let thresholds = Thresholds::default().hit_rate(0.5);
    let (cache, clock) = testing::cache_from(Cache::builder().health(thresholds));
    let _entered = testing::enter(&cache);
    let show = |when: &str| {
        let health = cache.health();
        println!("{when:<28} {health}");
        health.status
    };
    // Where the clock is not a test's, a thread sweeps each second, and keeps the history by the way.
    let pass = |seconds: u64| {
        for _ in 0..seconds {
            clock.advance(Duration::from_secs(1));
            cache.sweep();
        }
    };
    let ask = |away: bool, products: std::ops::Range<u64>| {
        let answers = products.map(|product| price(away, product));
        answers.flatten().count()
    };

    ask(false, 0..30);
    assert_eq!(show("an empty cache misses"), Status::Degraded);
    ask(false, 0..30);
    ask(false, 0..30);
    assert_eq!(show("a warm one does not"), Status::Healthy);

    pass(70);
    assert_eq!(ask(true, 0..30), 30);
    assert_eq!(show("the source is away"), Status::Degraded);

    pass(700);
    assert_eq!(ask(true, 0..30), 0);
    assert_eq!(show("and nothing is left"), Status::Down);
    println!("{}", cache.health().to_json());

    ask(false, 0..30);
    pass(70);
    ask(false, 0..30);
    ask(false, 0..30);
    assert_eq!(show("it is back for a minute"), Status::Healthy);

    let history = cache.history();
    let last = &history[history.len() - 1];
    println!(
        "{} samples, {} calls, {} loads failed",
        history.len(),
        last.calls,
        last.load_errors
    );
    assert_eq!(last.load_errors, 60);
}
