use cache_runtime::cached;

#[cached(ttl = "1h", track = "true")]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
