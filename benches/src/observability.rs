//! What it costs to be asked what happened, with a thousand functions; and what a hit costs with all that listens switched on (the
//! feature `observed` of this package).

use crate::peers::{ours, quick_cache_by_hand};
use crate::rounds::{self, median};
use crate::table;
use crate::workload;
use cache_runtime::{Cache, Policy};
use std::hint::black_box;
use std::time::{Duration, Instant};

const ROUNDS: usize = 31;
const FUNCTIONS: usize = 1_000;

/// Prints the tables.
pub fn print() {
    print_questions();
    listen(Cache::installed());
    let competitors = [quick_cache_by_hand::ready_text(), ours::number()];
    let title = if cfg!(feature = "observed") {
        "Hit, sync, while it is exported to a recorder and a meter"
    } else {
        "Hit, sync, while nobody listens (`--features observed`: while it is exported)"
    };
    table::print_times(title, &rounds::compare(&competitors, &workload::zipf()));
}

#[cfg(feature = "observed")]
fn listen(cache: &Cache) {
    cache.export_metrics();
    cache.export_otel(&opentelemetry::global::meter("benches"));
}

#[cfg(not(feature = "observed"))]
fn listen(_: &Cache) {}

fn print_questions() {
    let cache = Cache::memory();
    fill(&cache);
    let text = cache.prometheus();
    let stats = micros(|| drop(black_box(cache.stats())));
    let prometheus = micros(|| drop(black_box(cache.prometheus())));
    let size = text.lines().filter(|line| !line.starts_with('#')).count();
    table::print(
        "To be asked, with 1,000 functions that were called",
        &["", "µs", "samples"],
        &[
            vec!["`stats()`".into(), format!("{stats:.0}"), "-".into()],
            vec![
                "`prometheus()`".into(),
                format!("{prometheus:.0}"),
                size.to_string(),
            ],
        ],
    );
}

/// Calls a thousand functions: one load and one hit each.
fn fill(cache: &Cache) {
    let policy = Policy::new(Duration::from_hours(1));
    for number in 0..FUNCTIONS {
        let region = cache.region::<usize>(&format!("shop::catalogue::function_{number}"));
        for _ in 0..2 {
            let load = || Ok::<_, std::convert::Infallible>(number);
            let Ok(_) = region.get_or_load_blocking(&number, &policy, load);
        }
    }
}

fn micros(mut work: impl FnMut()) -> f64 {
    let once = |_| {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64() * 1e6
    };
    median((0..ROUNDS).map(once).collect())
}
