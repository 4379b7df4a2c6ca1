//! What is loaded before the first request.

use super::pages::warm_product_page;
use super::products::load_products;
use super::stock::load_stock;
use crate::database::Database;
use crate::failure::Failure;
use cache_runtime::Warmed;

/// As many as one statement of the database is asked for.
const AT_ONCE: usize = 1_000;
/// Pages that are composed at one time.
const PAGES: usize = 16;

/// Loads every product and its stock, many with one query; then composes their pages, for which the database is asked for
/// categories and sellers alone.
pub(crate) async fn warm(db: Database) -> Result<Warmed, Failure> {
    let ids = db.product_ids().await?;
    for ids in ids.chunks(AT_ONCE) {
        load_products(&db, ids.to_vec()).await?;
        load_stock(&db, ids).await?;
    }
    Ok(warm_product_page(&db, ids, PAGES).await)
}
