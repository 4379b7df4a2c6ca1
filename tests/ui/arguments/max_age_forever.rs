use cache_runtime::cached;

#[cached(ttl = "1h", sliding = true, max_age = "forever")]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
