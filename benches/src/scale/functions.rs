//! Ever more functions in one cache.

use super::{shown, timed};
use crate::table;
use cache_runtime::{Cache, Policy};
use std::convert::Infallible;

const SIZES: [u32; 3] = [10, 100, 1_000];
const ENTRIES: u64 = 100;

pub(super) fn print() {
    table::print(
        "Scale: functions in one cache, 100 entries each",
        &[
            "functions",
            "stats",
            "invalidate a tag",
            "invalidate a pattern of one function",
            "sweep",
            "clear",
        ],
        &SIZES.map(row),
    );
}

fn row(functions: u32) -> Vec<String> {
    let cache = Cache::memory();
    for function in 0..functions {
        let region = cache
            .region::<u64>(&format!("function {function}"))
            .with_tags(["all"]);
        for id in 0..ENTRIES {
            let load = || Ok::<_, Infallible>(id);
            match region.get_or_load_blocking(&id, &Policy::forever(), load) {
                Ok(loaded) => assert_eq!(loaded, id),
            }
        }
    }
    let told = "nobody else is told";
    let stats = timed(|| cache.stats()).1;
    let tag = timed(|| cache.invalidate_tag_blocking("no such").expect(told)).1;
    let pattern = timed(|| {
        cache
            .invalidate_pattern_blocking("function 7:*")
            .expect(told)
    })
    .1;
    let sweep = timed(|| cache.sweep()).1;
    let clear = timed(|| cache.clear_blocking().expect(told)).1;
    let times = [stats, tag, pattern, sweep, clear].map(shown);
    [functions.to_string()].into_iter().chain(times).collect()
}
