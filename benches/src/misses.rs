//! What a cache itself costs a call that misses: the load costs nothing, its value is stored, and another goes as the cache is full.

use crate::comparison::{Column, Comparison};
use crate::competitor::Competitor;
use crate::form::Calling;
use crate::peers::{
    absent, cacheable_crate, cached_crate, cachekit_crate, cachet_crate, foyer_crate, hitbox_crate,
    memoize_crate, moka_crate, ours, oxcache_crate, quick_cache_by_hand,
};
use crate::rounds;
use crate::workload;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// Prints the table.
pub fn print() {
    let title = "Miss, a loader that does nothing, `u64` → `u64`, room for 20,000 and full";
    [Calling::Sync, Calling::Async]
        .into_iter()
        .fold(Comparison::new(title, &absent()), |table, calling| {
            table.with(column(calling))
        })
        .print();
}

/// A key that nobody asked for before.
#[must_use]
pub fn unseen() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

fn column(calling: Calling) -> Column {
    let each: Vec<u32> = workload::positions().collect();
    let competitors = competitors(calling);
    for competitor in &competitors {
        (0..=workload::CAPACITY / each.len()).for_each(|_| competitor.run(&each));
    }
    let measured = rounds::interleave(&competitors, |competitor| {
        let start = Instant::now();
        competitor.run(&each);
        start.elapsed()
    });
    let measured: Vec<_> = measured
        .into_iter()
        .map(|row| rounds::per_call(row, each.len()))
        .collect();
    Column::of_times(calling.to_string(), &measured)
}

fn competitors(calling: Calling) -> Vec<Competitor> {
    let mut all = vec![quick_cache_by_hand::miss(), ours::miss(calling)];
    all.extend(cached_crate::misses(calling));
    all.extend(moka_crate::misses(calling));
    all.extend(foyer_crate::misses(calling));
    all.extend(memoize_crate::misses(calling));
    all.extend(cachet_crate::misses(calling));
    all.extend(hitbox_crate::misses(calling));
    all.extend(cachekit_crate::misses(calling));
    all.extend(cacheable_crate::misses(calling));
    all.extend(oxcache_crate::misses(calling));
    all
}
