//! Products, one and many.

use crate::database::{Database, ProductChange};
use crate::failure::Failure;
use crate::model::Product;
use cache_runtime::{cache_invalidate, cached};
use std::collections::HashMap;
use std::sync::Arc;

/// What every page needs: nobody waits for it while somebody asks for it, and when the database is away the last answer does.
/// That there is no such product is remembered for a shorter time. One hit in a thousand is held against the database, so that a
/// writer that forgets to invalidate is found by its number.
#[cached(
    key = "product:<id>",
    ttl = "10m",
    jitter = 0.1,
    stale_while_revalidate = "30s",
    stale_if_error = "1h",
    timeout = "2s",
    negative_ttl = "30s",
    tags = ["category:<result.category>"],
    audit = 0.001,
    ignore(db)
)]
pub(crate) async fn get_product(db: &Database, id: u32) -> Result<Option<Arc<Product>>, Failure> {
    Ok(db.product(id).await?.map(Arc::new))
}

/// The same entries: one query for all that is missing.
#[cached(
    key = "product:<id>",
    batch = ids,
    ttl = "10m",
    jitter = 0.1,
    negative_ttl = "30s",
    tags = ["category:<result.category>"],
    ignore(db)
)]
pub(crate) async fn load_products(
    db: &Database,
    ids: Vec<u32>,
) -> Result<HashMap<u32, Arc<Product>>, Failure> {
    let products = db.products(&ids).await?;
    let by_id = |product: Product| (product.id, Arc::new(product));
    Ok(products.into_iter().map(by_id).collect())
}

/// The new version. Pages that show the product are out of date with its entry, as they have been recorded to rest on it.
#[cache_invalidate(get_product(id))]
pub(crate) async fn change_product(
    db: &Database,
    id: u32,
    change: &ProductChange,
) -> Result<u64, Failure> {
    let version = db.change_product(id, change).await?;
    version.ok_or(Failure::Missing)
}
