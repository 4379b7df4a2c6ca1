use cache_runtime::cached;

#[cached(ttl = "forever", jitter = 0.1)]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
