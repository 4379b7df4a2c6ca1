use cache_runtime::cached;

#[cached(ttl = "1m", stale_while_revalidate = "1h", stale_if_error = "1h")]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
