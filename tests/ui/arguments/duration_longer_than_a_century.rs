use cache_runtime::cached;

#[cached(ttl = "99999999999999999999w")]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
