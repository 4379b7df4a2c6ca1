//! A value changes, and is invalidated, while it is being loaded. Is the old value cached afterwards?
//!
//! The loader reads the value and stands still; the value changes; the entry is invalidated; the loader goes on; and
//! somebody asks again.

use crate::peers::{hitbox_crate, quick_cache_by_hand};
use crate::table;
use cached::prelude::*;
use std::convert::Infallible;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

const KEY: u64 = 1;
/// Time for an invalidation to end, or to begin waiting for the loader.
const PATIENCE: Duration = Duration::from_millis(100);

/// What the loader reads.
static VERSION: AtomicU64 = AtomicU64::new(0);
static HAS_READ: AtomicBool = AtomicBool::new(false);
static MAY_RETURN: AtomicBool = AtomicBool::new(false);

#[cache_runtime::cached(key = "race:<id>", ttl = "1h")]
fn ours(id: u64) -> u64 {
    read(id)
}

#[cached::macros::cached]
fn cached_default(id: u64) -> u64 {
    read(id)
}

#[cached::macros::cached(sync_writes = "by_key")]
fn cached_by_key(id: u64) -> u64 {
    read(id)
}

#[cached::macros::cached(sync_writes = true)]
fn cached_in_turn(id: u64) -> u64 {
    read(id)
}

#[cached::macros::concurrent_cached]
fn concurrent_cached(id: u64) -> u64 {
    read(id)
}

#[memoize::memoize(SharedCache)]
fn memoized(id: u64) -> u64 {
    read(id)
}

static MOKA: LazyLock<moka::sync::Cache<u64, u64>> = LazyLock::new(|| moka::sync::Cache::new(100));
static TABLE: LazyLock<quick_cache_by_hand::Table<u64, u64>> =
    LazyLock::new(|| quick_cache_by_hand::table(100));

/// One way to cache [`read`].
struct Contender {
    name: &'static str,
    call: fn() -> u64,
    invalidate: fn(),
}

const CONTENDERS: [Contender; 9] = [
    Contender {
        name: "cache-runtime",
        call: || ours(KEY),
        invalidate: || {
            invalidate_ours(KEY).expect("memory can always be told");
        },
    },
    Contender {
        name: "cached, #[cached]",
        call: || cached_default(KEY),
        invalidate: || {
            CACHED_DEFAULT.write().remove(&KEY);
        },
    },
    Contender {
        name: "cached, #[cached(sync_writes = \"by_key\")]",
        call: || cached_by_key(KEY),
        invalidate: || {
            CACHED_BY_KEY.write().remove(&KEY);
        },
    },
    Contender {
        name: "cached, #[cached(sync_writes = true)]",
        call: || cached_in_turn(KEY),
        invalidate: || {
            CACHED_IN_TURN.write().remove(&KEY);
        },
    },
    Contender {
        name: "cached, #[concurrent_cached]",
        call: || concurrent_cached(KEY),
        invalidate: || {
            CONCURRENT_CACHED.remove(&KEY);
        },
    },
    Contender {
        name: "memoize, SharedCache",
        call: || memoized(KEY),
        invalidate: || memoized_flush_memoized(),
    },
    Contender {
        name: "moka, get_with",
        call: || MOKA.get_with(KEY, || read(KEY)),
        invalidate: || MOKA.invalidate(&KEY),
    },
    Contender {
        name: "quick_cache, get_or_insert_with",
        call: || match TABLE.get_or_insert_with(&KEY, || Ok::<_, Infallible>(read(KEY))) {
            Ok(value) => value,
        },
        invalidate: || {
            TABLE.remove(&KEY);
        },
    },
    Contender {
        name: "hitbox-fn",
        call: hitbox_crate::race,
        invalidate: hitbox_crate::invalidate_race,
    },
];

/// Prints the table.
pub fn print() {
    let row = |contender: &Contender| {
        let answer = if serves_stale(contender) { "yes" } else { "no" };
        vec![contender.name.to_owned(), answer.to_owned()]
    };
    let rows: Vec<Vec<String>> = CONTENDERS.iter().map(row).collect();
    table::print(
        "Invalidated during a load",
        &["", "stale afterwards"],
        &rows,
    );
}

/// The loader of all: reads, then waits until it may return.
#[must_use]
pub fn read(_: u64) -> u64 {
    let version = VERSION.load(Ordering::SeqCst);
    HAS_READ.store(true, Ordering::SeqCst);
    wait_for(&MAY_RETURN);
    version
}

fn serves_stale(contender: &Contender) -> bool {
    HAS_READ.store(false, Ordering::SeqCst);
    MAY_RETURN.store(false, Ordering::SeqCst);
    thread::scope(|scope| {
        scope.spawn(contender.call);
        wait_for(&HAS_READ);
        VERSION.fetch_add(1, Ordering::SeqCst);
        let invalidating = scope.spawn(contender.invalidate);
        // Some make it wait for the loader, so it must not be waited for.
        thread::sleep(PATIENCE);
        MAY_RETURN.store(true, Ordering::SeqCst);
        invalidating.join().expect("an invalidation does not panic");
    });
    (contender.call)() != VERSION.load(Ordering::SeqCst)
}

fn wait_for(flag: &AtomicBool) {
    while !flag.load(Ordering::SeqCst) {
        thread::sleep(Duration::from_millis(1));
    }
}
