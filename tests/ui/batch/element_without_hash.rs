use cache_runtime::{CacheKey, cached};
use std::collections::BTreeMap;

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, CacheKey)]
struct Number(u64);

#[cached(key = "square:<n>", batch = numbers, ttl = "1h")]
fn squares(numbers: Vec<Number>) -> BTreeMap<Number, u64> {
    numbers.into_iter().map(|n| (n.clone(), n.0 * n.0)).collect()
}

fn main() {}
