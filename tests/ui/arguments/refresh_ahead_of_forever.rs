use cache_runtime::cached;

#[cached(ttl = "forever", refresh_ahead = 0.8)]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
