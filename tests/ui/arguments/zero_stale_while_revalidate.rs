use cache_runtime::cached;

#[cached(ttl = "1m", stale_while_revalidate = "0s")]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
