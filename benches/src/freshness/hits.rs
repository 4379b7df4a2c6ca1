//! Hits of functions with options of freshness, and without.

#![allow(
    clippy::unnecessary_wraps,
    reason = "a function with a timeout needs an error type"
)]

use super::Failure;
use crate::competitor::Competitor;
use crate::peers::ours;
use crate::user::User;
use crate::workload;
use cache_runtime::cached;
use std::future::ready;
use std::sync::Arc;

/// Hits after which `adaptive_ttl` has nothing more to count in a life.
const COUNTED_HITS: usize = 100;

#[cached(key = "fallible:<id>", ttl = "1h", capacity = 20_000)]
fn fallible(id: u64) -> Result<Arc<User>, Failure> {
    Ok(User::load_shared(id))
}

#[cached(
    key = "resilient:<id>",
    ttl = "1h",
    stale_while_revalidate = "1m",
    stale_if_error = "1d",
    refresh_ahead = 0.8,
    soft_timeout = "100ms",
    timeout = "2s",
    capacity = 20_000
)]
fn resilient(id: u64) -> Result<Arc<User>, Failure> {
    Ok(User::load_shared(id))
}

#[cached(key = "early:<id>", ttl = "1h", stampede = "early", capacity = 20_000)]
fn early(id: u64) -> Arc<User> {
    User::load_shared(id)
}

#[cached(key = "sliding:<id>", ttl = "1h", sliding = true, capacity = 20_000)]
fn sliding(id: u64) -> Arc<User> {
    User::load_shared(id)
}

#[cached(key = "adaptive:<id>", adaptive_ttl = "1h..1d", capacity = 20_000)]
fn adaptive(id: u64) -> Arc<User> {
    User::load_shared(id)
}

#[cached(
    key = "scheduled:<id>",
    ttl = "1h",
    refresh_every = "30m",
    capacity = 20_000
)]
fn scheduled(id: u64) -> Arc<User> {
    User::load_shared(id)
}

/// So seldom that it is the draw alone that costs.
#[cached(
    key = "audited:<id>",
    ttl = "1h",
    audit = 0.000_000_001,
    capacity = 20_000
)]
fn audited(id: u64) -> Arc<User> {
    User::load_shared(id)
}

#[cached(key = "async fallible:<id>", ttl = "1h", capacity = 20_000)]
async fn fallible_async(id: u64) -> Result<Arc<User>, Failure> {
    ready(Ok(User::load_shared(id))).await
}

#[cached(
    key = "async resilient:<id>",
    ttl = "1h",
    stale_while_revalidate = "1m",
    stale_if_error = "1d",
    refresh_ahead = 0.8,
    soft_timeout = "100ms",
    timeout = "2s",
    on_cancel = "finish",
    capacity = 20_000
)]
async fn resilient_async(id: u64) -> Result<Arc<User>, Failure> {
    ready(Ok(User::load_shared(id))).await
}

#[cached(
    key = "async sliding:<id>",
    ttl = "1h",
    sliding = true,
    capacity = 20_000
)]
async fn sliding_async(id: u64) -> Arc<User> {
    ready(User::load_shared(id)).await
}

#[cached(
    key = "async adaptive:<id>",
    adaptive_ttl = "1h..1d",
    capacity = 20_000
)]
async fn adaptive_async(id: u64) -> Arc<User> {
    ready(User::load_shared(id)).await
}

#[cached(
    key = "async scheduled:<id>",
    ttl = "1h",
    refresh_every = "30m",
    capacity = 20_000
)]
async fn scheduled_async(id: u64) -> Arc<User> {
    ready(User::load_shared(id)).await
}

#[cached(
    key = "async audited:<id>",
    ttl = "1h",
    audit = 0.000_000_001,
    capacity = 20_000
)]
async fn audited_async(id: u64) -> Arc<User> {
    ready(User::load_shared(id)).await
}

/// Hits of sync functions, the one without options first.
#[must_use]
pub fn sync() -> Vec<Competitor> {
    vec![
        ours::number(),
        Competitor::sync("cache-runtime, `Result`", |position| {
            fallible(position.into())
        }),
        Competitor::sync(
            "cache-runtime, `Result`, windows and timeouts",
            |position| resilient(position.into()),
        ),
        Competitor::sync("cache-runtime, early", |position| early(position.into())),
        Competitor::sync("cache-runtime, sliding", |position| {
            sliding(position.into())
        }),
        Competitor::sync("cache-runtime, refresh_every", |position| {
            scheduled(position.into())
        }),
        Competitor::sync("cache-runtime, audit", |position| audited(position.into())),
    ]
}

/// Hits of async functions, the one without options first.
#[must_use]
pub fn tasked() -> Vec<Competitor> {
    vec![
        ours::tasked(),
        Competitor::tasked("cache-runtime, async, `Result`", async |position| {
            fallible_async(position.into()).await
        }),
        Competitor::tasked(
            "cache-runtime, async, `Result`, windows and timeouts",
            async |position| resilient_async(position.into()).await,
        ),
        Competitor::tasked("cache-runtime, async, sliding", async |position| {
            sliding_async(position.into()).await
        }),
        Competitor::tasked("cache-runtime, async, refresh_every", async |position| {
            scheduled_async(position.into()).await
        }),
        Competitor::tasked("cache-runtime, async, audit", async |position| {
            audited_async(position.into()).await
        }),
    ]
}

/// Hits that `adaptive_ttl` counts no more.
#[must_use]
pub fn adaptive_sync() -> Competitor {
    counted(Competitor::sync("cache-runtime, adaptive", |position| {
        adaptive(position.into())
    }))
}

/// The same for an async function.
pub(super) fn adaptive_tasked() -> Competitor {
    counted(Competitor::tasked(
        "cache-runtime, async, adaptive",
        async |position| adaptive_async(position.into()).await,
    ))
}

/// Each key has had all the hits that are counted.
fn counted(competitor: Competitor) -> Competitor {
    let each: Vec<u32> = workload::positions().collect();
    (0..=COUNTED_HITS).for_each(|_| competitor.run(&each));
    competitor
}
