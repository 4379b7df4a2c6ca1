use cache_runtime::cached;

#[cached(ttl = "1h", stampede = "lock", lock_wait = "forever")]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
