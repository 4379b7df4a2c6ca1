use cache_runtime::cached;

#[cached(ttl = "1h", ttl_with = |value| *value)]
fn rows(limit: u64) -> u64 {
    limit
}

fn main() {}
