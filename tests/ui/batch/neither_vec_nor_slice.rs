use cache_runtime::cached;
use std::collections::{HashMap, HashSet};

#[cached(key = "square:<n>", batch = numbers, ttl = "1h")]
fn squares(numbers: HashSet<u64>) -> HashMap<u64, u64> {
    numbers.into_iter().map(|n| (n, n * n)).collect()
}

fn main() {}
