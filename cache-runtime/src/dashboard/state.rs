//! What all requests to one page share.

use super::attempts::{Attempts, Token};
use crate::cache::Cache;
use std::sync::Arc;

#[derive(Clone)]
pub(super) struct Shown {
    /// None: the installed one.
    cache: Option<Cache>,
    pub(super) entrance: Option<Arc<Entrance>>,
}

/// What is needed to let somebody in who wants to invalidate.
pub(super) struct Entrance {
    pub(super) token: Token,
    pub(super) attempts: Attempts,
}

impl Shown {
    pub(super) fn new(cache: Option<Cache>, token: Option<Token>) -> Self {
        let entrance = |token| {
            Arc::new(Entrance {
                token,
                attempts: Attempts::default(),
            })
        };
        Self {
            cache,
            entrance: token.map(entrance),
        }
    }

    pub(super) fn cache(&self) -> &Cache {
        self.cache.as_ref().unwrap_or_else(|| Cache::installed())
    }
}
