use cache_runtime::cached;

#[cached(ttl = "1h", unless = |value| value.checked_div(2)? == 0)]
fn rows(limit: u64) -> u64 {
    limit
}

fn main() {}
