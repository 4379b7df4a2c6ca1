use cache_runtime::write_behind;

#[write_behind(key = "user:<user>", item = user, ttl = "1h")]
async fn save<T: Clone>(users: Vec<T>) -> Result<(), String> {
    let _ = users;
    Ok(())
}

fn main() {}
