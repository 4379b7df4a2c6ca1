//! What is loaded before the first request.

use super::products::load_products;
use super::stock::load_stock;
use crate::database::Database;
use crate::failure::Failure;

/// As many as one statement of the database is asked for.
const AT_ONCE: usize = 1_000;

/// Loads every product and its stock.
pub(crate) async fn warm(db: Database) -> Result<(), Failure> {
    let ids = db.product_ids().await?;
    for ids in ids.chunks(AT_ONCE) {
        load_products(&db, ids.to_vec()).await?;
        load_stock(&db, ids).await?;
    }
    Ok(())
}
