use cache_runtime::cached;

struct User {
    id: u64,
}

#[cached(ttl = "1h")]
fn user(id: u64) -> User {
    User { id }
}

fn main() {}
