use cache_runtime::cached;

trait Load {
    fn load(&self, id: u64) -> u64;
}

struct Repository;

impl Load for Repository {
    #[cached(ttl = "1h", stale_while_revalidate = "1m", helpers = false, ignore(self))]
    fn load(&self, id: u64) -> u64 {
        id
    }
}

fn main() {}
