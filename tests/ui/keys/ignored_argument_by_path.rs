use cache_runtime::cached;

#[cached(key = "user", ttl = "1h", ignore(user.id))]
fn user(user: u64) -> u64 {
    user
}

fn main() {}
