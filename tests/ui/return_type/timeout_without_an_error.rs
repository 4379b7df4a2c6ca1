use cache_runtime::cached;

#[cached(ttl = "1h", timeout = "1s")]
async fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
