use cache_runtime::cached;

#[cached(ttl = "1h", unless = |rows: &Vec<u64>| rows.is_empty())]
fn rows(limit: u64) -> String {
    limit.to_string()
}

fn main() {}
