use cache_runtime::cached;

#[cached(ttl = "1h", error_ttl = "forever")]
fn half(n: u64) -> Result<u64, String> {
    Ok(n / 2)
}

fn main() {}
