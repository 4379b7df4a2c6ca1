use cache_runtime::cached;

#[cached(ttl = "1h", memory_ttl = 30)]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
