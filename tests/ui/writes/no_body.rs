use cache_runtime::{cache_invalidate, cached};

#[cached(key = "user:<id>", ttl = "1h")]
fn get_user(id: u64) -> u64 {
    id
}

trait Users {
    #[cache_invalidate(get_user(id))]
    fn update(&self, id: u64);
}

fn main() {}
