use cache_runtime::write_behind;

#[derive(Clone)]
struct User {
    id: u64,
}

#[write_behind(key = "user:<user.id>", item = user, ttl = "1h")]
async fn save(names: Option<&str>, users: Vec<User>) -> Result<(), String> {
    let _ = (names, users);
    Ok(())
}

fn main() {}
