//! What is compared on a trace: caches that are asked for one key after the other, and the best that any could do.

use cache_runtime::{Cache, Policy};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::convert::Infallible;

/// Answers whether a key was there, and holds it from then on as long as it thinks fit.
pub(super) type Asked = Box<dyn FnMut(u32) -> bool>;

/// A way to choose what a full cache holds.
#[derive(Debug)]
pub(super) struct Contender {
    /// Its name in the table.
    pub(super) name: &'static str,
    /// An empty cache with room for so many keys.
    pub(super) make: fn(usize) -> Asked,
}

/// Ours first.
pub(super) const CONTENDERS: [Contender; 4] = [
    Contender {
        name: "cache-runtime",
        make: ours,
    },
    Contender {
        name: "quick_cache by hand",
        make: quick_cache,
    },
    Contender {
        name: "moka",
        make: moka,
    },
    Contender {
        name: "LRU",
        make: least_recently_used,
    },
];

fn ours(capacity: usize) -> Asked {
    let builder = Cache::builder().memory_capacity(capacity as u64);
    let cache = builder
        .build_memory()
        .expect("a cache in memory needs nothing");
    let region = cache.region::<u32>("keys");
    Box::new(move |key| {
        let found = Cell::new(true);
        let load = || {
            found.set(false);
            Ok::<_, Infallible>(key)
        };
        match region.get_or_load_blocking(&key, &Policy::forever(), load) {
            Ok(_) => found.get(),
        }
    })
}

fn quick_cache(capacity: usize) -> Asked {
    let cache = quick_cache::sync::Cache::new(capacity);
    Box::new(move |key| {
        let found = cache.get(&key).is_some();
        if !found {
            cache.insert(key, key);
        }
        found
    })
}

/// What it has to do later is done after each miss, so that it holds no more than it may.
fn moka(capacity: usize) -> Asked {
    let cache = moka::sync::Cache::new(capacity as u64);
    Box::new(move |key| {
        let found = cache.get(&key).is_some();
        if !found {
            cache.insert(key, key);
            cache.run_pending_tasks();
        }
        found
    })
}

fn least_recently_used(capacity: usize) -> Asked {
    let mut moments = HashMap::new();
    let mut by_moment = BTreeMap::new();
    let mut now = 0_u64;
    Box::new(move |key| {
        now += 1;
        let before = moments.insert(key, now);
        before.map(|before| by_moment.remove(&before));
        by_moment.insert(now, key);
        if by_moment.len() > capacity
            && let Some((_, oldest)) = by_moment.pop_first()
        {
            moments.remove(&oldest);
        }
        before.is_some()
    })
}

/// Hits of a cache that knows the future: it gives up what is asked for last of all (Belady, 1966).
pub(super) fn hits_with_foresight(requests: &[u32], capacity: usize) -> usize {
    let nexts = next_uses(requests);
    // By the next use; its key is the one asked for there.
    let mut held = BTreeSet::new();
    let mut hits = 0;
    for (place, next) in nexts.into_iter().enumerate() {
        hits += usize::from(held.remove(&place));
        held.insert(next);
        if held.len() > capacity {
            held.pop_last();
        }
    }
    hits
}

/// For each request the place of the next one for its key; beyond the end and each its own, if there is none.
fn next_uses(requests: &[u32]) -> Vec<usize> {
    let mut seen = HashMap::new();
    let mut nexts: Vec<usize> = (0..requests.len())
        .rev()
        .map(|place| {
            let never = requests.len() + place;
            seen.insert(requests[place], place).unwrap_or(never)
        })
        .collect();
    nexts.reverse();
    nexts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foresight_keeps_what_is_asked_for_next() {
        // One place: `7` is given up for `8`, which comes sooner again.
        assert_eq!(hits_with_foresight(&[7, 8, 8, 7], 1), 1);
        assert_eq!(hits_with_foresight(&[7, 8, 8, 7], 2), 2);
        assert_eq!(hits_with_foresight(&[1, 2, 3, 1, 2, 3], 2), 2);
    }

    #[test]
    fn the_least_recently_used_key_leaves_first() {
        let mut asked = least_recently_used(2);
        let found: Vec<bool> = [1, 2, 1, 3, 1, 2].map(&mut *asked).into();
        assert_eq!(found, [false, false, true, false, true, false]);
    }
}
