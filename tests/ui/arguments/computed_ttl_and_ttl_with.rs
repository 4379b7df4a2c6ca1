use cache_runtime::cached;

#[cached(ttl = std::time::Duration::from_secs(n), ttl_with = |value| std::time::Duration::from_secs(*value))]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
