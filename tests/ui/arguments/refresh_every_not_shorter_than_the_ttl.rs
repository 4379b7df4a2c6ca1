use cache_runtime::cached;

#[cached(ttl = "5m", refresh_every = "5m")]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
