use cache_runtime::{CacheKey, cached};

#[derive(CacheKey)]
struct Wrapper<T>(T);

#[cached(ttl = "1h")]
fn unwrapped(value: Wrapper<f64>) -> u64 {
    value.0.to_bits()
}

fn main() {}
