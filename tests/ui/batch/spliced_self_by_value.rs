use cache_runtime::cached;
use std::collections::HashMap;

trait Squares {
    fn squares(self, numbers: Vec<u64>) -> HashMap<u64, u64>;
}

#[derive(Clone)]
struct Plain;

impl Squares for Plain {
    #[cached(key = "square:<n>", batch = numbers, ttl = "1h", ignore(self), helpers = false)]
    fn squares(self, numbers: Vec<u64>) -> HashMap<u64, u64> {
        numbers.into_iter().map(|n| (n, n * n)).collect()
    }
}

fn main() {}
