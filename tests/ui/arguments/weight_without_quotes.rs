use cache_runtime::cached;

#[cached(ttl = "1h", max_weight = 64)]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
