use cache_runtime::cached;

#[cached(ttl = "1h", audit = 1.5)]
fn load(id: u64) -> u64 {
    id
}

fn main() {}
