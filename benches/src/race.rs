//! A value changes, and is invalidated, while it is being loaded. Is the old value cached afterwards?
//!
//! The loader reads the value and stands still; the value changes; the entry is invalidated; the loader goes on; and
//! somebody asks again.

use crate::peers::{
    absent, cacheable_crate, cached_crate, cachekit_crate, cachet_crate, foyer_crate, hitbox_crate,
    memoize_crate, moka_crate, oxcache_crate, quick_cache_by_hand,
};
use crate::standing::OURS;
use crate::table;
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

/// One way to cache [`read`].
#[derive(Debug, Clone, Copy)]
pub struct Contender {
    /// Its name in the table.
    pub name: &'static str,
    /// Asks for the key.
    pub call: fn() -> u64,
    /// Makes sure that whoever asks from now on gets what is true by now, as far as this is offered.
    pub invalidate: fn(),
}

fn contenders() -> Vec<Contender> {
    let mut all = vec![Contender {
        name: OURS,
        call: || ours(KEY),
        invalidate: || {
            invalidate_ours(KEY).expect("memory can always be told");
        },
    }];
    all.extend(cached_crate::races());
    all.push(memoize_crate::race());
    all.push(moka_crate::race());
    all.push(with_quick_cache());
    all.push(foyer_crate::race());
    all.push(cachet_crate::race());
    all.push(hitbox_crate::race());
    all.push(cachekit_crate::race());
    all.push(cacheable_crate::race());
    all.extend(oxcache_crate::race());
    all
}

fn with_quick_cache() -> Contender {
    static TABLE: LazyLock<quick_cache_by_hand::Table<u64, u64>> =
        LazyLock::new(|| quick_cache_by_hand::table(100));
    Contender {
        name: "quick_cache, get_or_insert_with",
        call: || match TABLE.get_or_insert_with(&KEY, || Ok::<_, Infallible>(read(KEY))) {
            Ok(value) => value,
        },
        invalidate: || {
            TABLE.remove(&KEY);
        },
    }
}

/// Prints the table.
///
/// # Panics
/// If a contender is not invalidated even while nothing is loaded: then it is asked in a wrong way.
pub fn print() {
    let row = |contender: &Contender| {
        let answer = if serves_stale(contender) { "yes" } else { "no" };
        vec![contender.name.to_owned(), answer.to_owned()]
    };
    let measured = contenders();
    let absent = absent();
    let not_built = absent
        .iter()
        .map(|absent| vec![absent.name.to_owned(), absent.why.to_owned()]);
    let rows: Vec<Vec<String>> = measured.iter().map(row).chain(not_built).collect();
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

/// While nothing is loaded, an invalidation does what it is for; afterwards nothing is cached.
fn assert_invalidates(contender: &Contender) {
    MAY_RETURN.store(true, Ordering::SeqCst);
    (contender.call)();
    let version = VERSION.fetch_add(1, Ordering::SeqCst) + 1;
    (contender.invalidate)();
    assert_eq!(
        (contender.call)(),
        version,
        "`{}` is not invalidated by what stands here",
        contender.name
    );
    (contender.invalidate)();
}

fn serves_stale(contender: &Contender) -> bool {
    assert_invalidates(contender);
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
