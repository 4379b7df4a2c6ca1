use cache_runtime::cached;

#[cached(key = "user:<usr_id>", ttl = "1h")]
fn user(user_id: u64) -> u64 {
    user_id
}

fn main() {}
