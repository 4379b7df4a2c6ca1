use cache_runtime::cached;

#[cached(ttl = "1h")]
fn square(point: (f32, f32)) -> u32 {
    point.0.to_bits() ^ point.1.to_bits()
}

fn main() {}
