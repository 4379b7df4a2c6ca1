//! Proves: a load that read the old row before an update is not stored after the invalidation, however late it ends.

use cache_runtime::cached;
use cache_runtime::testing::Gate;
use std::sync::atomic::{AtomicU64, Ordering};

static PRICE: AtomicU64 = AtomicU64::new(100);

#[cached(key = "price:<product>", ttl = "1h", ignore(gate))]
async fn price(product: u64, gate: Gate) -> u64 {
    let read = PRICE.load(Ordering::SeqCst) + product;
    gate.pass().await; // slow network: the row is read, the answer is still on its way
    read
}

#[tokio::main]
async fn main() -> Result<(), cache_runtime::Error> {
    let gate = Gate::new();
    let slow = tokio::spawn(price(0, gate.clone()));
    gate.entered(1).await;
    println!("a load has read the price of 100 and is on its way");

    PRICE.store(120, Ordering::SeqCst);
    let invalidated = invalidate_price(0).await?;
    println!(
        "the price is 120 now, and invalidated: {} load will not be stored",
        invalidated.loads
    );

    gate.open_for_good();
    let late = slow.await.expect("the load does not panic");
    println!("the caller who asked before gets {late}");
    println!(
        "in the cache: {:?}",
        peek_price(0).await.map(|entry| entry.value)
    );
    assert!(peek_price(0).await.is_none());

    let fresh = price(0, gate).await;
    println!("who asks now gets {fresh}");
    assert_eq!(fresh, 120);
    Ok(())
}
