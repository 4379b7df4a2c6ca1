//! Proves: with `refresh_every` a key in use is loaded again by a schedule, so that every call finds a recent value; a key that
//! nobody asks for any more is left in peace.

use cache_runtime::testing::{self, Gate};
use cache_runtime::{Source, cached};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

static ROUND: AtomicU64 = AtomicU64::new(1);

#[cached(
    key = "leaders:<game>",
    ttl = "1h",
    refresh_every = "5m",
    idle_after = "30m",
    ignore(loaders)
)]
fn leaders(game: &str, loaders: &Gate) -> String {
    loaders.pass_blocking();
    let round = ROUND.fetch_add(1, Ordering::Relaxed);
    format!("the leaders of {game} in round {round}")
}

fn main() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    // Open all the time: it only tells that a loader has come.
    let loaders = Gate::new();
    loaders.open_for_good();
    println!("the first call loads:  {}", leaders("chess", &loaders));

    for round in 2..=4 {
        clock.advance(Duration::from_secs(300));
        loaders.entered_blocking(round);
        testing::settle_blocking(&cache);
    }
    let answer = leaders_cached("chess", &loaders);
    println!("15 minutes later:      {}", answer.value);
    assert_eq!(answer.source, Source::Memory);
    assert!(answer.value.ends_with("round 4") && answer.age.is_zero());

    clock.advance(Duration::from_secs(30 * 60));
    while cache.stats().scheduled > 0 {
        std::thread::yield_now();
    }
    clock.advance(Duration::from_secs(10 * 60));
    testing::settle_blocking(&cache);
    println!("40 more without calls: {} loads in all", loaders.arrivals());
    assert_eq!(loaders.arrivals(), 4);
}
