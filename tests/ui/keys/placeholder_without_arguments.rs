use cache_runtime::cached;

#[cached(key = "answer:<n>", ttl = "1h")]
fn answer() -> u64 {
    42
}

fn main() {}
