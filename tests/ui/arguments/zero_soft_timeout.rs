use cache_runtime::cached;

type Error = Box<dyn std::error::Error + Send + Sync>;

#[cached(ttl = "1h", stale_if_error = "1d", soft_timeout = "0ms")]
async fn square(n: u64) -> Result<u64, Error> {
    Ok(n * n)
}

fn main() {}
