//! With the journal in Redis. Several caches in this process are as many processes to Redis; those that are killed are real
//! ones ([`processes`]).

mod deliveries;
mod leases;
mod outages;
mod processes;
mod topologies;

use crate::table::{Row, Table};
use cache_runtime::testing::{self, Gate};
use cache_runtime::{Cache, CacheBuilder, WriteBehindError, cached, write_behind};
use cache_test_servers::{Redis, wait_for};
use std::future::Future;
use std::time::Duration;

#[write_behind(
    key = "journal:<row.id>",
    item = row,
    ttl = "1h",
    flush_every = "50ms",
    batch = 4,
    queue = 8,
    journal = "redis",
    retries = 2,
    backoff = "10ms..40ms",
    timeout = "20s"
)]
async fn save(table: &Table, rows: Vec<Row>) -> Result<(), String> {
    table.save(rows).await
}

#[cached(key = "journal:<id>", ttl = "1h")]
async fn get(id: u64) -> Result<Row, String> {
    Err(format!("nobody has saved {id}"))
}

/// One process, as Redis sees it, with its sink.
struct Process {
    cache: Cache,
    table: Table,
}

impl Process {
    async fn over(redis: &Redis, table: &Table) -> Self {
        Self::built(Cache::builder().redis(redis.url()), table).await
    }

    async fn built(builder: CacheBuilder, table: &Table) -> Self {
        let cache = builder
            .redis_timeout(Duration::from_secs(5))
            .lease(Duration::from_secs(1))
            .build()
            .await;
        Self {
            cache: cache.unwrap(),
            table: table.clone(),
        }
    }

    /// In the cache of this process.
    fn within<F: Future>(&self, future: F) -> impl Future<Output = F::Output> {
        testing::scope(&self.cache, future)
    }

    async fn write(&self, id: u64, value: u64) -> Result<(), WriteBehindError> {
        self.within(save_later(&self.table, Row { id, value }))
            .await
    }

    async fn write_all(&self, ids: impl IntoIterator<Item = u64>) {
        for id in ids {
            self.write(id, id).await.unwrap();
        }
    }

    async fn flush(&self) -> (usize, usize) {
        let flushed = self.within(async { flush_save(&self.table).await }).await;
        let flushed = flushed.unwrap();
        (flushed.saved, flushed.dead)
    }

    async fn start(&self) {
        self.within(async { start_save(&self.table) })
            .await
            .unwrap();
    }
}

fn gated() -> Table {
    Table::with(Some(Gate::new()))
}

fn table() -> Table {
    Table::with(None)
}

/// The name of a part of the journal.
fn key(part: &str) -> String {
    format!("cache#{{w:write_behind::journal::save}}:{part}")
}

/// How many writes stand in the journal.
fn depth(redis: &Redis) -> i64 {
    redis.command(&["XLEN", &key("journal")]).integer()
}

/// Until something is so; the processes of this test go on meanwhile.
async fn until(what: &'static str, is_so: impl Fn() -> bool + Send + 'static) {
    let waited = tokio::task::spawn_blocking(move || wait_for(what, || is_so().then_some(())));
    waited.await.unwrap();
}
