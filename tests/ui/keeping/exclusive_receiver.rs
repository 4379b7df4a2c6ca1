use cache_runtime::cached;

struct Repository;

impl Repository {
    #[cached(ttl = "1h", refresh_every = "5m", ignore(self))]
    async fn load(&mut self, id: u64) -> u64 {
        id
    }
}

fn main() {}
