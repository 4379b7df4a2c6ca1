use cache_runtime::write_behind;

#[derive(Clone)]
struct User {
    id: u64,
}

#[write_behind(key = "user:<user.id>", item = user, ttl = "1h", tags = ["tenant:<tenant>"])]
async fn save(tenant: u64, users: Vec<User>) -> Result<(), String> {
    let _ = (tenant, users);
    Ok(())
}

fn main() {}
