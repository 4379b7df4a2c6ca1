//! `cachet`, in memory. It is async only; for Redis it has a trait to implement, and no tier.

use crate::competitor::{Competitor, Functions, current_thread};
use crate::form::{Calling, Form, Key, Value};
use crate::misses::unseen;
use crate::race::{self, Contender};
use crate::stampede::{Rush, load_slowly};
use crate::user::{Loaded, User};
use crate::workload::CAPACITY;
use cachet::Cache;
use std::hash::Hash;
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use tick::Clock;
use tokio::runtime::Runtime;

const PLAIN: &str = "cachet, get_or_insert";
const PROTECTED: &str = "cachet, get_or_insert, stampede_protection";

/// Whether loads of one key are made one.
#[derive(Debug, Clone, Copy)]
enum Stampede {
    Unprotected,
    Protected,
}

/// The clock's own runtime: it must outlive the competitors.
static CLOCK: LazyLock<(Runtime, Clock)> = LazyLock::new(|| {
    let runtime = Runtime::new().expect("a runtime needs a few threads");
    let clock = runtime.block_on(async { Clock::new_tokio() });
    (runtime, clock)
});

/// As it is by default: its protection costs on hits too.
#[must_use]
pub fn hits(form: Form) -> Vec<Competitor> {
    match (form.calling, form.value) {
        (Calling::Sync, _) => Vec::new(),
        (Calling::Async, Value::Shared) => vec![hit::<Arc<User>>(form.key)],
        (Calling::Async, Value::Cloned) => vec![hit::<User>(form.key)],
    }
}

/// Calls that load, and store in a full cache.
#[must_use]
pub fn misses(calling: Calling) -> Vec<Competitor> {
    match calling {
        Calling::Sync => Vec::new(),
        Calling::Async => {
            let cache = cache::<u64, u64>(Stampede::Unprotected);
            vec![Competitor::tasked(PLAIN, async move |_| {
                let id = unseen();
                got(&cache, &id, || async move { id }).await
            })]
        }
    }
}

fn hit<V: Loaded>(key: Key) -> Competitor {
    let numbers = cache::<u64, V>(Stampede::Unprotected);
    let texts = cache::<String, V>(Stampede::Unprotected);
    let names = cache::<(u64, String), V>(Stampede::Unprotected);
    Functions {
        number: async move |id: u64| got(&numbers, &id, || async move { V::loaded(id) }).await,
        text: async move |name: &str| {
            let length = name.len() as u64;
            let entry = texts.get_or_insert(name, || async move { V::loaded(length) });
            entry.await.expect("memory does not fail").into_value()
        },
        composite: async move |tenant: u64, name: &str| {
            let id = tenant + name.len() as u64;
            got(&names, &(tenant, name.to_owned()), || async move {
                V::loaded(id)
            })
            .await
        },
    }
    .tasked(PLAIN, key)
}

/// A thousand calls at once, with its protection and without.
#[must_use]
pub fn stampede() -> Vec<Rush> {
    [
        (PLAIN, Stampede::Unprotected),
        (PROTECTED, Stampede::Protected),
    ]
    .into_iter()
    .map(|(name, stampede)| {
        let cache = Arc::new(cache::<u64, Arc<User>>(stampede));
        Rush::new(name, move || {
            let cache = cache.clone();
            async move { drop(got(&cache, &1, || load_slowly(1)).await) }
        })
    })
    .collect()
}

/// The call that races, and what is done meanwhile.
///
/// # Panics
/// If memory fails.
#[must_use]
pub fn race() -> Contender {
    static CACHE: LazyLock<Cache<u64, u64>> = LazyLock::new(|| cache(Stampede::Protected));
    Contender {
        name: PROTECTED,
        call: || current_thread().block_on(got(&CACHE, &1, || async { race::read(1) })),
        invalidate: || {
            current_thread()
                .block_on(CACHE.invalidate(&1))
                .expect("memory does not fail");
        },
    }
}

/// A cache that holds so many, filled.
///
/// # Panics
/// If memory fails.
#[must_use]
pub fn fill(entries: u64) -> (u64, Cache<u64, u64>) {
    let clock = CLOCK.1.clone();
    let cache = Cache::builder::<u64, u64>(clock)
        .memory_with(|memory| memory.max_capacity(entries))
        .build();
    current_thread().block_on(async {
        for id in 0..entries {
            cache.insert(id, id).await.expect("memory does not fail");
        }
    });
    (entries, cache)
}

fn cache<K, V>(stampede: Stampede) -> Cache<K, V>
where
    K: Clone + Hash + Eq + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    let builder = Cache::builder::<K, V>(CLOCK.1.clone())
        .memory_with(|memory| memory.max_capacity(CAPACITY as u64))
        .ttl(Duration::from_hours(1));
    match stampede {
        Stampede::Unprotected => builder.build(),
        Stampede::Protected => builder.stampede_protection().build(),
    }
}

async fn got<K, V, F>(cache: &Cache<K, V>, key: &K, load: impl FnOnce() -> F + Send) -> V
where
    K: Clone + Hash + Eq + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
    F: Future<Output = V> + Send,
{
    let entry = cache.get_or_insert(key, load).await;
    entry.expect("memory does not fail").into_value()
}
