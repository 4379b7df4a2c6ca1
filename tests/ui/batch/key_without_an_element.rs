use cache_runtime::cached;
use std::collections::HashMap;

#[cached(key = "power:<exponent>", batch = numbers, ttl = "1h")]
fn powers(exponent: u32, numbers: Vec<u64>) -> HashMap<u64, u64> {
    numbers.into_iter().map(|n| (n, n.pow(exponent))).collect()
}

fn main() {}
