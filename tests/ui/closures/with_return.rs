use cache_runtime::cached;

#[cached(ttl = "1h", unless = |value| { if *value == 0 { return true; } *value > 9 })]
fn rows(limit: u64) -> u64 {
    limit
}

fn main() {}
