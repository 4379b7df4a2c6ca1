use cache_runtime::{cache_put, cached};

#[cached(key = "user:<id>", ttl = "1h")]
fn get_user(id: u64) -> u64 {
    id
}

#[cache_put(get_user(id))]
async fn update(id: u64) -> Result<String, String> {
    Ok(id.to_string())
}

fn main() {}
