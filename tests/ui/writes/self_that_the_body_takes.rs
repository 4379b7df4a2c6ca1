use cache_runtime::{cache_invalidate, cached};

#[cached(key = "user:<id>", ttl = "1h")]
fn get_user(id: u64) -> u64 {
    id
}

struct Users {
    shard: u64,
}

impl Users {
    #[cache_invalidate(get_user(result + self.shard))]
    fn update(&mut self) -> u64 {
        self.shard
    }
}

fn main() {}
