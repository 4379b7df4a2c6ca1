use cache_runtime::cached;

#[cached(ttl = "1h", cache_if = |_| true)]
fn rows(limit: u64) -> u64 {
    limit
}

fn main() {}
