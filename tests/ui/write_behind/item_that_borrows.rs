use cache_runtime::write_behind;

#[write_behind(key = "name:<name>", item = name, ttl = "1h")]
async fn save(users: Vec<&str>) -> Result<(), String> {
    let _ = users;
    Ok(())
}

fn main() {}
