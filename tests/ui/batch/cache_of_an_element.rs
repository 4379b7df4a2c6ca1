use cache_runtime::{Cache, cached};
use std::collections::HashMap;

#[cached(key = "square:<n>", batch = numbers, ttl = "1h", cache = caches[n], ignore(caches))]
fn squares(caches: &[Cache], numbers: Vec<usize>) -> HashMap<usize, usize> {
    let _ = caches;
    numbers.into_iter().map(|n| (n, n * n)).collect()
}

fn main() {}
