//! What the service tells of itself: to Prometheus, to a load balancer, to people, and to the generator of load.

use crate::counting::Statements;
use crate::functions::CACHED;
use crate::routes::Shop;
use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use cache_runtime::{Cache, FunctionStats};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

pub(crate) fn routes() -> Router<Shop> {
    Router::new()
        .route("/health", get(health))
        .route("/cache", get(table))
        .route("/statistics", get(statistics))
}

/// Without Redis every request is answered, only slower: a balancer leaves the process where it is.
async fn health() -> Json<Value> {
    let stats = Cache::installed().stats();
    let away = stats.shared.is_some_and(|shared| !shared.available);
    Json(json!({ "status": if away { "degraded" } else { "healthy" } }))
}

async fn table() -> String {
    Cache::installed().stats().to_string()
}

/// What was counted since the service began.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statistics {
    /// Statements of the database.
    pub database: Statements,
    /// Calls of cached functions.
    pub cache: Calls,
}

/// Calls of cached functions, and how they were answered. The rest had to wait for a load.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calls {
    /// From memory.
    pub memory: u64,
    /// From Redis.
    pub shared: u64,
    /// By the load of another call.
    pub coalesced: u64,
    /// By a load.
    pub loads: u64,
}

impl Calls {
    fn of(row: &FunctionStats) -> Self {
        Self {
            memory: row.hits,
            shared: row.shared_hits,
            coalesced: row.coalesced,
            loads: row.loads,
        }
    }

    /// Those after `earlier`.
    #[must_use]
    pub fn since(self, earlier: Self) -> Self {
        Self {
            memory: self.memory - earlier.memory,
            shared: self.shared - earlier.shared,
            coalesced: self.coalesced - earlier.coalesced,
            loads: self.loads - earlier.loads,
        }
    }

    fn and(self, other: Self) -> Self {
        Self {
            memory: self.memory + other.memory,
            shared: self.shared + other.shared,
            coalesced: self.coalesced + other.coalesced,
            loads: self.loads + other.loads,
        }
    }
}

async fn statistics(State(shop): State<Shop>) -> Json<Statistics> {
    let stats = Cache::installed().stats();
    let rows = stats.functions.iter();
    let cached = rows.filter(|row| CACHED.contains(&row.function.as_str()));
    Json(Statistics {
        database: shop.database.statements(),
        cache: cached.map(Calls::of).fold(Calls::default(), Calls::and),
    })
}
