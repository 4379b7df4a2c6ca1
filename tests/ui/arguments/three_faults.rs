use cache_runtime::cached;

#[cached(ttl = "0s", jitter = 0.9, tier = "disk")]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
