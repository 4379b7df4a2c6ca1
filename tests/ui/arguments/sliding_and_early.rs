use cache_runtime::cached;

#[cached(ttl = "1h", sliding = true, stampede = "early")]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
