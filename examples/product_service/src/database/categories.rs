//! Categories: all of them with the number of their products, and the way down to one.

use super::value::Row;
use super::{Database, all, first};
use crate::failure::Failure;
use crate::model::Category;

impl Database {
    pub(crate) async fn categories(&self) -> Result<Vec<Category>, Failure> {
        const SQL: &str = "SELECT c.id, c.parent, c.name, count(p.id), c.version
             FROM categories c LEFT JOIN products p ON p.category = c.id GROUP BY c.id ORDER BY c.id";
        all(self.read(SQL, []).await?, category)
    }

    /// The names of a category and of those above it, the outermost first.
    pub(crate) async fn category_path(&self, id: u32) -> Result<Vec<String>, Failure> {
        const SQL: &str = "WITH RECURSIVE path(parent, name, depth) AS (
                 SELECT parent, name, 0 FROM categories WHERE id = $1
                 UNION ALL
                 SELECT c.parent, c.name, path.depth + 1 FROM categories c JOIN path ON c.id = path.parent
             ) SELECT name FROM path ORDER BY depth DESC";
        all(self.read(SQL, [id.into()]).await?, Row::text)
    }

    /// The new version, if there is such a category.
    pub(crate) async fn rename_category(
        &self,
        id: u32,
        name: &str,
    ) -> Result<Option<u64>, Failure> {
        const SQL: &str = "UPDATE categories SET name = $1, version = version + 1 WHERE id = $2 RETURNING version";
        first(
            self.write(SQL, [name.into(), id.into()]).await?,
            Row::number,
        )
    }
}

fn category(row: &mut Row) -> Result<Category, Failure> {
    Ok(Category {
        id: row.number()?,
        parent: row.number()?,
        name: row.text()?,
        products: row.number()?,
        version: row.number()?,
    })
}
