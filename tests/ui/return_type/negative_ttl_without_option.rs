use cache_runtime::cached;

#[cached(ttl = "1h", negative_ttl = "1s")]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
