//! The time of one hit while another thread does the same.

use crate::competitor::Competitor;
use crate::peers::{cached_crate, memoize_crate, moka_crate, ours, quick_cache_by_hand};
use crate::rounds;
use crate::table;
use crate::workload;
use std::sync::Barrier;
use std::time::{Duration, Instant};

const THREADS: usize = 2;
/// Times that each thread goes through the sequence: long enough that starting a thread does not matter.
const PASSES: usize = 8;

/// Prints both tables.
pub fn print() {
    let competitors = competitors();
    competitors.iter().for_each(Competitor::warm);
    for (title, sequence) in [
        ("Hit on 2 threads, zipf(0.99)", workload::zipf()),
        ("Hit on 2 threads, both on one key", workload::hot()),
    ] {
        let measured =
            rounds::interleave(&competitors, |competitor| together(competitor, &sequence));
        let measured: Vec<_> = measured
            .into_iter()
            .map(|row| rounds::per_call(row, PASSES * sequence.len()))
            .collect();
        table::print_times(title, &measured);
    }
}

fn competitors() -> Vec<Competitor> {
    let mut all = vec![
        quick_cache_by_hand::ready_text(),
        quick_cache_by_hand::number(),
        ours::number(),
        ours::text(),
    ];
    all.extend(cached_crate::sync());
    all.extend(moka_crate::sync());
    all.push(memoize_crate::shared());
    all
}

/// The mean time that a thread needs for all passes.
fn together(competitor: &Competitor, sequence: &[u32]) -> Duration {
    let barrier = Barrier::new(THREADS);
    let one = || {
        barrier.wait();
        let start = Instant::now();
        (0..PASSES).for_each(|_| competitor.run(sequence));
        start.elapsed()
    };
    let total: Duration = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(one)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().expect("a hit does not panic"))
            .sum()
    });
    total / u32::try_from(THREADS).expect("two")
}
