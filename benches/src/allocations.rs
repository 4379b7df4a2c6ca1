//! Allocations of one hit. Counted in a program of its own (`src/bin/counted.rs`): an allocator that counts slows
//! down whoever allocates, and would spoil the times.

use crate::competitor::Competitor;
use crate::freshness;
use crate::hits;
use crate::table;
use crate::workload;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region};
use std::collections::BTreeSet;

/// Prints the table.
///
/// # Panics
/// If a hit of this project allocates.
pub fn print() {
    let sequence = workload::zipf();
    let mut seen = BTreeSet::new();
    let all = hits::sync()
        .into_iter()
        .chain(hits::texts())
        .chain(hits::tasked())
        .chain(freshness::sync())
        .chain(freshness::tasked());
    let rows: Vec<Vec<String>> = all
        .filter(|competitor| seen.insert(competitor.name))
        .map(|competitor| row(&competitor, &sequence))
        .collect();
    table::print(
        "Allocations of one hit",
        &["", "allocations", "bytes"],
        &rows,
    );
}

#[allow(clippy::cast_precision_loss, reason = "a few million")]
fn row(competitor: &Competitor, sequence: &[u32]) -> Vec<String> {
    competitor.warm();
    // Once more, so that what happens now and then has happened.
    competitor.run(sequence);
    let region = Region::new(&INSTRUMENTED_SYSTEM);
    competitor.run(sequence);
    let change = region.change();
    let calls = sequence.len() as f64;
    let allocations = (change.allocations + change.reallocations) as f64 / calls;
    assert!(
        allocations < 0.001 || !competitor.name.starts_with("cache-runtime"),
        "{}: {allocations}",
        competitor.name
    );
    vec![
        competitor.name.to_owned(),
        format!("{allocations:.2}"),
        format!("{:.0}", change.bytes_allocated as f64 / calls),
    ]
}
