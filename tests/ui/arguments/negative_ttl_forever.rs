use cache_runtime::cached;

#[cached(ttl = "1h", negative_ttl = "forever")]
fn half(n: u64) -> Option<u64> {
    n.checked_div(2)
}

fn main() {}
