//! Instructions of one hit, counted by callgrind: the same in each run, on a busy machine as on an idle one.
//!
//! The program runs itself under valgrind, once for `CALLS` hits and once for twice as many; the difference is what
//! the hits alone cost.

use crate::competitor::Competitor;
use crate::freshness;
use crate::peers::{
    cached_crate, hitbox_crate, memoize_crate, moka_crate, ours, quick_cache_by_hand,
};
use crate::table;
use crate::workload;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// The argument that makes the program one of those that are counted.
pub const LOOP: &str = "loop";
const CALLS: usize = 50_000;

/// Prints the table, if there is a valgrind.
///
/// # Panics
/// If valgrind cannot run this program.
pub fn print() {
    if Command::new("valgrind")
        .arg("--version")
        .stdout(Stdio::null())
        .status()
        .is_err()
    {
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
    competitor.run(&sequence);
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
    let [once, twice] = [CALLS, 2 * CALLS].map(|calls| counted(index, calls));
    twice.saturating_sub(once) as f64 / CALLS as f64
}

/// The instructions of the whole program for that many hits.
fn counted(index: usize, calls: usize) -> u64 {
    let program = std::env::current_exe().expect("a running program has a path");
    let counts = program.with_file_name(format!("callgrind.{}.{index}", std::process::id()));
    let status = Command::new("valgrind")
        .args(["--tool=callgrind", "--quiet"])
        .arg(format!("--callgrind-out-file={}", counts.display()))
        .arg(&program)
        .args([LOOP, &index.to_string(), &calls.to_string()])
        .stderr(Stdio::null())
        .status();
    assert!(
        status.is_ok_and(|status| status.success()),
        "valgrind failed"
    );
    let total = total(&counts);
    // It was for us alone; if it stays, it is one file among the compiler's own.
    let _ = fs::remove_file(&counts);
    total
}

fn total(counts: &Path) -> u64 {
    let text = fs::read_to_string(counts).expect("callgrind writes where it was told to");
    let total = text.lines().find_map(|line| {
        line.strip_prefix("totals:")
            .or_else(|| line.strip_prefix("summary:"))
    });
    total
        .and_then(|total| total.trim().parse().ok())
        .expect("callgrind writes a total")
}
