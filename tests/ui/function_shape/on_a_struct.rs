use cache_runtime::cached;

#[cached(ttl = "1h")]
pub struct User {
    pub id: u64,
}

fn main() {}
