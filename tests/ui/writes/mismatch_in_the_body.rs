use cache_runtime::{cache_invalidate, cached};

#[cached(key = "user:<id>", ttl = "1h")]
fn get_user(id: u64) -> u64 {
    id
}

#[cache_invalidate(get_user(id))]
async fn update(id: u64) -> Result<u64, String> {
    Ok(id.to_string())
}

#[cache_invalidate(get_user(id))]
fn update_sync(id: u64) -> Result<u64, String> {
    if id > 3 {
        return Ok("three");
    }
    id
}

fn main() {}
