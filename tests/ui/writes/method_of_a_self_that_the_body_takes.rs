use cache_runtime::{cache_invalidate, cached};

struct Users;

impl Users {
    #[cached(key = "own-user:<id>", ttl = "1h", ignore(self))]
    fn get(&self, id: u64) -> u64 {
        id
    }

    #[cache_invalidate(self.get(result))]
    fn update(&mut self) -> u64 {
        7
    }
}

fn main() {}
