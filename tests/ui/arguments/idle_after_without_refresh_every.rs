use cache_runtime::cached;

#[cached(ttl = "1h", idle_after = "30m")]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
