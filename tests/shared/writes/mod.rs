//! Functions that change the source, over a real Redis: in which order things happen, what they cost, and what becomes of
//! them when Redis is away. Their races with loads are played in `races.rs`.

mod ordered;
mod outages;
mod steps;

use cache_runtime::{Cache, cache_invalidate, cache_put, cached};
use std::sync::atomic::{AtomicU64, Ordering};

/// A row of a database.
#[derive(Debug, Default)]
pub(crate) struct Row(AtomicU64);

impl Row {
    fn set(&self, value: u64) {
        self.0.store(value, Ordering::SeqCst);
    }

    fn get(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

#[cached(key = "writes-user:<id>", ttl = "1h", tags = ["writes-users"], cache = *cache, ignore(cache, row))]
async fn user(cache: &Cache, row: &Row, id: u64) -> u64 {
    let _ = (cache, id);
    row.get()
}

#[cached(key = "writes-posts:<id>", ttl = "1h", cache = *cache, ignore(cache, row))]
async fn posts(cache: &Cache, row: &Row, id: u64) -> u64 {
    let _ = (cache, id);
    row.get()
}

#[cached(key = "writes-search:<id>", ttl = "1h", cache = *cache, ignore(cache, row))]
fn search(cache: &Cache, row: &Row, id: u64) -> u64 {
    let _ = (cache, id);
    row.get()
}

#[cache_invalidate(user(id), posts(id), search(id), cache = *cache)]
async fn write(cache: &Cache, row: &Row, id: u64, value: u64) -> Result<u64, String> {
    let _ = (cache, id);
    row.set(value);
    Ok(value)
}

#[cache_invalidate(user(id), posts(..), all(search), tags = ["writes-users"], cache = *cache)]
fn write_blocking(cache: &Cache, row: &Row, id: u64, value: u64) {
    let _ = (cache, id);
    row.set(value);
}

#[cache_invalidate(user(id), posts(id), soft = true, cache = *cache)]
async fn write_softly(cache: &Cache, row: &Row, id: u64, value: u64) {
    let _ = (cache, id);
    row.set(value);
}

#[cache_put(user(cache, id))]
async fn put(cache: &Cache, id: u64, value: u64) -> Result<u64, String> {
    let _ = (cache, id);
    Ok(value)
}

/// Reads everything in every cache; returns how many loads that took in all.
async fn read_all(caches: &[&Cache], row: &Row) -> u64 {
    let loads = || -> u64 {
        let functions = caches.iter().flat_map(|cache| cache.stats().functions);
        functions.map(|function| function.loads).sum()
    };
    let before = loads();
    for cache in caches {
        for id in [7, 8] {
            user(cache, row, id).await;
            posts(cache, row, id).await;
            search(cache, row, id);
        }
    }
    loads() - before
}

/// The values that a cache has in its own memory or finds in Redis.
async fn found(cache: &Cache) -> [Option<u64>; 3] {
    let value = |cached: Option<cache_runtime::Cached<u64>>| {
        cached
            .filter(|cached| !cached.stale)
            .map(|cached| cached.value)
    };
    [
        value(peek_user(cache, 7).await),
        value(peek_posts(cache, 7).await),
        value(peek_search(cache, 7)),
    ]
}
