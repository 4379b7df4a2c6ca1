use cache_runtime::cached;

#[cached(key = "square:<n>", batch = numbers, ttl = "1h")]
fn squares(numbers: Vec<u64>) -> Result<Vec<u64>, String> {
    Ok(numbers.into_iter().map(|n| n * n).collect())
}

fn main() {}
