use cache_runtime::cached;

#[cached(adaptive_ttl = "0s..1h")]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
