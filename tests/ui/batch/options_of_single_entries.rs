use cache_runtime::cached;
use std::collections::HashMap;

#[cached(
    key = "square:<n>", batch = numbers, ttl = "1h", sliding = true, max_age = "1d", stampede = "early", beta = 2.0,
    stale_while_revalidate = "1m", stale_if_error = "1d", refresh_ahead = 0.5, refresh_every = "5m", idle_after = "1h",
    timeout = "2s", soft_timeout = "1s", on_cancel = "finish", error_ttl = "1s", audit = 0.001
)]
async fn squares(numbers: Vec<u64>) -> Result<HashMap<u64, u64>, String> {
    Ok(numbers.into_iter().map(|n| (n, n * n)).collect())
}

#[cached(key = "cube:<n>", batch = numbers, adaptive_ttl = "1m..1h")]
fn cubes(numbers: Vec<u64>) -> HashMap<u64, u64> {
    numbers.into_iter().map(|n| (n, n * n * n)).collect()
}

fn main() {}
