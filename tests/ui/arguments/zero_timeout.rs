use cache_runtime::cached;

type Error = Box<dyn std::error::Error + Send + Sync>;

#[cached(ttl = "1h", timeout = "0s")]
async fn square(n: u64) -> Result<u64, Error> {
    Ok(n * n)
}

fn main() {}
