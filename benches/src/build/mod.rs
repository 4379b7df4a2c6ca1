//! What a user's build costs: the crates that come along, and each annotated function.
//!
//! Small programs are generated in the target directory and built from nothing, then again and again with and without
//! annotated functions. Incremental builds are off: what they save depends on what changed.

mod program;
mod source;
mod ways;

use crate::rounds::median;
use crate::table;
use program::Program;
use std::path::PathBuf;
use ways::{WAYS, Way};

const FUNCTIONS: usize = 100;
const CLEAN_BUILDS: usize = 3;
const REBUILDS: usize = 7;

/// Prints the table.
pub fn print() {
    let rows: Vec<Vec<String>> = WAYS.iter().map(row).collect();
    let head = [
        "",
        "clean debug build, s",
        "crates",
        "ms per annotated function",
    ];
    table::print("What a build costs", &head, &rows);
}

fn row(way: &Way) -> Vec<String> {
    let without = Program::generate(way, 0);
    let with = Program::generate(way, FUNCTIONS);
    let clean = median(
        (0..CLEAN_BUILDS)
            .map(|_| without.build_from_nothing())
            .collect(),
    );
    with.build();
    let rounds: Vec<(f64, f64)> = (0..REBUILDS)
        .map(|_| (without.rebuild(), with.rebuild()))
        .collect();
    let (less, more) = rounds.into_iter().unzip();
    #[allow(clippy::cast_precision_loss, reason = "a hundred")]
    let each = (median(more) - median(less)) * 1000.0 / FUNCTIONS as f64;
    vec![
        way.name.to_owned(),
        format!("{clean:.1}"),
        without.crates().to_string(),
        format!("{each:.1}"),
    ]
}

fn workspace() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}
