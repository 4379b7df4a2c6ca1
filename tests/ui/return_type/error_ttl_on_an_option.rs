use cache_runtime::cached;

#[cached(ttl = "1h", error_ttl = "1s")]
async fn half(n: u64) -> Option<u64> {
    n.checked_div(2)
}

fn main() {}
