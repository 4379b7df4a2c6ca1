//! This project.

use crate::competitor::Competitor;
use crate::user::User;
use crate::workload::names;
use cache_runtime::cached;
use std::future::ready;
use std::sync::Arc;

#[cached(key = "user:<id>", ttl = "1h", capacity = 20_000)]
fn get_user(id: u64) -> Arc<User> {
    User::load_shared(id)
}

#[cached(key = "name:<name>", ttl = "1h", capacity = 20_000)]
fn get_user_by_name(name: &str) -> Arc<User> {
    User::load_shared(name.len() as u64)
}

#[cached(key = "tenant:<tenant>:<name>", ttl = "1h", capacity = 20_000)]
fn get_user_of_tenant(tenant: u64, name: &str) -> Arc<User> {
    User::load_shared(tenant + name.len() as u64)
}

#[cached(key = "account:<id>", ttl = "1h", capacity = 20_000)]
async fn get_account(id: u64) -> Arc<User> {
    ready(User::load_shared(id)).await
}

/// A number as the key.
#[must_use]
pub fn number() -> Competitor {
    Competitor::sync("cache-runtime, u64", |position| get_user(position.into()))
}

/// A text of twelve bytes as the key.
#[must_use]
pub fn text() -> Competitor {
    let names = names();
    Competitor::sync("cache-runtime, &str of 12 bytes", move |position| {
        get_user_by_name(&names[position as usize])
    })
}

/// Both together.
#[must_use]
pub fn composite() -> Competitor {
    let names = names();
    Competitor::sync("cache-runtime, (u64, &str)", move |position| {
        get_user_of_tenant(3, &names[position as usize])
    })
}

/// A number as the key of an async function.
#[must_use]
pub fn tasked() -> Competitor {
    Competitor::tasked("cache-runtime, async", async |position| {
        get_account(position.into()).await
    })
}
