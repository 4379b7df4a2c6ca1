use cache_runtime::cached;

#[derive(Clone)]
struct User(u64);

#[cached(ttl = "1h", tier = "redis", helpers = false)]
async fn find(id: u64) -> Result<Option<User>, String> {
    Ok(Some(User(id)))
}

fn main() {}
