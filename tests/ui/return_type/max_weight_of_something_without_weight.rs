use cache_runtime::cached;

#[derive(Clone)]
struct User {
    id: u64,
}

#[cached(ttl = "1h", max_weight = "1MiB")]
fn user(id: u64) -> User {
    User { id }
}

fn main() {}
