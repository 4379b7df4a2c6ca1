use cache_runtime::cached;

#[cached(ttl = n + 1, key = "<n>")]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
