//! With the journal in memory. All of a test runs on one thread: when nobody moves any more, and the clock
//! stands still, nothing else will happen.

mod batches;
mod entries;
mod failures;
mod methods;
mod pressure;
mod shutdown;

use crate::table::{Row, Table};
use cache_runtime::testing::{self, Entered, Gate, TestClock};
use cache_runtime::{Cache, write_behind};
use std::time::Duration;

#[write_behind(
    key = "behind:<row.id>",
    item = row,
    ttl = "1h",
    flush_every = "5s",
    batch = 4,
    queue = 8,
    retries = 3,
    backoff = "100ms..400ms",
    timeout = "10s",
    tags = ["behind:tag"]
)]
async fn save(table: &Table, rows: Vec<Row>) -> Result<(), String> {
    table.save(rows).await
}

/// A cache with a clock, and a table.
pub(crate) struct Stage {
    pub(crate) cache: Cache,
    clock: TestClock,
    pub(crate) table: Table,
    _entered: Entered,
}

impl Stage {
    pub(crate) fn new() -> Self {
        Self::with(None)
    }

    /// Each batch waits in the sink until it is let through.
    fn gated() -> Self {
        Self::with(Some(Gate::new()))
    }

    fn with(gate: Option<Gate>) -> Self {
        let (cache, clock) = testing::cache();
        Self {
            _entered: testing::enter(&cache),
            cache,
            clock,
            table: Table::with(gate),
        }
    }

    async fn write(&self, id: u64, value: u64) {
        save_later(&self.table, Row { id, value }).await.unwrap();
    }

    async fn write_all(&self, ids: impl IntoIterator<Item = u64>) {
        for id in ids {
            self.write(id, id).await;
        }
    }

    /// Moves the clock, and lets happen what happens then.
    async fn advance(&self, duration: Duration) {
        quiet().await;
        self.clock.advance(duration);
        quiet().await;
    }

    /// Lets so many pauses of the sink pass.
    async fn advance_pauses(&self, pauses: usize) {
        for _ in 0..pauses {
            self.advance(millis(400)).await;
        }
    }
}

/// Until no task of this thread has anything to do.
async fn quiet() {
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}
