use cache_runtime::{cache_put, cached};

#[cached(key = "user:<id>", ttl = "1h")]
fn get_user(id: u64) -> u64 {
    id
}

#[cache_put(get_user(id), audit = 0.001)]
fn update(id: u64) -> u64 {
    id
}

fn main() {}
