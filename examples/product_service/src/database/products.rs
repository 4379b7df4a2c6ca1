//! Products: an index look-up and a join for one, the same for a list, a scan for a search.

use super::value::Row;
use super::{Database, all, first, list};
use crate::failure::Failure;
use crate::model::Product;

const COLUMNS: &str =
    "SELECT p.id, p.name, p.description, p.price, p.category, c.name, p.seller, p.version
     FROM products p JOIN categories c ON c.id = p.category";

/// What a change of a product says.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub struct ProductChange {
    /// The new name.
    pub name: String,
    /// The new price in cents.
    pub price: i64,
}

impl Database {
    pub(crate) async fn product(&self, id: u32) -> Result<Option<Product>, Failure> {
        const SQL: &str =
            "SELECT p.id, p.name, p.description, p.price, p.category, c.name, p.seller, p.version
             FROM products p JOIN categories c ON c.id = p.category WHERE p.id = $1";
        first(self.read(SQL, [id.into()]).await?, product)
    }

    pub(crate) async fn products(&self, ids: &[u32]) -> Result<Vec<Product>, Failure> {
        let sql = format!("{COLUMNS} WHERE p.id IN ({})", list(ids));
        all(self.read(sql, []).await?, product)
    }

    pub(crate) async fn product_ids(&self) -> Result<Vec<u32>, Failure> {
        let rows = self.read("SELECT id FROM products ORDER BY id", []);
        all(rows.await?, Row::number)
    }

    /// Of the products of a category, those that were shown most often.
    pub(crate) async fn bestsellers(&self, category: u32) -> Result<Vec<u32>, Failure> {
        const SQL: &str = "SELECT p.id FROM products p LEFT JOIN views v ON v.product = p.id WHERE p.category = $1
             GROUP BY p.id ORDER BY coalesce(sum(v.views), 0) DESC, p.id LIMIT 9";
        all(self.read(SQL, [category.into()]).await?, Row::number)
    }

    /// Products whose name has `words` in it, which are letters, digits and spaces.
    pub(crate) async fn search(&self, words: &str) -> Result<Vec<u32>, Failure> {
        const SQL: &str = "SELECT id FROM products WHERE name LIKE $1 ORDER BY id LIMIT 20";
        let pattern = format!("%{words}%");
        all(
            self.read(SQL, [pattern.as_str().into()]).await?,
            Row::number,
        )
    }

    /// The new version, if there is such a product.
    pub(crate) async fn change_product(
        &self,
        id: u32,
        change: &ProductChange,
    ) -> Result<Option<u64>, Failure> {
        const SQL: &str =
            "UPDATE products SET name = $1, price = $2, version = version + 1 WHERE id = $3
             RETURNING version";
        let values = [change.name.as_str().into(), change.price.into(), id.into()];
        first(self.write(SQL, values).await?, Row::number)
    }
}

fn product(row: &mut Row) -> Result<Product, Failure> {
    Ok(Product {
        id: row.number()?,
        name: row.text()?,
        description: row.text()?,
        price: row.number()?,
        category: row.number()?,
        category_name: row.text()?,
        seller: row.number()?,
        version: row.number()?,
    })
}
