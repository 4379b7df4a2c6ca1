use cache_runtime::cached;

#[cached(ttl = "1h", unless = async |value| *value == 0)]
fn rows(limit: u64) -> u64 {
    limit
}

fn main() {}
