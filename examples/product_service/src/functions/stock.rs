//! Stock: many readers, many writers.

use crate::database::Database;
use crate::failure::Failure;
use crate::model::Stock;
use cache_runtime::{cache_put, cached};
use std::collections::HashMap;

/// Of all processes that miss, one asks the database.
#[cached(
    key = "stock:<product>",
    ttl = "5m",
    jitter = 0.1,
    stampede = "lock",
    lock_wait = "500ms",
    negative_ttl = "30s",
    ignore(db)
)]
pub(crate) async fn get_stock(db: &Database, product: u32) -> Result<Option<Stock>, Failure> {
    db.stock(product).await
}

/// The same entries: one query for all that is missing.
#[cached(
    key = "stock:<product>",
    batch = products,
    ttl = "5m",
    jitter = 0.1,
    stampede = "lock",
    lock_wait = "500ms",
    negative_ttl = "30s",
    ignore(db)
)]
pub(crate) async fn load_stock(
    db: &Database,
    products: &[u32],
) -> Result<HashMap<u32, Stock>, Failure> {
    let stocks = db.stocks(products).await?;
    Ok(stocks
        .into_iter()
        .map(|stock| (stock.product, stock))
        .collect())
}

/// The stock as it is now: the next reader finds it without a query.
#[cache_put(get_stock(product), order = result.version)]
pub(crate) async fn change_stock(
    db: &Database,
    product: u32,
    change: i64,
) -> Result<Stock, Failure> {
    match db.change_stock(product, change).await? {
        Some(stock) => Ok(stock),
        None if db.stock(product).await?.is_some() => Err(Failure::OutOfStock),
        None => Err(Failure::Missing),
    }
}
