use cache_runtime::cached;

trait Prices {
    #[cached(key = "price:<item>", ttl = "1h", ignore(self))]
    fn price(&self, item: u64) -> u64;
}

fn main() {}
