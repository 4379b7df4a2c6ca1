use cache_runtime::cached;

#[cached(ttl = "1h", lock_wait = "2s")]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
