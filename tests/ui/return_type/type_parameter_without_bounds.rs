use cache_runtime::cached;

#[cached(key = "made:<n>", ttl = "1h")]
fn made<T: From<u64>>(n: u64) -> T {
    T::from(n)
}

fn main() {}
