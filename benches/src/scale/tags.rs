//! Ever more tags, each on one entry.

use super::{nanos_each, shown, timed};
use crate::table;
use cache_runtime::{Cache, cached};
use std::hint::black_box;

const SIZES: [u32; 4] = [1_000, 10_000, 100_000, 1_000_000];
const INVALIDATIONS: u32 = 100;

#[cached(key = "tagged:<id>", ttl = "1d", tags = ["of:<id>"], cache = cache, ignore(cache))]
fn tagged(cache: &Cache, id: u64) -> u64 {
    id
}

pub(super) fn print() {
    table::print(
        "Scale: tags, one entry each",
        &[
            "tags",
            "insert, ns",
            "invalidate one",
            "hit of any before, ns",
            "the first hit after, ns",
            "further hits, ns",
            "sweep of all",
        ],
        &SIZES.map(row),
    );
}

fn row(tags: u32) -> Vec<String> {
    let builder = Cache::builder().memory_capacity(u64::from(tags) * 5 / 4 + 1_000);
    let cache = builder
        .build_memory()
        .expect("a cache in memory needs nothing");
    let each = |first: u32| {
        let ((), time) = timed(|| {
            for id in first..tags {
                black_box(tagged(&cache, id.into()));
            }
        });
        nanos_each(time, tags - first)
    };
    let insert = each(0);
    let before = each(0);
    let ((), invalidations) = timed(|| {
        for id in 0..INVALIDATIONS {
            cache
                .invalidate_tag_blocking(format!("of:{id}"))
                .expect("nobody else is told");
        }
    });
    // Of those that stay.
    let (first, further) = (each(INVALIDATIONS), each(INVALIDATIONS));
    let ((), sweep) = timed(|| cache.sweep());
    vec![
        tags.to_string(),
        format!("{insert:.0}"),
        shown(invalidations / INVALIDATIONS),
        format!("{before:.0}"),
        format!("{first:.0}"),
        format!("{further:.0}"),
        shown(sweep),
    ]
}
