use cache_runtime::cached;

#[async_trait::async_trait]
trait Prices {
    async fn price(&self, item: u64) -> u64;
}

struct Shop;

#[async_trait::async_trait]
impl Prices for Shop {
    #[cached(key = "price:<item>", ttl = "1h", ignore(self))]
    async fn price(&self, item: u64) -> u64 {
        item
    }
}

fn main() {}
