use cache_runtime::cached;

#[derive(Clone)]
struct User(u64);

#[cached(ttl = "1h", tier = "all")]
fn find(id: u64) -> User {
    User(id)
}

fn main() {}
