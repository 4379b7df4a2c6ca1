//! One region with ever more entries.

use super::{nanos_each, shown, timed};
use crate::peers::quick_cache_by_hand;
use crate::rounds::median;
use crate::table;
use cache_runtime::{Cache, cached};
use fastrand::Rng;
use std::hint::black_box;
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

const SIZES: [u32; 5] = [1_000, 10_000, 100_000, 1_000_000, 10_000_000];
/// Calls in one measurement.
const CALLS: u32 = 200_000;
const ROUNDS: usize = 9;
const FAVOURITES: u32 = 1_000;
const SEED: u64 = 42;
/// Fewer take less than the system gives at a time.
const MEASURABLE: u32 = 100_000;

/// What was measured of a region with so many entries.
pub(super) struct Filled {
    pub(super) entries: u32,
    /// Nanoseconds of a call that stores, of one for any of the keys, of one for few of them.
    pub(super) insert: f64,
    pub(super) hit: f64,
    pub(super) favourite: f64,
    /// The same as `hit` in a bare table whose entries are as large: what the machine's own caches make of so many.
    pub(super) bare: f64,
    slowest_insert: Duration,
    bytes: f64,
    sweep: Duration,
    /// The slowest hit meanwhile.
    held_up: Duration,
    clear: Duration,
}

#[cached(key = "scale:<id>", ttl = "1d", cache = cache, ignore(cache))]
fn entry(cache: &Cache, id: u64) -> u64 {
    id
}

/// From few to many. All stay alive until the end, so that what the system gave to one is not given to the next.
pub(super) fn measure() -> Vec<Filled> {
    let measured: Vec<(Cache, Filled)> = SIZES.map(fill).into();
    measured
        .into_iter()
        .map(|(cache, mut filled)| {
            filled.clear = timed(|| cache.clear_blocking().expect("nobody else is told")).1;
            filled
        })
        .collect()
}

fn fill(entries: u32) -> (Cache, Filled) {
    let before = resident_bytes();
    let builder = Cache::builder().memory_capacity(room(entries) as u64);
    let cache = builder
        .build_memory()
        .expect("a cache in memory needs nothing");
    let (slowest_insert, insert) = insert_all(&cache, entries);
    let bytes = (resident_bytes() - before) / f64::from(entries);
    let hit = hits(entries, |id| entry(&cache, id));
    let favourite = hits(FAVOURITES, |id| entry(&cache, id));
    let bare = hits_of_a_bare_table(entries);
    let (sweep, held_up) = sweep(&cache, entries);
    let filled = Filled {
        entries,
        insert,
        hit,
        favourite,
        bare,
        slowest_insert,
        bytes,
        sweep,
        held_up,
        clear: Duration::ZERO,
    };
    (cache, filled)
}

/// The slowest, and the median over parts of all.
fn insert_all(cache: &Cache, entries: u32) -> (Duration, f64) {
    const PART: u32 = 1_000;
    let mut slowest = Duration::ZERO;
    let parts = (0..entries / PART).map(|part| {
        let ids = part * PART..(part + 1) * PART;
        let ((), time) = timed(|| {
            let mut last = Instant::now();
            for id in ids {
                black_box(entry(cache, id.into()));
                let now = Instant::now();
                slowest = slowest.max(now - last);
                last = now;
            }
        });
        nanos_each(time, PART)
    });
    let insert = median(parts.collect());
    (slowest, insert)
}

/// The median of a hit of the first `entries` keys, drawn at random.
fn hits<T>(entries: u32, hit: impl Fn(u64) -> T) -> f64 {
    let mut random = Rng::with_seed(SEED);
    let round = |_| {
        let keys: Vec<u64> = (0..CALLS).map(|_| random.u32(..entries).into()).collect();
        let ((), time) = timed(|| {
            for id in keys {
                black_box(hit(black_box(id)));
            }
        });
        nanos_each(time, CALLS)
    };
    median((0..ROUNDS).map(round).collect())
}

fn hits_of_a_bare_table(entries: u32) -> f64 {
    let key = |id| [id, 0, 0];
    let table = quick_cache_by_hand::table::<[u64; 3], [u64; 5]>(room(entries));
    (0..u64::from(entries)).for_each(|id| table.insert(key(id), [id; 5]));
    hits(entries, |id| table.get(&key(id)))
}

/// For all of them, however unevenly they are spread.
fn room(entries: u32) -> usize {
    entries as usize * 5 / 4 + 1_000
}

/// How long a look at all entries takes, and for how long a hit had to wait meanwhile.
fn sweep(cache: &Cache, entries: u32) -> (Duration, Duration) {
    let (over, both) = (AtomicBool::new(false), Barrier::new(2));
    thread::scope(|scope| {
        let caller = scope.spawn(|| {
            both.wait();
            let mut random = Rng::with_seed(SEED);
            let mut slowest = Duration::ZERO;
            while !over.load(Ordering::Relaxed) {
                let id = random.u32(..entries).into();
                slowest = slowest.max(timed(|| black_box(entry(cache, id))).1);
            }
            slowest
        });
        both.wait();
        let ((), time) = timed(|| cache.sweep());
        over.store(true, Ordering::Relaxed);
        let held_up = caller.join().expect("hits do not panic");
        (time, held_up)
    })
}

/// What the system has given to this process. Nothing, where it does not tell as Linux does.
#[allow(clippy::cast_precision_loss, reason = "a few billion")]
fn resident_bytes() -> f64 {
    const PAGE: f64 = 4096.0;
    let told = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = told.split(' ').nth(1).and_then(|pages| pages.parse().ok());
    pages.map_or(0.0, |pages: u64| pages as f64 * PAGE)
}

pub(super) fn print(filled: &[Filled]) {
    let row = |filled: &Filled| {
        vec![
            filled.entries.to_string(),
            format!("{:.0}", filled.insert),
            shown(filled.slowest_insert),
            format!("{:.0}", filled.hit),
            format!("{:.0}", filled.bare),
            format!("{:.0}", filled.favourite),
            if filled.entries < MEASURABLE {
                "-".to_owned()
            } else {
                format!("{:.0}", filled.bytes)
            },
            shown(filled.sweep),
            shown(filled.held_up),
            shown(filled.clear),
        ]
    };
    table::print(
        "Scale: entries of one function, u64 → u64",
        &[
            "entries",
            "insert, ns",
            "the slowest",
            "hit of any, ns",
            "the same in a bare quick_cache with entries as large, ns",
            "hit of 1,000 favourites, ns",
            "resident bytes per entry",
            "sweep of all",
            "the slowest hit meanwhile",
            "clear",
        ],
        &filled.iter().map(row).collect::<Vec<_>>(),
    );
}
