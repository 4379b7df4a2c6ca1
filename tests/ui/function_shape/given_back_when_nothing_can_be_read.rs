use cache_runtime::cached;

struct Shop;

impl Shop {
    #[cached("1h")]
    async fn price(&self, item: u64) -> u64 {
        item
    }
}

async fn total(shop: &Shop) -> u64 {
    shop.price(7).await + shop.price(8).await
}

fn main() {}
