use cache_runtime::write_behind;

#[derive(Clone)]
struct User {
    id: u64,
}

trait Store {
    #[write_behind(key = "user:<user.id>", item = user, ttl = "1h")]
    async fn save(&self, users: Vec<User>) -> Result<(), String>;
}

fn main() {}
