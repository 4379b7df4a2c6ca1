use cache_runtime::cached;

#[cached(
    ttl = "1h",
    adaptive_ttl = "5m..1h",
    sliding = true,
    max_age = "1d",
    stale_while_revalidate = "1m",
    stale_if_error = "1h",
    refresh_ahead = 0.8,
    refresh_every = "5m",
    on_cancel = "finish",
    timeout = "1s",
    soft_timeout = "20ms",
    policy = "hot",
    batch = ids
)]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
