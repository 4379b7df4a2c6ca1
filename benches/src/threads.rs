//! The time of one hit while another thread does the same, and of hits on one key.

use crate::comparison::{Column, Comparison};
use crate::competitor::Competitor;
use crate::form::Form;
use crate::hits;
use crate::peers::absent;
use crate::rounds;
use crate::workload;
use std::sync::Barrier;
use std::time::{Duration, Instant};

/// Times that each thread goes through the sequence: long enough that starting a thread does not matter.
const PASSES: usize = 4;

/// Prints both tables.
pub fn print() {
    for form in [Form::SYNC, Form::ASYNC] {
        let competitors = hits::competitors(form);
        competitors.iter().for_each(Competitor::warm);
        let title = format!("Hit on threads, {}, {form}", form.calling);
        [
            ("1 thread, zipf(0.99)", 1, workload::zipf()),
            ("2 threads, zipf(0.99)", 2, workload::zipf()),
            ("1 thread, one key", 1, workload::hot()),
            ("2 threads, both on one key", 2, workload::hot()),
        ]
        .into_iter()
        .fold(
            Comparison::new(title, &absent()),
            |table, (head, threads, sequence)| {
                table.with(column(head, &competitors, threads, &sequence))
            },
        )
        .print();
    }
}

fn column(head: &str, competitors: &[Competitor], threads: usize, sequence: &[u32]) -> Column {
    let measured = rounds::interleave(competitors, |competitor| {
        together(competitor, threads, sequence)
    });
    let measured: Vec<_> = measured
        .into_iter()
        .map(|row| rounds::per_call(row, PASSES * sequence.len()))
        .collect();
    Column::of_times(head, &measured)
}

/// The mean time that a thread needs for all passes.
fn together(competitor: &Competitor, threads: usize, sequence: &[u32]) -> Duration {
    let barrier = Barrier::new(threads);
    let one = || {
        // A cache of each thread's own, where a competitor has that, is filled before the clock runs.
        competitor.run(sequence);
        barrier.wait();
        let start = Instant::now();
        (0..PASSES).for_each(|_| competitor.run(sequence));
        start.elapsed()
    };
    let total: Duration = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(one)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().expect("a hit does not panic"))
            .sum()
    });
    total / u32::try_from(threads).expect("two")
}
