use cache_runtime::cached;

#[cached(adaptive_ttl = "1h..5m")]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
