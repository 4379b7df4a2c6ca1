use cache_runtime::cached;

#[cached(ttl = "30x")]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
