//! The value that is cached in the tables about Redis.

use hitbox_fn::CacheableResponse;
use serde::{Deserialize, Serialize};

/// A text with a number.
#[derive(Debug, Clone, Serialize, Deserialize, CacheableResponse)]
pub struct Page {
    /// Its number.
    pub id: u64,
    /// Its text.
    pub text: String,
}

impl Page {
    /// Stands for a query: a page with a text of so many bytes.
    #[must_use]
    pub fn load(id: u64, bytes: usize) -> Self {
        let text = "x".repeat(bytes);
        Self { id, text }
    }
}
