use cache_runtime::cached;

#[cached(key = "user:<id>", ttl = "1h")]
fn get_user(id: u64) -> u64 {
    id
}

fn main() {
    let _ = warm_get_user(0..10, "8");
}
