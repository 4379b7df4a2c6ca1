use cache_runtime::cached;

#[cached(ttl = "1h", adaptive_ttl = "5m..1h")]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
