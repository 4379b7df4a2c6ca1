//! The page of a product: no query of its own, but an entry.

use super::categories::{bestsellers, category_path};
use super::products::{get_product, load_products};
use super::users::get_user;
use crate::database::Database;
use crate::failure::Failure;
use crate::model::{Page, Tile};
use cache_runtime::cached;
use std::sync::Arc;

/// A change of the product, of its seller, of a category above it or of a bestseller in it: each invalidates the page, and none
/// of them knows of pages.
#[cached(
    key = "page:<id>",
    ttl = "10m",
    jitter = 0.1,
    track = true,
    stale_while_revalidate = "30s",
    stale_if_error = "1h",
    negative_ttl = "30s",
    ignore(db)
)]
pub(crate) async fn product_page(db: &Database, id: u32) -> Result<Option<Arc<Page>>, Failure> {
    let Some(product) = get_product(db, id).await? else {
        return Ok(None);
    };
    let (path, seller, bestsellers) = tokio::try_join!(
        category_path(db, product.category),
        get_user(db, product.seller),
        tiles(db, product.category),
    )?;
    Ok(Some(Arc::new(Page {
        path,
        seller: seller.map_or_else(String::new, |seller| seller.name.clone()),
        bestsellers: bestsellers
            .into_iter()
            .filter(|tile| tile.id != id)
            .collect(),
        product: (*product).clone(),
    })))
}

/// What sells best in a category, in that order.
pub(crate) async fn tiles(db: &Database, category: u32) -> Result<Vec<Tile>, Failure> {
    let ids = bestsellers(db, category).await?;
    in_order(db, ids).await
}

/// Those of the products that there are, in the order of `ids`.
pub(crate) async fn in_order(db: &Database, ids: Vec<u32>) -> Result<Vec<Tile>, Failure> {
    let products = load_products(db, ids.clone()).await?;
    let found = ids.iter().filter_map(|id| products.get(id));
    Ok(found.map(|product| Tile::from(&**product)).collect())
}
