use cache_runtime::cached;

#[cached(ttl = "1h", helpers = false)]
fn square(n: u64) -> Result<u64, String> {
    if n > 100 {
        return Err(n);
    }
    Ok(n * n)
}

#[cached(ttl = "1h", helpers = false)]
async fn cube(n: u64) -> Result<u64, String> {
    if n > 100 {
        return n;
    }
    Ok(n * n * n)
}

fn main() {}
