use cache_runtime::cached;

#[cached(ttl = "1h", tier = "memory", memory_ttl = "1m")]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
