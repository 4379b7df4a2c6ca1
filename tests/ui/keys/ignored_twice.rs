use cache_runtime::cached;

#[cached(key = "answer", ttl = "1h", ignore(n, n))]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
