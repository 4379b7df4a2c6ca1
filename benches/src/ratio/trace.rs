//! Traces: the keys of a program's requests, in their order. Recorded ones are read from a folder; the others are drawn
//! by a seed, the same in each run.

use fastrand::Rng;
use std::collections::HashSet;
use std::path::Path;
use std::{fs, io};

/// Requests for keys, and the sizes of caches that are worth comparing on them.
#[derive(Debug)]
pub(super) struct Trace {
    /// Its name in the table.
    pub(super) name: String,
    /// The keys, in the order in which they are asked for.
    pub(super) requests: Vec<u32>,
    /// Of the distinct keys, how many a cache holds, in thousandths.
    pub(super) thousandths: &'static [usize],
}

const SHARES: &[usize] = &[1, 10, 50, 100, 200];
/// What matters is how much of the loop a cache cannot hold.
const SHARES_OF_A_LOOP: &[usize] = &[500, 800, 900, 950, 990];
const REQUESTS: usize = 500_000;
const KEYS: u32 = 100_000;
const SEED: u64 = 42;

impl Trace {
    fn drawn(name: &str, requests: Vec<u32>) -> Self {
        Self {
            name: name.to_owned(),
            requests,
            thousandths: SHARES,
        }
    }

    /// How many different keys there are.
    pub(super) fn distinct(&self) -> usize {
        self.requests.iter().collect::<HashSet<_>>().len()
    }
}

/// The files in a folder that end in `.trace`: a number for each request, four bytes, the highest first.
///
/// # Errors
/// If the folder, or a file in it, cannot be read.
pub(super) fn recorded(folder: &Path) -> io::Result<Vec<Trace>> {
    let mut paths = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()?;
    paths.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "trace")
    });
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

fn read(path: &Path) -> io::Result<Trace> {
    let bytes = fs::read(path)?;
    let (numbers, _rest) = bytes.as_chunks();
    Ok(Trace {
        name: path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        requests: numbers.iter().copied().map(u32::from_be_bytes).collect(),
        thousandths: SHARES,
    })
}

/// The traces that are made by a seed.
pub(super) fn drawn() -> Vec<Trace> {
    vec![
        Trace::drawn("zipf 0.7", zipf(0.7)),
        Trace::drawn("zipf 0.99", zipf(0.99)),
        Trace::drawn("zipf 0.99 with scans", with_scans(&zipf(0.99))),
        Trace::drawn("zipf 0.9 whose favourites shift", shifting(zipf(0.9))),
        Trace {
            thousandths: SHARES_OF_A_LOOP,
            ..Trace::drawn("loop", in_a_loop())
        },
    ]
}

/// Ranks by Zipf's law.
fn zipf(exponent: f64) -> Vec<u32> {
    let mut random = Rng::with_seed(SEED);
    let mut sum = 0.0;
    let sums: Vec<f64> = (0..KEYS)
        .map(|rank| {
            sum += (f64::from(rank) + 1.0).powf(-exponent);
            sum
        })
        .collect();
    let last = KEYS - 1;
    let rank = |drawn: f64| sums.partition_point(|partial| *partial < drawn * sum);
    (0..REQUESTS)
        .map(|_| u32::try_from(rank(random.f64())).map_or(last, |rank| rank.min(last)))
        .collect()
}

/// Now and then somebody reads many keys once, as a report does.
fn with_scans(requests: &[u32]) -> Vec<u32> {
    const BETWEEN: usize = 50_000;
    const LONG: u32 = 20_000;
    let mut next = KEYS;
    let mut mixed = Vec::with_capacity(2 * REQUESTS);
    for part in requests.chunks(BETWEEN) {
        mixed.extend_from_slice(part);
        mixed.extend(next..next + LONG);
        next += LONG;
    }
    mixed
}

/// What is asked for most gives way to other keys, all the time.
fn shifting(requests: Vec<u32>) -> Vec<u32> {
    const REQUESTS_OF_A_STEP: u32 = 20;
    let step = |(place, rank): (u32, u32)| (rank + place / REQUESTS_OF_A_STEP) % KEYS;
    (0..).zip(requests).map(step).collect()
}

/// All keys again and again.
fn in_a_loop() -> Vec<u32> {
    const LOOP: u32 = 10_000;
    (0..LOOP).cycle().take(REQUESTS).collect()
}
