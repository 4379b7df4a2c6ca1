use cache_runtime::cached;

#[cached(ttl = "1h", ttl_with = || std::time::Duration::from_secs(1))]
fn rows(limit: u64) -> u64 {
    limit
}

fn main() {}
