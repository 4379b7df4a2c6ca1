use cache_runtime::cached;

struct Shop;

impl Shop {
    #[cached(ttl = "1h")]
    fn price(&self, item: u64) -> u64 {
        item
    }
}

fn main() {}
