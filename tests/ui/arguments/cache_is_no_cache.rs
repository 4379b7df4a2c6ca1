use cache_runtime::cached;

#[cached(ttl = "1h", cache = 7)]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
