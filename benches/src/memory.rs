//! What an entry costs beside its value. Counted in a program of its own, as [`allocations`](crate::allocations) are.

use crate::comparison::{Better, Cell, Column, Comparison};
use crate::peers::{
    absent, cached_crate, cachekit_crate, cachet_crate, foyer_crate, hitbox_crate, memoize_crate,
    oxcache_crate, quick_cache_by_hand,
};
use cache_runtime::{Cache, cached};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region};
use std::sync::LazyLock;
use std::time::Instant;

const ENTRIES: u64 = 100_000;
/// Room for all, however unevenly a cache spreads its entries.
const ROOMY: u64 = 150_000;

#[cached(key = "tight:<id>", ttl = "1h", capacity = 100_000)]
fn tight(id: u64) -> u64 {
    id
}

#[cached(key = "roomy:<id>", ttl = "1h", capacity = 150_000)]
fn roomy(id: u64) -> u64 {
    id
}

#[cached(key = "churned:<id>", ttl = "1h", capacity = 100_000)]
fn churned(id: u64) -> u64 {
    id
}

#[cached(
    key = "resilient:<id>",
    ttl = "1h",
    stale_while_revalidate = "1m",
    stale_if_error = "1d",
    refresh_ahead = 0.8,
    capacity = 100_000
)]
fn resilient(id: u64) -> u64 {
    id
}

#[cached(key = "sliding:<id>", ttl = "1h", sliding = true, capacity = 100_000)]
fn sliding(id: u64) -> u64 {
    id
}

#[cached(
    key = "scheduled:<id>",
    ttl = "1h",
    refresh_every = "30m",
    capacity = 100_000,
    cache = *SCHEDULING
)]
fn scheduled(id: u64) -> u64 {
    id
}

/// A cache with room on its schedule.
static SCHEDULING: LazyLock<Cache> = LazyLock::new(|| {
    let entries = usize::try_from(ENTRIES).expect("a hundred thousand");
    let builder = Cache::builder().scheduled_keys(entries);
    builder
        .build_memory()
        .expect("a cache in memory needs nothing")
});

#[cached(key = "nothing:<id>", ttl = "1h")]
fn nothing(id: u64) -> u64 {
    id
}

/// Prints the table.
pub fn print() {
    // The cache itself is made by the first call; only regions are counted.
    nothing(0);
    LazyLock::force(&SCHEDULING);
    let installed = Cache::installed();
    let mut rows = vec![
        row("quick_cache by hand, capacity 100,000", || {
            fill_quick_cache(ENTRIES)
        }),
        row("quick_cache by hand, capacity 150,000", || {
            fill_quick_cache(ROOMY)
        }),
        row("cache-runtime, capacity 100,000", || {
            fill_ours(installed, "tight", tight)
        }),
        row("cache-runtime, capacity 150,000", || {
            fill_ours(installed, "roomy", roomy)
        }),
        row("cache-runtime, windows and refresh_ahead", || {
            fill_ours(installed, "resilient", resilient)
        }),
        row("cache-runtime, sliding", || {
            fill_ours(installed, "sliding", sliding)
        }),
        row("cache-runtime, refresh_every", || {
            fill_ours(&SCHEDULING, "scheduled", scheduled)
        }),
        row("cache-runtime, twice as many asked for", || {
            let filled = fill_ours(Cache::installed(), "churned", churned);
            (ENTRIES..2 * ENTRIES).for_each(|id| {
                churned(id);
            });
            filled
        }),
        row("quick_cache, text keys of 11 bytes, deadlines", || {
            fill_quick_cache_with_texts(ENTRIES)
        }),
        row("cached, #[cached(max_size, ttl_secs)]", || {
            (cached_crate::fill(ENTRIES), ())
        }),
        row("cached, #[concurrent_cached(max_size, ttl_secs)]", || {
            (cached_crate::fill_sharded(ENTRIES), ())
        }),
        row("moka, capacity 100,000", || fill_moka(ENTRIES)),
        row("moka, capacity 150,000", || fill_moka(ROOMY)),
        row("foyer, capacity 100,000", || foyer_crate::fill(ENTRIES)),
        row("memoize, SharedCache, no bound", || {
            (memoize_crate::fill(ENTRIES), ())
        }),
        row("cachet, capacity 100,000", || cachet_crate::fill(ENTRIES)),
        row("hitbox-fn, moka backend, capacity 100,000", || {
            hitbox_crate::fill(ENTRIES)
        }),
        row("cachekit-rs, capacity 100,000", || {
            cachekit_crate::fill(ENTRIES)
        }),
    ];
    rows.extend(offered_row("oxcache, capacity 100,000", || {
        oxcache_crate::fill(ENTRIES)
    }));
    print_rows(&rows);
}

fn print_rows(rows: &[Row]) {
    let held = rows.iter().map(|row| Cell::count(row.name, row.held));
    let bytes = rows.iter().map(|row| Cell {
        name: row.name.to_owned(),
        figure: row.bytes,
        text: format!("{:.0}", row.bytes),
    });
    let title = "Memory of 100,000 entries, `u64` → `u64`";
    Comparison::new(title, &absent())
        .with(Column::new("held", Better::Neither, held.collect()))
        .with(Column::new(
            "bytes per entry, value excluded",
            Better::Lower,
            bytes.collect(),
        ))
        .print();
}

/// What one cache holds.
struct Row {
    name: &'static str,
    held: u64,
    bytes: f64,
}

/// `fill` returns how many entries are held, and whatever holds them.
fn row<H>(name: &'static str, fill: impl FnOnce() -> (u64, H)) -> Row {
    offered_row(name, || Some(fill())).expect("it was filled")
}

/// The same for what may not be in this program.
#[allow(clippy::cast_precision_loss, reason = "a few million")]
fn offered_row<H>(name: &'static str, fill: impl FnOnce() -> Option<(u64, H)>) -> Option<Row> {
    let region = Region::new(&INSTRUMENTED_SYSTEM);
    let (held, holder) = fill()?;
    let change = region.change();
    // Reallocations are among the allocated and the freed bytes already.
    let bytes = change.bytes_allocated as f64 - change.bytes_deallocated as f64;
    drop(holder);
    Some(Row {
        name,
        held,
        bytes: bytes / held as f64 - size_of::<u64>() as f64,
    })
}

fn fill_ours(cache: &Cache, name: &str, function: impl Fn(u64) -> u64) -> (u64, ()) {
    (0..ENTRIES).for_each(|id| {
        function(id);
    });
    let stats = cache.stats();
    let held = stats.function(name).map_or(0, |row| row.entries);
    (held as u64, ())
}

fn fill_quick_cache(capacity: u64) -> (u64, quick_cache_by_hand::Table<u64, u64>) {
    let cache = quick_cache_by_hand::table(usize::try_from(capacity).expect("a hundred thousand"));
    (0..ENTRIES).for_each(|id| cache.insert(id, id));
    (cache.len() as u64, cache)
}

/// With what a cache by hand has that has texts for keys and a ttl.
fn fill_quick_cache_with_texts(
    capacity: u64,
) -> (u64, quick_cache_by_hand::Table<String, (u64, Instant)>) {
    let cache = quick_cache_by_hand::table(usize::try_from(capacity).expect("a hundred thousand"));
    let end = Instant::now();
    (0..ENTRIES).for_each(|id| cache.insert(format!("user:{id:06}"), (id, end)));
    (cache.len() as u64, cache)
}

fn fill_moka(capacity: u64) -> (u64, moka::sync::Cache<u64, u64>) {
    let cache = moka::sync::Cache::new(capacity);
    (0..ENTRIES).for_each(|id| {
        cache.get_with(id, || id);
    });
    cache.run_pending_tasks();
    (cache.entry_count(), cache)
}
