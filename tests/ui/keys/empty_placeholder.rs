use cache_runtime::cached;

#[cached(key = "square:<>", ttl = "1h")]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
