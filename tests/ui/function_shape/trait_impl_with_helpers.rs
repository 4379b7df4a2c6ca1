use cache_runtime::cached;

trait Prices {
    fn price(&self, item: u64) -> u64;
}

struct Shop;

impl Prices for Shop {
    #[cached(key = "price:<item>", ttl = "1h", ignore(self))]
    fn price(&self, item: u64) -> u64 {
        item
    }
}

fn main() {}
