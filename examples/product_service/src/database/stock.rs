//! Stock: what changes most often.

use super::value::Row;
use super::{Database, all, first, list};
use crate::failure::Failure;
use crate::model::Stock;

impl Database {
    pub(crate) async fn stock(&self, product: u32) -> Result<Option<Stock>, Failure> {
        const SQL: &str = "SELECT product, quantity, version FROM stock WHERE product = $1";
        first(self.read(SQL, [product.into()]).await?, stock)
    }

    pub(crate) async fn stocks(&self, products: &[u32]) -> Result<Vec<Stock>, Failure> {
        let sql = format!(
            "SELECT product, quantity, version FROM stock WHERE product IN ({})",
            list(products)
        );
        all(self.read(sql, []).await?, stock)
    }

    /// The stock as it is now; nothing, where there is no such product or not enough of it.
    pub(crate) async fn change_stock(
        &self,
        product: u32,
        change: i64,
    ) -> Result<Option<Stock>, Failure> {
        const SQL: &str = "UPDATE stock SET quantity = quantity + $1, version = version + 1
             WHERE product = $2 AND quantity + $1 >= 0 RETURNING product, quantity, version";
        first(
            self.write(SQL, [change.into(), product.into()]).await?,
            stock,
        )
    }
}

fn stock(row: &mut Row) -> Result<Stock, Failure> {
    Ok(Stock {
        product: row.number()?,
        quantity: row.number()?,
        version: row.number()?,
    })
}
