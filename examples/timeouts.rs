//! Proves: a caller waits no longer than `timeout`, and with an old value at hand no longer than `soft_timeout`; the load that it
//! did not wait for goes on, and the next caller finds its value.

use cache_runtime::testing::{self, Gate, TestClock};
use cache_runtime::{Cached, LoadTimeout, Source, cached};
use std::time::Duration;

type Error = Box<dyn std::error::Error + Send + Sync>;

/// A load that takes until the gate opens.
#[cached(
    key = "stock:<product>",
    ttl = "1m",
    stale_if_error = "1h",
    soft_timeout = "100ms",
    timeout = "2s",
    ignore(warehouse)
)]
async fn stock(warehouse: &Gate, product: u64) -> Result<u64, Error> {
    warehouse.pass().await;
    Ok(product + warehouse.arrivals())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let warehouse = Gate::new();

    let answer = late(&warehouse, &clock, Duration::from_secs(2)).await;
    println!("no value, after 2 s:         {answer:?}");
    assert!(answer.is_err_and(|error| error.is::<LoadTimeout>()));

    // Nobody has waited for it, and still it brings a value.
    warehouse.open();
    testing::settle(&cache).await;
    let answer = stock_cached(&warehouse, 100).await?;
    println!("the same load, when it ends: {}", answer.value);
    assert_eq!((answer.value, answer.source), (101, Source::Memory));

    clock.advance(Duration::from_secs(60));
    let answer = late(&warehouse, &clock, Duration::from_millis(100)).await?;
    println!("an old value, after 100 ms:  {}", answer.value);
    assert_eq!((answer.value, answer.stale), (101, true));

    warehouse.open();
    testing::settle(&cache).await;
    println!(
        "the next call:               {}",
        stock(&warehouse, 100).await?
    );
    assert_eq!(testing::counts(&cache, "stock").soft_timeouts, 1);
    Ok(())
}

/// A call whose load has begun when this much time passes.
async fn late(warehouse: &Gate, clock: &TestClock, time: Duration) -> Result<Cached<u64>, Error> {
    let loads = warehouse.arrivals();
    let gate = warehouse.clone();
    let call = tokio::spawn(async move { stock_cached(&gate, 100).await });
    warehouse.entered(loads + 1).await;
    clock.advance(time);
    call.await?
}
