use cache_runtime::cached;

#[cached(ttl = "1h", negative_ttl = 10)]
fn root(n: u64) -> Option<u64> {
    n.checked_ilog2().map(u64::from)
}

fn main() {}
