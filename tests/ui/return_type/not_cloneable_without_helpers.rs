use cache_runtime::cached;

struct User {
    id: u64,
}

#[cached(ttl = "1h", helpers = false)]
async fn user(id: u64) -> Result<User, String> {
    Ok(User { id })
}

fn main() {}
