//! The time of one hit.

use crate::comparison::{Column, Comparison};
use crate::competitor::Competitor;
use crate::form::{Calling, Form};
use crate::peers::{
    absent, cacheable_crate, cached_crate, cachekit_crate, cachet_crate, foyer_crate, hitbox_crate,
    memoize_crate, moka_crate, ours, oxcache_crate, quick_cache_by_hand,
};
use crate::rounds;
use crate::workload;

/// Prints the tables.
pub fn print() {
    let sequence = workload::zipf();
    for calling in [Calling::Sync, Calling::Async] {
        let title =
            format!("Hit, {calling}, 10,000 keys zipf(0.99), by arguments and kind of value");
        Form::all(calling)
            .fold(Comparison::new(title, &absent()), |table, form| {
                let measured = rounds::compare(&competitors(form), &sequence);
                table.with(Column::of_times(form.to_string(), &measured))
            })
            .print();
    }
}

/// Everybody who offers this form, the reference first.
#[must_use]
pub fn competitors(form: Form) -> Vec<Competitor> {
    let mut all = quick_cache_by_hand::hits(form);
    all.push(ours::hit(form));
    all.extend(cached_crate::hits(form));
    all.extend(moka_crate::hits(form));
    all.extend(foyer_crate::hits(form));
    all.extend(memoize_crate::hits(form));
    all.extend(cachet_crate::hits(form));
    all.extend(hitbox_crate::hits(form));
    all.extend(cachekit_crate::hits(form));
    all.extend(cacheable_crate::hits(form));
    all.extend(oxcache_crate::hits(form));
    all
}
