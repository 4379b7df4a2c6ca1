//! Proves: with `stampede = "early"` a dear entry is refreshed before its end, by one load at a time, and nobody waits.

use cache_runtime::testing::{self, TestClock};
use cache_runtime::{Source, cached};
use std::time::Duration;

/// A load of two seconds, on the virtual clock.
#[cached(
    key = "forecast:<city>",
    ttl = "60s",
    stampede = "early",
    ignore(clock)
)]
fn forecast(city: &str, clock: &TestClock) -> String {
    clock.advance(Duration::from_secs(2));
    format!("sun in {city}")
}

fn main() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    forecast("Cádiz", &clock);

    let mut early = 0;
    for _ in 0..100_000 {
        let answer = forecast_cached("Cádiz", &clock);
        assert_eq!(answer.source, Source::Memory, "nobody waits for a load");
        testing::settle_blocking(&cache);
        let refreshes = testing::counts(&cache, "forecast").refreshes;
        if refreshes > early && refreshes <= 5 {
            let left = answer.remaining.unwrap_or_default();
            println!("refreshed with {left:?} to go");
        }
        early = refreshes;
        clock.advance(Duration::from_millis(10));
    }
    let counts = testing::counts(&cache, "forecast");
    println!(
        "{} calls, {} loads, all but the first before the end",
        counts.hits + 1,
        counts.loads
    );
    assert!(early > 10 && counts.loads == early + 1);
}
