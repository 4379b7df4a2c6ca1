//! How many requests a full cache answers: ours beside others and beside the best that is possible, on recorded traces
//! and on drawn ones.
//!
//! `CACHE_TRACES=/a/folder` names where recorded traces lie; there are none in this repository.

mod policy;
mod trace;

use crate::table;
use policy::{CONTENDERS, Contender};
use std::path::PathBuf;
use trace::Trace;

/// Prints a table for each trace, and after them how far behind the best of the others ours is at worst.
///
/// # Panics
/// If the folder of recorded traces cannot be read.
pub fn print() {
    let traces: Vec<Trace> = recorded().into_iter().chain(trace::drawn()).collect();
    let behind: Vec<Vec<String>> = traces.iter().map(print_trace).collect();
    table::print(
        "Hit ratio: how far cache-runtime is behind the best of the others",
        &["", "points, at worst", "where the cache holds"],
        &behind,
    );
}

fn recorded() -> Vec<Trace> {
    let Some(folder) = std::env::var_os("CACHE_TRACES").map(PathBuf::from) else {
        println!("\nNo recorded traces: `CACHE_TRACES` names no folder. What is drawn follows.");
        return Vec::new();
    };
    trace::recorded(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
}

/// Returns the row of the summary.
fn print_trace(trace: &Trace) -> Vec<String> {
    let distinct = trace.distinct();
    let capacities: Vec<usize> = trace
        .thousandths
        .iter()
        .map(|share| (distinct * share / 1000).max(1))
        .collect();
    let asked: Vec<Vec<f64>> = CONTENDERS
        .iter()
        .map(|contender| {
            ratios(trace, &capacities, |capacity| {
                hits(contender, trace, capacity)
            })
        })
        .collect();
    let possible = ratios(trace, &capacities, |capacity| {
        policy::hits_with_foresight(&trace.requests, capacity)
    });
    let named = CONTENDERS.iter().map(|contender| contender.name);
    let rows: Vec<Vec<String>> = named
        .zip(&asked)
        .chain([("the best possible", &possible)])
        .map(|(name, ratios)| row(name, ratios))
        .collect();
    let heads: Vec<String> = capacities.iter().map(usize::to_string).collect();
    let head: Vec<&str> = [""]
        .into_iter()
        .chain(heads.iter().map(String::as_str))
        .collect();
    table::print(
        &format!(
            "Hits in 100 requests by the capacity: {}, {} requests for {distinct} keys",
            trace.name,
            trace.requests.len()
        ),
        &head,
        &rows,
    );
    worst(trace, &capacities, &asked)
}

fn ratios(trace: &Trace, capacities: &[usize], hits: impl Fn(usize) -> usize) -> Vec<f64> {
    #[allow(clippy::cast_precision_loss, reason = "a few hundred thousand")]
    let ratio = |capacity: &usize| 100.0 * hits(*capacity) as f64 / trace.requests.len() as f64;
    capacities.iter().map(ratio).collect()
}

fn hits(contender: &Contender, trace: &Trace, capacity: usize) -> usize {
    let mut asked = (contender.make)(capacity);
    trace.requests.iter().filter(|key| asked(**key)).count()
}

fn row(name: &str, ratios: &[f64]) -> Vec<String> {
    let numbers = ratios.iter().map(|ratio| format!("{ratio:.2}"));
    [name.to_owned()].into_iter().chain(numbers).collect()
}

/// Where ours, the first, is furthest behind the best of the others.
fn worst(trace: &Trace, capacities: &[usize], asked: &[Vec<f64>]) -> Vec<String> {
    let behind = |place: usize| {
        let best = asked[1..].iter().map(|ratios| ratios[place]);
        best.fold(f64::MIN, f64::max) - asked[0][place]
    };
    let places = (0..capacities.len()).map(|place| (behind(place), capacities[place]));
    let (points, capacity) = places
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .expect("each trace has capacities");
    vec![
        trace.name.clone(),
        format!("{points:+.2}"),
        capacity.to_string(),
    ]
}
