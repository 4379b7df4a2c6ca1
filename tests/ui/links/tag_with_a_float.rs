use cache_runtime::cached;

#[cached(key = "root:<n>", ttl = "1h", tags = ["ratio:<ratio>"], ignore(ratio))]
fn root(n: u64, ratio: f64) -> u64 {
    n + ratio.to_bits()
}

fn main() {}
