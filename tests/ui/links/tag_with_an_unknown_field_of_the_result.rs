use cache_runtime::cached;

#[derive(Clone)]
struct User {
    team: u64,
}

#[cached(ttl = "1h", tags = ["team:<result.taem>"])]
fn user(id: u64) -> Option<User> {
    Some(User { team: id })
}

fn main() {}
