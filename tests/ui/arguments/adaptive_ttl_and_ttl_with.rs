use cache_runtime::cached;

#[cached(
    adaptive_ttl = "5m..1h",
    ttl_with = |value: &u64| std::time::Duration::from_secs(*value)
)]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
