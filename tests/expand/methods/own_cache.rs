//! A cache of the value's own: every helper that asks it takes `&self`.
use cache_runtime::{Cache, cached};

pub struct Service {
    pub cache: Cache,
}

impl Service {
    #[cached(key = "name:<id>", ttl = "1h", cache = self.cache, ignore(self))]
    pub fn name(&self, id: u32) -> String {
        format!("service {id}")
    }
}
