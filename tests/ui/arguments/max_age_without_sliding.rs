use cache_runtime::cached;

#[cached(ttl = "1h", sliding = false, max_age = "1d")]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
