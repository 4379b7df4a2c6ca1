use cache_runtime::cached;

struct Shop;

impl Shop {
    #[cached(key = "price:<item>", ttl = "1h")]
    fn price(item: u64) -> u64 {
        item
    }
}

fn main() {}
