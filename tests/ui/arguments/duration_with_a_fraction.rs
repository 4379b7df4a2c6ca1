use cache_runtime::cached;

#[cached(ttl = "1.5h")]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
