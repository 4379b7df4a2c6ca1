use cache_runtime::cached;

#[cached(ttl = "1m", stale_while_revalidate = "forever")]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
