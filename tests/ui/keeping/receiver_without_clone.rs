use cache_runtime::cached;

struct Repository {
    rows: u64,
}

impl Repository {
    #[cached(ttl = "1h", stale_while_revalidate = "1m", ignore(self))]
    async fn load(&self, id: u64) -> u64 {
        self.rows + id
    }
}

fn main() {}
