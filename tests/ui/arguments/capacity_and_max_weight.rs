use cache_runtime::cached;

#[cached(ttl = "1h", capacity = 10, max_weight = "1MiB")]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
