use cache_runtime::cached;

#[cached(ttl = "1h", stampede = "early", beta = 1e999)]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
