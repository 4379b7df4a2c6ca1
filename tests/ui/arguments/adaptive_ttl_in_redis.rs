use cache_runtime::cached;

#[cached(adaptive_ttl = "5m..1h", tier = "redis")]
fn load(id: u64) -> u64 {
    id
}

fn main() {}
