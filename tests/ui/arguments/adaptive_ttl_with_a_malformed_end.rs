use cache_runtime::cached;

#[cached(adaptive_ttl = "5m..1hour")]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
