//! `moka`.

use super::tenant::{NameOfTenant, OwnedName};
use crate::competitor::{Competitor, Functions};
use crate::form::{Calling, Form, Key, Value};
use crate::misses::unseen;
use crate::race::{self, Contender};
use crate::stampede::{Rush, load_slowly};
use crate::user::{Loaded, User};
use crate::workload::CAPACITY;
use std::hash::Hash;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

const NO_TTL: &str = "moka, get_with: no ttl";
const TTL: Duration = Duration::from_hours(1);

/// Without a ttl, and with one.
#[must_use]
pub fn hits(form: Form) -> Vec<Competitor> {
    match (form.calling, form.value) {
        (Calling::Sync, Value::Shared) => sync_hits::<Arc<User>>(form.key),
        (Calling::Sync, Value::Cloned) => sync_hits::<User>(form.key),
        (Calling::Async, Value::Shared) => async_hits::<Arc<User>>(form.key),
        (Calling::Async, Value::Cloned) => async_hits::<User>(form.key),
    }
}

/// Calls that load, and store in a full cache.
#[must_use]
pub fn misses(calling: Calling) -> Vec<Competitor> {
    match calling {
        Calling::Sync => {
            let cache = bounded(false);
            vec![Competitor::sync(NO_TTL, move |_| {
                let id = unseen();
                cache.get_with(id, || id)
            })]
        }
        Calling::Async => {
            let cache = bounded_async(false);
            vec![Competitor::tasked(NO_TTL, async move |_| {
                let id = unseen();
                cache.get_with(id, async { id }).await
            })]
        }
    }
}

/// A thousand calls at once.
#[must_use]
pub fn stampede() -> Rush {
    let cache = bounded_async::<u64, Arc<User>>(false);
    Rush::new("moka, get_with", move || {
        let cache = cache.clone();
        async move { drop(cache.get_with(1, load_slowly(1)).await) }
    })
}

/// The call that races, and what is done meanwhile.
#[must_use]
pub fn race() -> Contender {
    static CACHE: LazyLock<moka::sync::Cache<u64, u64>> = LazyLock::new(|| bounded(false));
    Contender {
        name: "moka, get_with",
        call: || CACHE.get_with(1, || race::read(1)),
        invalidate: || CACHE.invalidate(&1),
    }
}

fn sync_hits<V: Loaded>(key: Key) -> Vec<Competitor> {
    vec![
        sync_hit::<V>(NO_TTL, false, key),
        sync_hit::<V>("moka, get_with, time_to_live", true, key),
    ]
}

fn async_hits<V: Loaded>(key: Key) -> Vec<Competitor> {
    vec![
        async_hit::<V>(NO_TTL, false, key),
        async_hit::<V>("moka, get_with, time_to_live", true, key),
    ]
}

fn sync_hit<V: Loaded>(name: &'static str, expires: bool, key: Key) -> Competitor {
    let numbers = bounded::<u64, V>(expires);
    let texts = bounded::<String, V>(expires);
    let names = bounded::<OwnedName, V>(expires);
    Functions {
        number: move |id| numbers.get_with(id, || V::loaded(id)),
        text: move |name: &str| texts.get_with_by_ref(name, || V::loaded(name.len() as u64)),
        // A pair cannot be lent to `get_with_by_ref`, so it is looked up first and made into a key after a miss alone.
        composite: move |tenant, name: &str| {
            let lent = NameOfTenant { tenant, name };
            names.get(&lent).unwrap_or_else(|| {
                names.get_with(lent.to_owned(), || V::loaded(tenant + name.len() as u64))
            })
        },
    }
    .sync(name, key)
}

fn async_hit<V: Loaded>(name: &'static str, expires: bool, key: Key) -> Competitor {
    let numbers = bounded_async::<u64, V>(expires);
    let texts = bounded_async::<String, V>(expires);
    let names = bounded_async::<OwnedName, V>(expires);
    Functions {
        number: async move |id| numbers.get_with(id, async { V::loaded(id) }).await,
        text: async move |name: &str| {
            let load = async { V::loaded(name.len() as u64) };
            texts.get_with_by_ref(name, load).await
        },
        composite: async move |tenant, name: &str| {
            let lent = NameOfTenant { tenant, name };
            if let Some(value) = names.get(&lent).await {
                return value;
            }
            let load = async { V::loaded(tenant + name.len() as u64) };
            names.get_with(lent.to_owned(), load).await
        },
    }
    .tasked(name, key)
}

fn bounded<K, V>(expires: bool) -> moka::sync::Cache<K, V>
where
    K: Hash + Eq + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    let builder = moka::sync::Cache::builder().max_capacity(CAPACITY as u64);
    if expires {
        builder.time_to_live(TTL).build()
    } else {
        builder.build()
    }
}

fn bounded_async<K, V>(expires: bool) -> moka::future::Cache<K, V>
where
    K: Hash + Eq + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    let builder = moka::future::Cache::builder().max_capacity(CAPACITY as u64);
    if expires {
        builder.time_to_live(TTL).build()
    } else {
        builder.build()
    }
}
