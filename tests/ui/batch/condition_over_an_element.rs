use cache_runtime::cached;
use std::collections::HashMap;

#[cached(key = "square:<n>", batch = numbers, ttl = "1h", cache_if = |n| *n > 1)]
fn squares(numbers: Vec<u64>) -> HashMap<u64, u64> {
    numbers.into_iter().map(|n| (n, n * n)).collect()
}

fn main() {}
