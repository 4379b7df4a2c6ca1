use cache_runtime::cached;

trait Prices {
    fn price(&self, item: u64) -> u64;
}

struct Shop;

impl Prices for Shop {
    #[cached(ttl = "1h", banana = true, ignore(self), helpers = false)]
    fn price(&self, item: u64) -> u64 {
        item
    }
}

fn total(shop: &Shop, prices: &dyn Prices) -> u64 {
    shop.price(7) + prices.price(8)
}

fn main() {}
