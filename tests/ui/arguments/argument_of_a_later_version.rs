use cache_runtime::cached;

#[cached(ttl = "1h", batch = ids)]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
