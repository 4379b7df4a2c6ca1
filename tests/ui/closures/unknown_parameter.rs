use cache_runtime::cached;

#[cached(ttl = "1h", cache_if = |limit, page| *limit > 0 && *page > 0)]
fn rows(limit: u64) -> u64 {
    limit
}

fn main() {}
