use cache_runtime::cached;

#[cached(ttl = "1h", timeout = "1s")]
async fn square(n: u64) -> Result<u64, String> {
    Ok(n * n)
}

fn main() {}
