use cache_runtime::cached;

#[cached(ttl = "1h")]
fn square(ratio: &f32) -> u32 {
    ratio.to_bits()
}

fn main() {}
