//! What a user's build costs: the crates that come along, and each annotated function.
//!
//! Small programs are generated in the target directory and built from nothing, then again and again with and without
//! annotated functions. Incremental builds are off: what they save depends on what changed.

mod program;
mod source;
mod ways;

use crate::comparison::{Better, Cell, Column, Comparison};
use crate::peers::absent;
use crate::rounds::median;
use program::Program;
use std::path::PathBuf;
use ways::{WAYS, Way};

const FUNCTIONS: usize = 100;
const CLEAN_BUILDS: usize = 3;
const REBUILDS: usize = 7;

/// Prints the table.
pub fn print() {
    let costs: Vec<Cost> = WAYS.iter().map(Cost::of).collect();
    let column = |head, figure: fn(&Cost) -> f64, decimals: usize| {
        let cell = |cost: &Cost| Cell {
            name: cost.name.to_owned(),
            figure: figure(cost),
            text: format!("{:.decimals$}", figure(cost)),
        };
        Column::new(head, Better::Lower, costs.iter().map(cell).collect())
    };
    Comparison::new("What a build costs", &absent())
        .with(column("clean debug build, s", |cost| cost.clean, 1))
        .with(column("crates", |cost| cost.crates, 0))
        .with(column("ms per annotated function", |cost| cost.function, 1))
        .print();
}

/// What one way costs its user.
struct Cost {
    name: &'static str,
    /// Seconds.
    clean: f64,
    crates: f64,
    /// Milliseconds.
    function: f64,
}

impl Cost {
    #[allow(clippy::cast_precision_loss, reason = "hundreds")]
    fn of(way: &Way) -> Self {
        let without = Program::generate(way, 0);
        let with = Program::generate(way, FUNCTIONS);
        let clean = (0..CLEAN_BUILDS).map(|_| without.build_from_nothing());
        let clean = median(clean.collect());
        with.build();
        let rounds: Vec<(f64, f64)> = (0..REBUILDS)
            .map(|_| (without.rebuild(), with.rebuild()))
            .collect();
        let (less, more) = rounds.into_iter().unzip();
        Self {
            name: way.name,
            clean,
            crates: without.crates() as f64,
            function: (median(more) - median(less)) * 1000.0 / FUNCTIONS as f64,
        }
    }
}

fn workspace() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}
