use cache_runtime::cached;

#[cached(key = "area:<width>", ttl = "1h")]
fn area((width, height): (u64, u64)) -> u64 {
    width * height
}

fn main() {}
