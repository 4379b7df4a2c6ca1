//! Allocations of one hit. Counted in a program of its own (`src/bin/counted.rs`): an allocator that counts slows
//! down whoever allocates, and would spoil the times.

use crate::comparison::{Better, Cell, Column, Comparison};
use crate::competitor::Competitor;
use crate::form::{Calling, Form};
use crate::freshness;
use crate::hits;
use crate::peers::absent;
use crate::standing::{OURS, Standing};
use crate::workload;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region};

/// Prints the tables.
///
/// # Panics
/// If a hit of this project allocates, other than by cloning its value.
pub fn print() {
    let sequence = workload::zipf();
    for calling in [Calling::Sync, Calling::Async] {
        let title = format!("Allocations of one hit, {calling}, by arguments and kind of value");
        Form::all(calling)
            .fold(Comparison::new(title, &absent()), |table, form| {
                let cells: Vec<Cell> = hits::competitors(form)
                    .iter()
                    .map(|competitor| cell(competitor, &sequence))
                    .collect();
                check(&cells, form);
                table.with(Column::new(form.to_string(), Better::Lower, cells))
            })
            .print();
    }
    let options = freshness::sync().into_iter().chain(freshness::tasked());
    let cells: Vec<Cell> = options
        .map(|competitor| cell(&competitor, &sequence))
        .collect();
    for cell in &cells {
        check_none(cell, 0.0);
    }
    Comparison::new("Allocations of one hit, with options of freshness", &[])
        .with(Column::new("allocations", Better::Lower, cells))
        .print();
}

#[allow(clippy::cast_precision_loss, reason = "a few million")]
fn cell(competitor: &Competitor, sequence: &[u32]) -> Cell {
    competitor.warm();
    // Once more, so that what happens now and then has happened.
    competitor.run(sequence);
    let region = Region::new(&INSTRUMENTED_SYSTEM);
    competitor.run(sequence);
    let change = region.change();
    let calls = sequence.len() as f64;
    let allocations = (change.allocations + change.reallocations) as f64 / calls;
    let bytes = change.bytes_allocated as f64 / calls;
    Cell {
        name: competitor.name.to_owned(),
        figure: allocations,
        text: format!("{allocations:.2}, {bytes:.0} B"),
    }
}

/// Ours may allocate what the limit allocates, which is the clone of the value.
fn check(cells: &[Cell], form: Form) {
    let limit = cells
        .iter()
        .find(|cell| Standing::of(&cell.name) == Standing::Limit)
        .unwrap_or_else(|| panic!("{form} has a limit"));
    for cell in cells.iter().filter(|cell| cell.name.starts_with(OURS)) {
        check_none(cell, limit.figure);
    }
}

fn check_none(cell: &Cell, beyond: f64) {
    let allocations = cell.figure - beyond;
    assert!(allocations < 0.001, "{}: {allocations}", cell.name);
}
