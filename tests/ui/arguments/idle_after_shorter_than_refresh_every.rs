use cache_runtime::cached;

#[cached(ttl = "1h", refresh_every = "5m", idle_after = "1m")]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
