//! The value that is cached in most tables, and how often it was loaded.

use hitbox_fn::CacheableResponse;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A row as an application would cache it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, CacheableResponse)]
pub struct User {
    /// Its number.
    pub id: u64,
    /// Its name.
    pub name: String,
    /// Its address.
    pub email: String,
}

static LOADS: AtomicU64 = AtomicU64::new(0);

impl User {
    /// Stands for a query.
    #[must_use]
    pub fn load(id: u64) -> Self {
        LOADS.fetch_add(1, Ordering::Relaxed);
        Self {
            id,
            name: format!("user {id}"),
            email: format!("user{id}@example.com"),
        }
    }

    /// [`load`](Self::load), shared.
    #[must_use]
    pub fn load_shared(id: u64) -> Arc<Self> {
        Arc::new(Self::load(id))
    }

    /// How many were loaded so far: a hit adds nothing.
    #[must_use]
    pub fn loads() -> u64 {
        LOADS.load(Ordering::Relaxed)
    }
}

/// A value as a function gives it: shared, or to be cloned by each hit.
pub trait Loaded: Clone + Send + Sync + 'static {
    /// Stands for a query.
    fn loaded(id: u64) -> Self;
}

impl Loaded for User {
    fn loaded(id: u64) -> Self {
        Self::load(id)
    }
}

impl Loaded for Arc<User> {
    fn loaded(id: u64) -> Self {
        User::load_shared(id)
    }
}
