//! Proves: with `stampede = "early"` a dear entry is refreshed before its end, by one caller at a time.

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
        let before = peek_forecast("Cádiz").and_then(|entry| entry.remaining);
        let answer = forecast_cached("Cádiz", &clock);
        if answer.source == Source::Loader {
            early += 1;
            if early <= 5 {
                println!("refreshed with {:?} to go", before.unwrap_or_default());
            }
        }
        clock.advance(Duration::from_millis(10));
    }
    let counts = testing::counts(&cache, "forecast");
    println!(
        "{} calls, {} loads, all but the first before the end",
        counts.hits + counts.loads,
        counts.loads
    );
    assert!(early > 10 && counts.loads == early + 1);
}
