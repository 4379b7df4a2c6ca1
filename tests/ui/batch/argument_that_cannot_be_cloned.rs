use cache_runtime::cached;
use std::collections::HashMap;

struct Connection;

#[cached(key = "square:<n>", batch = numbers, ttl = "1h", ignore(connection))]
fn squares(connection: Connection, numbers: Vec<u64>) -> HashMap<u64, u64> {
    drop(connection);
    numbers.into_iter().map(|n| (n, n * n)).collect()
}

fn main() {}
