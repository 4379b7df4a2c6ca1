use cache_runtime::cached;

#[cached(ttl = "1m", refresh_ahead = -0.5)]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
