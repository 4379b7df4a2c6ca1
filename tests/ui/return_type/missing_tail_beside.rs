use cache_runtime::cached;

#[cached(ttl = "1h")]
fn square(n: u64) -> u64 {
    n * n;
}

#[cached(ttl = "1h")]
async fn cube(n: u64) -> u64 {
    n * n * n;
}

fn main() {}
