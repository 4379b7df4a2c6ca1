//! What the service tells of itself: to Prometheus, to a load balancer, to people, and to the generator of load.

use crate::counting::Statements;
use crate::functions::CACHED;
use crate::routes::Shop;
use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use cache_runtime::{Cache, FunctionStats};
use serde::{Deserialize, Serialize};

pub(crate) fn routes() -> Router<Shop> {
    Router::new().route("/statistics", get(statistics))
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
