//! Misses of functions with options of freshness, and without. Their loaders do nothing, so that the cost is ours.

#![allow(
    clippy::unnecessary_wraps,
    reason = "a function with a timeout needs an error type"
)]

use super::Failure;
use crate::competitor::Competitor;
use cache_runtime::cached;
use std::future::ready;
use std::sync::atomic::{AtomicU64, Ordering};

#[cached(key = "missed:<id>", ttl = "1h", capacity = 20_000)]
fn plain(id: u64) -> Result<u64, Failure> {
    Ok(id)
}

#[cached(
    key = "missed windows:<id>",
    ttl = "1h",
    stale_while_revalidate = "1m",
    stale_if_error = "1d",
    refresh_ahead = 0.8,
    capacity = 20_000
)]
fn windows(id: u64) -> Result<u64, Failure> {
    Ok(id)
}

#[cached(
    key = "missed timeout:<id>",
    ttl = "1h",
    timeout = "2s",
    capacity = 20_000
)]
fn timeout(id: u64) -> Result<u64, Failure> {
    Ok(id)
}

#[cached(key = "missed async:<id>", ttl = "1h", capacity = 20_000)]
async fn plain_async(id: u64) -> Result<u64, Failure> {
    ready(Ok(id)).await
}

#[cached(
    key = "missed windows async:<id>",
    ttl = "1h",
    stale_while_revalidate = "1m",
    stale_if_error = "1d",
    refresh_ahead = 0.8,
    capacity = 20_000
)]
async fn windows_async(id: u64) -> Result<u64, Failure> {
    ready(Ok(id)).await
}

#[cached(
    key = "missed all async:<id>",
    ttl = "1h",
    stale_while_revalidate = "1m",
    stale_if_error = "1d",
    refresh_ahead = 0.8,
    soft_timeout = "100ms",
    timeout = "2s",
    capacity = 20_000
)]
async fn all_async(id: u64) -> Result<u64, Failure> {
    ready(Ok(id)).await
}

/// Each asks for keys that nobody asked for before; the function without options is the first.
pub(super) fn all() -> Vec<Competitor> {
    vec![
        Competitor::sync("cache-runtime", |_| plain(unseen())),
        Competitor::sync("cache-runtime, windows", |_| windows(unseen())),
        Competitor::sync("cache-runtime, timeout: on another thread", |_| {
            timeout(unseen())
        }),
        Competitor::tasked("cache-runtime, async", async |_| {
            plain_async(unseen()).await
        }),
        Competitor::tasked("cache-runtime, async, windows", async |_| {
            windows_async(unseen()).await
        }),
        Competitor::tasked("cache-runtime, async, windows and timeouts", async |_| {
            all_async(unseen()).await
        }),
    ]
}

/// A key that nobody asked for before.
fn unseen() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}
