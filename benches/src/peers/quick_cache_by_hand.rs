//! `quick_cache`, written out by hand: no expiry, no invalidation rules, no counters. The floor for everybody else.

use crate::competitor::Competitor;
use crate::user::User;
use crate::workload::{CAPACITY, names, number_texts, positions};
use quick_cache::UnitWeighter;
use quick_cache::sync::{Cache, DefaultLifecycle};
use std::hash::Hash;
use std::sync::Arc;

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

/// Looked up with a text that is there already. The reference.
#[must_use]
pub fn ready_text() -> Competitor {
    by_text("quick_cache by hand, ready &str", number_texts())
}

/// The same with the text that our key of a name would be.
#[must_use]
pub fn ready_name() -> Competitor {
    let texts = names()
        .into_iter()
        .map(|name| format!("name:{name}"))
        .collect();
    by_text("quick_cache by hand, ready &str (17 bytes)", texts)
}

/// Looked up by the number itself.
#[must_use]
pub fn number() -> Competitor {
    let cache = table::<u64, Arc<User>>(CAPACITY);
    for position in positions().map(u64::from) {
        cache.insert(position, User::load_shared(position));
    }
    Competitor::sync("quick_cache by hand, u64", move |position| {
        cache.get(&u64::from(position))
    })
}

fn by_text(name: &'static str, texts: Vec<String>) -> Competitor {
    let cache = table::<String, Arc<User>>(CAPACITY);
    for (position, text) in positions().zip(&texts) {
        cache.insert(text.clone(), User::load_shared(position.into()));
    }
    Competitor::sync(name, move |position| {
        cache.get(texts[position as usize].as_str())
    })
}
