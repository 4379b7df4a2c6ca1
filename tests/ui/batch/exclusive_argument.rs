use cache_runtime::cached;
use std::collections::HashMap;

#[cached(key = "square:<n>", batch = numbers, ttl = "1h", ignore(log))]
fn squares(log: &mut Vec<u64>, numbers: Vec<u64>) -> HashMap<u64, u64> {
    log.extend(&numbers);
    numbers.into_iter().map(|n| (n, n * n)).collect()
}

fn main() {}
