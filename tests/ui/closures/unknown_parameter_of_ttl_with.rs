use cache_runtime::cached;

#[cached(ttl = "1h", ttl_with = |value, ids| std::time::Duration::from_secs(*value + *ids))]
fn rows(id: u64) -> u64 {
    id
}

fn main() {}
