//! Without helpers the body stands in the closure of the load, with copies of what it reads.
use std::collections::HashMap;

use cache_runtime::cached;

pub trait Rates {
    async fn rates(&self, day: String, names: Vec<String>) -> Result<HashMap<String, u64>, String>;
    fn sums(&self, pairs: &[(u64, u64)], offset: u64) -> HashMap<(u64, u64), u64>;
}

pub struct Fixed;

impl Rates for Fixed {
    #[cached(key = "rate:<day>:<name>", batch = names, ttl = "1h", helpers = false, ignore(self))]
    async fn rates(&self, day: String, mut names: Vec<String>) -> Result<HashMap<String, u64>, String> {
        if day.is_empty() {
            return Err("no day".to_owned());
        }
        names.sort();
        Ok(names.into_iter().map(|name| (name, 7)).collect())
    }

    #[cached(key = "sum:<pair.0>:<pair.1>:<offset>", batch = pairs, ttl = "1h", helpers = false, ignore(self))]
    fn sums(&self, pairs: &[(u64, u64)], mut offset: u64) -> HashMap<(u64, u64), u64> {
        offset += 1;
        pairs.iter().map(|pair| (*pair, pair.0 + pair.1 + offset)).collect()
    }
}
