//! Proves: with `track = true` a page is out of date when anything that it was made of is, although it names none of that.

use cache_runtime::{Cache, cached, context};

#[cached(key = "price:<item>", ttl = "1h", tags = ["prices"])]
async fn price(item: u64) -> u64 {
    tokio::task::yield_now().await; // a query, in truth
    item * 10
}

#[cached(key = "name:<item>", ttl = "1h")]
async fn name(item: u64) -> String {
    tokio::task::yield_now().await;
    format!("item {item}")
}

#[cached(key = "row:<item>", ttl = "1h", track = true)]
async fn row(item: u64) -> String {
    let (name, price) = tokio::join!(name(item), price(item));
    format!("{name}: {price}")
}

#[cached(key = "page:<first>", ttl = "1h", track = true)]
async fn page(first: u64) -> Vec<String> {
    let mut tasks = tokio::task::JoinSet::new();
    for item in first..first + 3 {
        // A task of its own, and still a part of this load.
        tasks.spawn(context::tracked(row(item)));
    }
    let mut rows = tasks.join_all().await;
    rows.sort();
    rows
}

/// Asks for two pages; how often any was loaded so far.
async fn ask() -> u64 {
    page(1).await;
    page(10).await;
    let stats = Cache::installed().stats();
    stats.function("page").map_or(0, |row| row.loads)
}

#[tokio::main]
async fn main() -> Result<(), cache_runtime::Error> {
    println!(
        "two pages of three rows loaded:               {}",
        ask().await
    );
    println!(
        "asked again:                                  {}",
        ask().await
    );
    put_price(2, 99).await?;
    let one = ask().await;
    println!("the price of item 2 put, its page loads:      {one}");
    invalidate_name(9).await?;
    let none = ask().await;
    println!("a name invalidated that is on neither:        {none}");
    Cache::installed().invalidate_tag("prices").await?;
    let both = ask().await;
    println!("all prices invalidated by their tag, both do: {both}");
    assert_eq!((one, none, both), (3, 3, 5));
    assert_eq!(page(1).await[1], "item 2: 20");
    Ok(())
}
