use cache_runtime::cached;
use std::collections::HashMap;

#[cached(key = "half:<n>", ttl = "1h")]
fn half(n: u64) -> u64 {
    n / 2
}

#[cached(key = "square:<n>", batch = numbers, ttl = "1h", depends_on(half(numbers[0])))]
fn squares(numbers: Vec<u64>) -> HashMap<u64, u64> {
    numbers.into_iter().map(|n| (n, half(n))).collect()
}

fn main() {}
