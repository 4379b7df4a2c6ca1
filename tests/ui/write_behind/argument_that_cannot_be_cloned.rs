use cache_runtime::write_behind;

#[derive(Clone)]
struct User {
    id: u64,
}

struct Db;

#[write_behind(key = "user:<user.id>", item = user, ttl = "1h")]
async fn save(db: Db, users: Vec<User>) -> Result<(), String> {
    let _ = (db, users);
    Ok(())
}

fn main() {}
