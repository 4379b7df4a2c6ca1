//! Instructions of one hit, counted by callgrind: the same in each run, on a busy machine as on an idle one. The counting is
//! that of the gate, which fails where a hit of ours becomes dearer.

use crate::competitor::Competitor;
use crate::freshness;
use crate::peers::{
    cached_crate, hitbox_crate, memoize_crate, moka_crate, ours, quick_cache_by_hand,
};
use crate::table;
use crate::workload;

/// The argument that makes the program one of those that are counted.
pub const LOOP: &str = "loop";
const CALLS: usize = 50_000;

/// Prints the table, if there is a valgrind.
///
/// # Panics
/// If valgrind cannot run this program.
pub fn print() {
    if cache_gate::valgrind_version().is_none() {
        println!("\nInstructions are not counted: there is no valgrind here.");
        return;
    }
    let counts: Vec<f64> = (0..all().len()).map(per_hit).collect();
    let row = |(make, count): (&fn() -> Competitor, &f64)| {
        vec![
            make().name.to_owned(),
            format!("{count:.0}"),
            format!("{:.2} ×", count / counts[0]),
        ]
    };
    let rows: Vec<Vec<String>> = all().iter().zip(&counts).map(row).collect();
    table::print(
        "Instructions of one hit",
        &["", "instructions", "ratio"],
        &rows,
    );
}

/// What the counted program does: `calls` hits on one competitor.
pub fn run_loop(index: usize, calls: usize) {
    let competitor = all()[index]();
    competitor.warm();
    let sequence: Vec<u32> = workload::zipf().into_iter().cycle().take(calls).collect();
    cache_gate::counted(&mut || competitor.run(&sequence));
}

fn all() -> Vec<fn() -> Competitor> {
    vec![
        quick_cache_by_hand::ready_text,
        quick_cache_by_hand::number,
        quick_cache_by_hand::ready_name,
        ours::number,
        ours::text,
        ours::composite,
        ours::tasked,
        || cached_crate::sync().swap_remove(0),
        || cached_crate::sync().swap_remove(1),
        || cached_crate::sync().swap_remove(3),
        || cached_crate::sync().swap_remove(5),
        || moka_crate::sync().swap_remove(0),
        memoize_crate::default,
        || cached_crate::tasked().swap_remove(0),
        moka_crate::tasked,
        hitbox_crate::tasked,
        || freshness::sync().swap_remove(1),
        || freshness::sync().swap_remove(2),
        || freshness::sync().swap_remove(4),
        || freshness::sync().swap_remove(5),
        || freshness::sync().swap_remove(6),
        freshness::adaptive_sync,
        || freshness::tasked().swap_remove(1),
        || freshness::tasked().swap_remove(2),
        || freshness::tasked().swap_remove(5),
    ]
}

#[allow(clippy::cast_precision_loss, reason = "a few billion")]
fn per_hit(index: usize) -> f64 {
    let total = cache_gate::instructions(&[LOOP, &index.to_string(), &CALLS.to_string()]);
    total as f64 / CALLS as f64
}
