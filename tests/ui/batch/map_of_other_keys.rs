use cache_runtime::cached;
use std::collections::HashMap;

#[cached(key = "square:<n>", batch = numbers, ttl = "1h")]
fn squares(numbers: Vec<u64>) -> HashMap<String, u64> {
    numbers.into_iter().map(|n| (n.to_string(), n * n)).collect()
}

fn main() {}
