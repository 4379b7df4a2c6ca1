//! How often products were shown: one row for each product and process, saved in batches.

use super::value::Row;
use super::{Database, first};
use crate::failure::Failure;
use crate::model::Views;

impl Database {
    /// By all processes.
    pub(crate) async fn views(&self, product: u32) -> Result<u64, Failure> {
        const SQL: &str =
            "SELECT CAST(coalesce(sum(views), 0) AS BIGINT) FROM views WHERE product = $1";
        let views = first(self.read(SQL, [product.into()]).await?, Row::number)?;
        Ok(views.unwrap_or(0))
    }

    /// Idempotent: a batch may come twice.
    pub(crate) async fn save_views(&self, views: &[Views]) -> Result<(), Failure> {
        let rows: Vec<String> = views
            .iter()
            .map(|row| format!("({}, {}, {})", row.product, row.process, row.views))
            .collect();
        let sql = format!(
            "INSERT INTO views (product, process, views) VALUES {}
             ON CONFLICT (product, process) DO UPDATE SET views = excluded.views",
            rows.join(", ")
        );
        self.write(sql, []).await.map(drop)
    }
}
