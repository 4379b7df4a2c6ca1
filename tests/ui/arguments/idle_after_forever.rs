use cache_runtime::cached;

#[cached(ttl = "1h", refresh_every = "5m", idle_after = "forever")]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
