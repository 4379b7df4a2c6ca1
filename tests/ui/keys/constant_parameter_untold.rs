use cache_runtime::cached;

#[cached(key = "scaled:<n>", ttl = "1h")]
fn scaled<const FACTOR: u64>(n: u64) -> u64 {
    n * FACTOR
}

fn main() {}
