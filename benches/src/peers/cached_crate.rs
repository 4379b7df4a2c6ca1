//! `cached`.

use crate::competitor::Competitor;
use crate::user::User;
use crate::workload::names;
use cached::macros::{cached, concurrent_cached};
use std::future::ready;
use std::sync::Arc;

#[cached]
fn unbounded(id: u64) -> Arc<User> {
    User::load_shared(id)
}

#[cached(key = "String", convert = r#"{ format!("user:{id}") }"#)]
fn unbounded_by_text(id: u64) -> Arc<User> {
    User::load_shared(id)
}

#[concurrent_cached(key = "String", convert = r#"{ format!("user:{id}") }"#)]
fn sharded_by_text(id: u64) -> Arc<User> {
    User::load_shared(id)
}

#[cached(unsync_reads = true)]
fn unbounded_shared_reads(id: u64) -> Arc<User> {
    User::load_shared(id)
}

#[cached(ttl_secs = 3600)]
fn expiring(id: u64) -> Arc<User> {
    User::load_shared(id)
}

#[cached(max_size = 20_000, ttl_secs = 3600)]
fn bounded(id: u64) -> Arc<User> {
    User::load_shared(id)
}

#[concurrent_cached]
fn sharded(id: u64) -> Arc<User> {
    User::load_shared(id)
}

#[concurrent_cached(max_size = 20_000, ttl_secs = 3600)]
fn sharded_bounded(id: u64) -> Arc<User> {
    User::load_shared(id)
}

#[cached]
fn by_name(name: &str) -> Arc<User> {
    User::load_shared(name.len() as u64)
}

#[cached]
async fn unbounded_async(id: u64) -> Arc<User> {
    ready(User::load_shared(id)).await
}

#[concurrent_cached]
async fn sharded_async(id: u64) -> Arc<User> {
    ready(User::load_shared(id)).await
}

/// All forms for a sync function with a number.
#[must_use]
pub fn sync() -> Vec<Competitor> {
    vec![
        Competitor::sync("cached, #[cached]", |position| unbounded(position.into())),
        Competitor::sync(
            "cached, #[cached(key, convert)] to `user:<id>`",
            |position| unbounded_by_text(position.into()),
        ),
        Competitor::sync("cached, #[cached(unsync_reads)]", |position| {
            unbounded_shared_reads(position.into())
        }),
        Competitor::sync("cached, #[cached(ttl_secs)]", |position| {
            expiring(position.into())
        }),
        Competitor::sync("cached, #[cached(max_size, ttl_secs)]", |position| {
            bounded(position.into())
        }),
        Competitor::sync("cached, #[concurrent_cached]", |position| {
            sharded(position.into())
        }),
        Competitor::sync(
            "cached, #[concurrent_cached(key, convert)] to `user:<id>`",
            |position| sharded_by_text(position.into()),
        ),
        Competitor::sync(
            "cached, #[concurrent_cached(max_size, ttl_secs)]",
            |position| sharded_bounded(position.into()),
        ),
    ]
}

/// A text of twelve bytes as the key.
#[must_use]
pub fn text() -> Competitor {
    let names = names();
    Competitor::sync("cached, #[cached], &str of 12 bytes", move |position| {
        by_name(&names[position as usize])
    })
}

/// The forms for an async function.
#[must_use]
pub fn tasked() -> Vec<Competitor> {
    vec![
        Competitor::tasked("cached, #[cached], async", async |position| {
            unbounded_async(position.into()).await
        }),
        Competitor::tasked("cached, #[concurrent_cached], async", async |position| {
            sharded_async(position.into()).await
        }),
    ]
}
