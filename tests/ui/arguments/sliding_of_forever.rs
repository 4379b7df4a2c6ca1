use cache_runtime::cached;

#[cached(ttl = "forever", sliding = true)]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
