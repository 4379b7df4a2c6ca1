//! The time of one hit.

use crate::competitor::Competitor;
use crate::peers::{
    cached_crate, hitbox_crate, memoize_crate, moka_crate, ours, quick_cache_by_hand,
};
use crate::rounds;
use crate::table;
use crate::workload;

/// Prints the tables.
pub fn print() {
    let sequence = workload::zipf();
    for (title, competitors) in [
        ("Hit, sync, key `user:<id>`, 10,000 keys zipf(0.99)", sync()),
        ("Hit, sync, other keys", texts()),
        ("Hit, async beside sync", tasked()),
    ] {
        table::print_times(title, &rounds::compare(&competitors, &sequence));
    }
}

/// Sync functions with a number, the reference first.
#[must_use]
pub fn sync() -> Vec<Competitor> {
    let mut all = vec![
        quick_cache_by_hand::ready_text(),
        quick_cache_by_hand::number(),
        ours::number(),
    ];
    all.extend(cached_crate::sync());
    all.extend(moka_crate::sync());
    all.push(memoize_crate::default());
    all.push(memoize_crate::shared());
    all
}

/// Other keys than a number.
#[must_use]
pub fn texts() -> Vec<Competitor> {
    vec![
        quick_cache_by_hand::ready_text(),
        quick_cache_by_hand::ready_name(),
        ours::text(),
        ours::composite(),
        cached_crate::text(),
    ]
}

/// Async functions.
#[must_use]
pub fn tasked() -> Vec<Competitor> {
    let mut all = vec![
        quick_cache_by_hand::ready_text(),
        ours::number(),
        ours::tasked(),
    ];
    all.extend(cached_crate::tasked());
    all.push(moka_crate::tasked());
    all.push(hitbox_crate::tasked());
    all
}
