use cache_runtime::cached;

struct Shop;

#[cached(ttl = "1h")]
impl Shop {
    fn price(&self, item: u64) -> u64 {
        item
    }
}

fn main() {}
