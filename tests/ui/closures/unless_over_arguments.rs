use cache_runtime::cached;

#[cached(ttl = "1h", unless = |value, limit| value == limit)]
fn rows(limit: u64) -> u64 {
    limit
}

fn main() {}
