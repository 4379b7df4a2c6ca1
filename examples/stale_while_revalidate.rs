//! Proves: with `stale_while_revalidate` nobody waits for a load once there is a value: in the window after the ttl the old one
//! is the answer at once, and one load in the background brings the new one.

use cache_runtime::testing::{self, Gate};
use cache_runtime::{Source, cached};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

static EDITION: AtomicU64 = AtomicU64::new(1);

/// A load that takes until the gate opens.
#[cached(
    key = "front page:<paper>",
    ttl = "60s",
    stale_while_revalidate = "30s",
    ignore(press)
)]
fn front_page(paper: &str, press: &Gate) -> String {
    press.pass_blocking();
    format!("{paper} {}", EDITION.fetch_add(1, Ordering::Relaxed))
}

fn main() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let press = Gate::new();

    press.open();
    println!("the first call waits:   {}", front_page("Times", &press));

    clock.advance(Duration::from_secs(60));
    // The press stands still: whoever has an answer now has not waited for it.
    for _ in 0..1_000 {
        let answer = front_page_cached("Times", &press);
        assert_eq!((answer.value.as_str(), answer.stale), ("Times 1", true));
    }
    press.entered_blocking(2);
    println!("1,000 calls at the end: Times 1, while one load is on its way");

    press.open();
    testing::settle_blocking(&cache);
    let answer = front_page_cached("Times", &press);
    println!("and when it is over:    {}", answer.value);
    assert_eq!((answer.value.as_str(), answer.stale), ("Times 2", false));

    clock.advance(Duration::from_secs(90));
    press.open();
    let answer = front_page_cached("Times", &press);
    println!("after the window:       {}, waited for", answer.value);
    assert_eq!(answer.source, Source::Loader);
    testing::assert_loads(&cache, "front_page", 3);
}
