//! `quick_cache`, written out by hand: no expiry, no invalidation rules, no counters. The floor for everybody else.

use crate::competitor::Competitor;
use crate::form::{Form, Key, Value};
use crate::misses::unseen;
use crate::peers::tenant::{NameOfTenant, OwnedName};
use crate::user::{Loaded, User};
use crate::workload::{CAPACITY, TENANT, names, number_texts, positions};
use quick_cache::UnitWeighter;
use quick_cache::sync::{Cache, DefaultLifecycle};
use std::hash::Hash;
use std::sync::Arc;

const READY: &str = "quick_cache by hand, ready `&str`";
const ARGUMENTS: &str = "quick_cache by hand, arguments as key";

/// With the hasher that the crate has by default.
pub type Table<K, V> = Cache<K, V, UnitWeighter, foldhash::fast::RandomState>;

/// An empty table.
#[must_use]
pub fn table<K: Hash + Eq, V: Clone>(capacity: usize) -> Table<K, V> {
    let hasher = foldhash::fast::RandomState::default();
    Cache::with(
        capacity,
        capacity as u64,
        UnitWeighter,
        hasher,
        DefaultLifecycle::default(),
    )
}

/// Looked up with a text that is there already, the reference; and with the arguments themselves. Both are sync: a look-up has
/// nothing to wait for.
#[must_use]
pub fn hits(form: Form) -> Vec<Competitor> {
    match form.value {
        Value::Shared => hits_of::<Arc<User>>(form.key),
        Value::Cloned => hits_of::<User>(form.key),
    }
}

/// The reference for a number.
#[must_use]
pub fn ready_text() -> Competitor {
    by_ready_text::<Arc<User>>(READY, number_texts(), ids(Key::Number))
}

/// The same with the text that our key of a name would be.
#[must_use]
pub fn ready_name() -> Competitor {
    let name = "quick_cache by hand, ready `&str` of 17 bytes";
    by_ready_text::<Arc<User>>(name, texts(Key::Text), ids(Key::Text))
}

/// Looked up by the number itself.
#[must_use]
pub fn number() -> Competitor {
    by_number::<Arc<User>>().named("quick_cache by hand, u64")
}

/// A look-up that finds nothing, and an insertion into a full table.
#[must_use]
pub fn miss() -> Competitor {
    let cache = table::<u64, u64>(CAPACITY);
    Competitor::sync(ARGUMENTS, move |_| {
        let id = unseen();
        cache.get(&id).unwrap_or_else(|| {
            cache.insert(id, id);
            id
        })
    })
}

fn hits_of<V: Loaded>(key: Key) -> Vec<Competitor> {
    let arguments = match key {
        Key::Number => by_number::<V>(),
        Key::Text => by_name::<V>(),
        Key::Composite => by_name_of_tenant::<V>(),
    };
    vec![by_ready_text::<V>(READY, texts(key), ids(key)), arguments]
}

/// What our key would be as a text.
fn texts(key: Key) -> Vec<String> {
    let named = |prefix: &str| {
        let names = names().into_iter();
        names.map(|name| format!("{prefix}:{name}")).collect()
    };
    match key {
        Key::Number => number_texts(),
        Key::Text => named("name"),
        Key::Composite => named(&format!("tenant:{TENANT}")),
    }
}

fn by_ready_text<V: Loaded>(
    name: &'static str,
    texts: Vec<String>,
    ids: impl Iterator<Item = u64>,
) -> Competitor {
    let cache = filled::<_, V>(texts.iter().cloned().zip(ids));
    Competitor::sync(name, move |position| {
        cache.get(texts[position as usize].as_str())
    })
}

fn by_number<V: Loaded>() -> Competitor {
    let cache = filled::<_, V>(ids(Key::Number).zip(ids(Key::Number)));
    Competitor::sync(ARGUMENTS, move |position| cache.get(&u64::from(position)))
}

fn by_name<V: Loaded>() -> Competitor {
    let names = names();
    let cache = filled::<_, V>(names.iter().cloned().zip(ids(Key::Text)));
    Competitor::sync(ARGUMENTS, move |position| {
        cache.get(names[position as usize].as_str())
    })
}

fn by_name_of_tenant<V: Loaded>() -> Competitor {
    let names = names();
    let keys = names.iter().map(|name| OwnedName {
        tenant: TENANT,
        name: name.clone(),
    });
    let cache = filled::<_, V>(keys.zip(ids(Key::Composite)));
    Competitor::sync(ARGUMENTS, move |position| {
        cache.get(&NameOfTenant {
            tenant: TENANT,
            name: &names[position as usize],
        })
    })
}

fn filled<K: Hash + Eq, V: Loaded>(keys: impl Iterator<Item = (K, u64)>) -> Table<K, V> {
    let cache = table(CAPACITY);
    for (key, id) in keys {
        cache.insert(key, V::loaded(id));
    }
    cache
}

/// What is loaded for the keys: the same as by everybody else, so that values are equally large.
fn ids(key: Key) -> Box<dyn Iterator<Item = u64>> {
    let length = |name: String| name.len() as u64;
    match key {
        Key::Number => Box::new(positions().map(u64::from)),
        Key::Text => Box::new(names().into_iter().map(length)),
        Key::Composite => Box::new(names().into_iter().map(move |name| TENANT + length(name))),
    }
}
