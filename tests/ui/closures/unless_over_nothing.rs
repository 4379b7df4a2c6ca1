use cache_runtime::cached;

#[cached(ttl = "1h", unless = || true)]
fn rows(limit: u64) -> u64 {
    limit
}

fn main() {}
