use cache_runtime::{cache_invalidate, cached};

#[cached(key = "user:<id>", ttl = "1h")]
fn get_user(id: u64) -> u64 {
    id
}

struct Update {
    name: String,
}

#[cache_invalidate(get_user(result.name))]
fn update() -> Result<Update, ()> {
    Ok(Update { name: String::new() })
}

fn main() {}
