use cache_runtime::cached;

#[cached(ttl = "1h")]
fn square(n: u64) -> Result<u64, String> {
    let square = n * n;
    square
}

#[cached(ttl = "1h")]
async fn cube(n: u64) -> Result<u64, String> {
    Ok(format!("{n}"))
}

fn main() {}
