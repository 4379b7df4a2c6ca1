//! What the service tells of itself: to Prometheus, to a load balancer, to people, and to the generator of load.

use crate::counting::Statements;
use crate::database::Database;
use crate::functions::CACHED;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use cache_runtime::health::Status;
use cache_runtime::{Cache, FunctionStats, dashboard};
use serde::{Deserialize, Serialize};

pub(crate) fn routes(database: Database) -> Router {
    Router::new()
        .route("/metrics", get(metrics))
        .route("/health", get(health))
        .route("/statistics", get(statistics))
        .with_state(database)
        // For who reaches this port: by default this machine alone. It shows no value, and has no button that invalidates.
        .nest("/cache", dashboard::router())
}

/// What the cache counts, and what the database was asked.
async fn metrics(State(database): State<Database>) -> impl IntoResponse {
    let Statements { reads, writes } = database.statements();
    let text = format!(
        "{}\
         # HELP product_service_statements_total Statements that the database was asked to run.\n\
         # TYPE product_service_statements_total counter\n\
         product_service_statements_total{{kind=\"read\"}} {reads}\n\
         product_service_statements_total{{kind=\"write\"}} {writes}\n",
        Cache::installed().prometheus()
    );
    ([(CONTENT_TYPE, "text/plain; version=0.0.4")], text)
}

/// For a probe: the process is taken out only where it does not answer. Without Redis it does, so that is a reason to look, and
/// none to take out one process after the other.
async fn health() -> impl IntoResponse {
    let health = Cache::installed().health();
    let status = match health.status {
        Status::Down => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::OK,
    };
    (
        status,
        [(CONTENT_TYPE, "application/json")],
        health.to_json(),
    )
}

/// What was counted since the service began.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statistics {
    /// Statements of the database.
    pub database: Statements,
    /// Calls of cached functions.
    pub cache: Calls,
}

/// Calls of cached functions; each is counted once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calls {
    /// Answered from memory.
    pub memory: u64,
    /// Answered from Redis.
    pub shared: u64,
    /// All.
    pub all: u64,
}

impl Calls {
    fn of(row: &FunctionStats) -> Self {
        let gets = &row.gets;
        Self {
            memory: gets.memory_hits + gets.memory_negatives + gets.memory_stale,
            shared: gets.shared_hits + gets.shared_negatives + gets.shared_stale,
            all: gets.calls(),
        }
    }

    /// Those after `earlier`.
    #[must_use]
    pub fn since(self, earlier: Self) -> Self {
        Self {
            memory: self.memory - earlier.memory,
            shared: self.shared - earlier.shared,
            all: self.all - earlier.all,
        }
    }

    fn and(self, other: Self) -> Self {
        Self {
            memory: self.memory + other.memory,
            shared: self.shared + other.shared,
            all: self.all + other.all,
        }
    }
}

async fn statistics(State(database): State<Database>) -> Json<Statistics> {
    let stats = Cache::installed().stats();
    let rows = stats.functions.iter();
    let cached = rows.filter(|row| CACHED.contains(&row.function.as_str()));
    Json(Statistics {
        database: database.statements(),
        cache: cached.map(Calls::of).fold(Calls::default(), Calls::and),
    })
}
