use cache_runtime::cached;

#[cached(ttl = "forever", stampede = "early")]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
