use cache_runtime::cached;

#[cached(
    ttl = "1m",
    stale_while_revalidate = "0s",
    stale_if_eror = "1h",
    soft_timeout = "2s",
    timeout = "1s",
    max_age = "1h",
    refresh_ahead = 2.0
)]
async fn square(n: u64) -> u64 {
    n * n
}

fn main() {
    let _ = square(7);
}
