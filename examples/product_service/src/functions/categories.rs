//! Categories, which change seldom and are on every page.

use crate::database::Database;
use crate::failure::Failure;
use crate::model::Category;
use cache_runtime::{cache_invalidate, cached};
use std::sync::Arc;

/// All of them: a dear query for one entry, loaded again before its end as long as somebody asks. How long it lives stands in
/// the policy `catalogue`.
#[cached(
    key = "categories",
    policy = "catalogue",
    refresh_ahead = 0.8,
    tags = ["categories"],
    ignore(db)
)]
pub(crate) async fn get_categories(db: &Database) -> Result<Arc<Vec<Category>>, Failure> {
    Ok(Arc::new(db.categories().await?))
}

/// The names of a category and of those above it, the outermost first; none, where there is no such category.
#[cached(key = "path:<id>", ttl = "1h", jitter = 0.1, tags = ["categories"], ignore(db))]
pub(crate) async fn category_path(db: &Database, id: u32) -> Result<Vec<String>, Failure> {
    db.category_path(id).await
}

/// A ranking that nobody invalidates: what is asked for often is ranked anew less often.
#[cached(key = "bestsellers:<category>", adaptive_ttl = "1m..10m", ignore(db))]
pub(crate) async fn bestsellers(db: &Database, category: u32) -> Result<Vec<u32>, Failure> {
    db.bestsellers(category).await
}

/// The new version. The name stands in every list and way, and with each product of the category.
#[cache_invalidate(tags = ["categories", "category:<id>"])]
pub(crate) async fn rename_category(db: &Database, id: u32, name: &str) -> Result<u64, Failure> {
    let version = db.rename_category(id, name).await?;
    version.ok_or(Failure::Missing)
}
