//! Which keys are asked for, in which order: the same for everybody, and the same in each run.

use fastrand::Rng;

/// Keys in each cache.
pub const KEYS: usize = 10_000;
/// Room in each bounded cache: enough that nothing is evicted.
pub const CAPACITY: usize = 20_000;
/// The number in composite keys.
pub const TENANT: u64 = 3;
/// Look-ups in one sequence.
const LENGTH: usize = 65_536;
/// How unequal the keys are.
const EXPONENT: f64 = 0.99;
const SEED: u64 = 42;

/// Keys drawn by Zipf's law, as positions in `0..KEYS`.
#[must_use]
pub fn zipf() -> Vec<u32> {
    let mut random = Rng::with_seed(SEED);
    let cumulated = cumulated_shares();
    // Popular keys are spread over the tables, as they are in life.
    let mut keys: Vec<u32> = positions().collect();
    random.shuffle(&mut keys);
    (0..LENGTH)
        .map(|_| keys[draw(&cumulated, random.f64())])
        .collect()
}

/// One key again and again.
#[must_use]
pub fn hot() -> Vec<u32> {
    vec![7; LENGTH]
}

/// Each key once.
pub fn positions() -> impl Iterator<Item = u32> {
    (0_u32..).take(KEYS)
}

/// The text of the keys by number.
#[must_use]
pub fn number_texts() -> Vec<String> {
    positions()
        .map(|position| format!("user:{position}"))
        .collect()
}

/// Names of twelve bytes.
#[must_use]
pub fn names() -> Vec<String> {
    positions()
        .map(|position| format!("user-{position:07}"))
        .collect()
}

fn cumulated_shares() -> Vec<f64> {
    let mut sum = 0.0;
    let weights = positions().map(|position| (f64::from(position) + 1.0).powf(-EXPONENT));
    let sums: Vec<f64> = weights
        .map(|weight| {
            sum += weight;
            sum
        })
        .collect();
    sums.iter().map(|partial| partial / sum).collect()
}

fn draw(cumulated: &[f64], uniform: f64) -> usize {
    cumulated
        .partition_point(|share| *share < uniform)
        .min(KEYS - 1)
}
