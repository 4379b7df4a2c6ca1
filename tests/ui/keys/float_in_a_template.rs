use cache_runtime::cached;

#[cached(key = "square:<ratio>", ttl = "1h")]
fn square(ratio: f64) -> u64 {
    ratio.to_bits()
}

fn main() {}
