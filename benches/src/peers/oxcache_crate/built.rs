//! What `oxcache` offers.

use crate::competitor::{Competitor, Functions, current_thread};
use crate::form::{Calling, Form, Key, Value};
use crate::misses::unseen;
use crate::race::{self, Contender};
use crate::stampede::{Rush, load_slowly};
use crate::user::User;
use crate::workload::CAPACITY;
use oxcache::Cache;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

const SYNC: &str = "oxcache, get_or_sync";
const ASYNC: &str = "oxcache, get_or";

/// It gives what it decodes, which nobody else has.
#[must_use]
pub fn hits(form: Form) -> Vec<Competitor> {
    match (form.calling, form.value) {
        (_, Value::Shared) => Vec::new(),
        (Calling::Sync, Value::Cloned) => vec![sync_hit(form.key)],
        (Calling::Async, Value::Cloned) => vec![async_hit(form.key)],
    }
}

/// Calls that load, and store in a full cache.
#[must_use]
pub fn misses(calling: Calling) -> Vec<Competitor> {
    let cache = cache::<u64>(CAPACITY as u64);
    vec![match calling {
        Calling::Sync => Competitor::sync(SYNC, move |_| {
            let id = unseen();
            cache.get_or_sync(&id.to_string(), || Ok(id))
        }),
        Calling::Async => Competitor::tasked(ASYNC, async move |_| {
            let id = unseen();
            cache.get_or(&id.to_string(), || async { Ok(id) }).await
        }),
    }]
}

/// A thousand calls at once.
#[must_use]
pub fn stampede() -> Vec<Rush> {
    let cache = Arc::new(cache::<User>(CAPACITY as u64));
    let rush = Rush::new(ASYNC, move || {
        let cache = cache.clone();
        async move {
            let load = || async { Ok((*load_slowly(1).await).clone()) };
            drop(cache.get_or(&String::from("1"), load).await);
        }
    });
    vec![rush]
}

/// The call that races, and what is done meanwhile.
///
/// # Panics
/// If memory fails.
#[must_use]
pub fn race() -> Vec<Contender> {
    static CACHE: LazyLock<Cache<String, u64>> = LazyLock::new(|| cache(CAPACITY as u64));
    let contender = Contender {
        name: ASYNC,
        call: || {
            let key = String::from("1");
            let value = CACHE.get_or(&key, || async { Ok(race::read(1)) });
            current_thread()
                .block_on(value)
                .expect("memory does not fail")
        },
        invalidate: || {
            let deleted = CACHE.delete_sync(&String::from("1"));
            deleted.expect("memory does not fail");
        },
    };
    vec![contender]
}

/// A cache that holds so many, filled.
///
/// # Panics
/// If memory fails.
#[must_use]
pub fn fill(entries: u64) -> Option<(u64, impl Sized)> {
    let cache = cache::<u64>(entries);
    for id in 0..entries {
        let stored = cache.set_sync(&id.to_string(), &id);
        stored.expect("memory does not fail");
    }
    Some((entries, cache))
}

fn sync_hit(key: Key) -> Competitor {
    let [numbers, texts, pairs] = [(); 3].map(|()| cache::<User>(CAPACITY as u64));
    Functions {
        number: move |id: u64| got(&numbers, &format!("user:{id}"), id),
        text: move |name: &str| got(&texts, &name.to_owned(), name.len() as u64),
        composite: move |tenant: u64, name: &str| {
            let id = tenant + name.len() as u64;
            got(&pairs, &format!("tenant:{tenant}:{name}"), id)
        },
    }
    .sync(SYNC, key)
}

fn async_hit(key: Key) -> Competitor {
    let [numbers, texts, pairs] = [(); 3].map(|()| cache::<User>(CAPACITY as u64));
    Functions {
        number: async move |id: u64| awaited(&numbers, &format!("user:{id}"), id).await,
        text: async move |name: &str| awaited(&texts, &name.to_owned(), name.len() as u64).await,
        composite: async move |tenant: u64, name: &str| {
            let id = tenant + name.len() as u64;
            awaited(&pairs, &format!("tenant:{tenant}:{name}"), id).await
        },
    }
    .tasked(ASYNC, key)
}

#[allow(clippy::ptr_arg, reason = "its key type is a `String`")]
fn got(cache: &Cache<String, User>, key: &String, id: u64) -> User {
    let found = cache.get_or_sync(key, || Ok(User::load(id)));
    found.expect("memory does not fail")
}

#[allow(clippy::ptr_arg, reason = "its key type is a `String`")]
async fn awaited(cache: &Cache<String, User>, key: &String, id: u64) -> User {
    let found = cache.get_or(key, || async { Ok(User::load(id)) }).await;
    found.expect("memory does not fail")
}

fn cache<V>(capacity: u64) -> Cache<String, V>
where
    V: Serialize + DeserializeOwned + Clone + Send + Sync + 'static,
{
    Cache::builder()
        .capacity(capacity)
        .ttl(Duration::from_hours(1))
        .sync_mode(true)
        .build_sync()
        .expect("memory needs nothing")
}
