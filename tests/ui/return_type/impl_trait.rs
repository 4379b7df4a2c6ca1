use cache_runtime::cached;

#[cached(ttl = "1h")]
fn numbers(n: u64) -> impl Iterator<Item = u64> {
    0..n
}

fn main() {}
