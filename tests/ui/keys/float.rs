use cache_runtime::cached;

#[cached(ttl = "1h")]
fn square(ratio: f64) -> u64 {
    ratio.to_bits()
}

fn main() {}
