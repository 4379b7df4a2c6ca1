use async_trait::async_trait;
use cache_runtime::cached;
use std::collections::HashMap;

#[async_trait]
trait Squares {
    async fn squares(&self, numbers: Vec<u64>) -> HashMap<u64, u64>;
}

struct Plain;

#[async_trait]
impl Squares for Plain {
    #[cached(key = "square:<n>", batch = numbers, ttl = "1h", ignore(self), helpers = false)]
    async fn squares(&self, numbers: Vec<u64>) -> HashMap<u64, u64> {
        numbers.into_iter().map(|n| (n, n * n)).collect()
    }
}

fn main() {}
