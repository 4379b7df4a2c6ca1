use cache_runtime::cached;

#[cached(ttl = "1h", tags = ["result:<result>"])]
fn doubled(result: u64) -> u64 {
    result * 2
}

fn main() {}
