use cache_runtime::cached;

#[derive(Clone)]
struct User(u64);

#[cached(ttl = "1h", audit = 0.001)]
async fn load(id: u64) -> Result<User, String> {
    Ok(User(id))
}

fn main() {}
