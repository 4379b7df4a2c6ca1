use cache_runtime::cached;

#[cached(ttl = "1h", sliding = true, refresh_ahead = 0.8, refresh_every = "5m")]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
