use cache_runtime::cached;

#[cached(key = "user:<uid>", ttl = "1h")]
fn user(user_id: u64, tenant: u64) -> u64 {
    user_id + tenant
}

fn main() {}
