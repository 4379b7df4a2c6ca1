//! What the options of freshness and resilience cost: a hit and a miss with them, beside a hit and a miss without.

mod hits;
mod misses;

pub use hits::{adaptive_sync, sync, tasked};

use crate::rounds::{self, Measured};
use crate::table;
use crate::workload;
use std::time::Instant;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Prints the tables.
pub fn print() {
    let sequence = workload::zipf();
    for (title, mut competitors, adaptive) in [
        (
            "Hit with options of freshness, sync",
            sync(),
            adaptive_sync(),
        ),
        (
            "Hit with options of freshness, async",
            tasked(),
            hits::adaptive_tasked(),
        ),
    ] {
        competitors.push(adaptive);
        table::print_times(title, &rounds::compare(&competitors, &sequence));
    }
    table::print_times("Miss, a loader that does nothing", &missed());
}

fn missed() -> Vec<Measured> {
    let each: Vec<u32> = workload::positions().collect();
    let measured = rounds::interleave(&misses::all(), |competitor| {
        let start = Instant::now();
        competitor.run(&each);
        start.elapsed()
    });
    measured
        .into_iter()
        .map(|row| rounds::per_call(row, each.len()))
        .collect()
}
