use cache_runtime::cached;

#[cached(ttl = "1h")]
fn square(_: &str, n: u64) -> u64 {
    n * n
}

fn main() {}
