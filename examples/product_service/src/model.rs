//! The rows of the database, and what is composed of them.

use serde::{Deserialize, Serialize};

/// A product, with the name of its category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    /// From zero on.
    pub id: u32,
    /// In lower case, words with one space between.
    pub name: String,
    /// A sentence.
    pub description: String,
    /// In cents.
    pub price: i64,
    /// The id of the category.
    pub category: u32,
    /// The name of the category, from its own row.
    pub category_name: String,
    /// The user who sells it.
    pub seller: u32,
    /// One more with each change of the row.
    pub version: u64,
}

/// A category, with the number of its products.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// From one on.
    pub id: u32,
    /// The id of the category above; zero at the top.
    pub parent: u32,
    /// What the category is called.
    pub name: String,
    /// Products in it, without those in the categories below.
    pub products: u64,
    /// One more with each change of the row.
    pub version: u64,
}

/// Somebody who sells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// From one on.
    pub id: u32,
    /// What the user is called.
    pub name: String,
    /// Where the user is written to.
    pub email: String,
    /// One more with each change of the row.
    pub version: u64,
}

/// How much of a product there is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stock {
    /// The id of the product.
    pub product: u32,
    /// Pieces.
    pub quantity: i64,
    /// One more with each change of the row.
    pub version: u64,
}

/// How often this process has shown a product. An absolute number, so that saving it twice does no harm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Views {
    /// The id of the product.
    pub product: u32,
    /// Which process counts; each has a row of its own.
    pub process: i64,
    /// Since that process began.
    pub views: u64,
}

/// A product as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tile {
    /// The id of the product.
    pub id: u32,
    /// The name of the product.
    pub name: String,
    /// In cents.
    pub price: i64,
}

impl From<&Product> for Tile {
    fn from(product: &Product) -> Self {
        Self {
            id: product.id,
            name: product.name.clone(),
            price: product.price,
        }
    }
}

/// The page of a product: parts with entries of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// The product itself.
    pub product: Product,
    /// The names of its categories, the outermost first.
    pub path: Vec<String>,
    /// The name of who sells it.
    pub seller: String,
    /// What sells best in its category.
    pub bestsellers: Vec<Tile>,
}
