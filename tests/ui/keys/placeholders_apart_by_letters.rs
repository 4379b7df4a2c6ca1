use cache_runtime::cached;

#[cached(key = "sum:<a>plus<b>", ttl = "1h")]
fn sum(a: u64, b: u64) -> u64 {
    a + b
}

fn main() {}
