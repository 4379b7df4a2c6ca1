//! Methods with each receiver, and an associated function without one.
use cache_runtime::cached;
use std::sync::Arc;

#[derive(Clone)]
pub struct Repository {
    pub region: String,
    pub calls: u64,
}

impl Repository {
    #[cached(key = "price:<self.region>:<id>", ttl = "1h")]
    pub async fn price(&self, id: u64) -> u64 {
        id + self.calls
    }

    #[cached(ttl = "1h", ignore(self))]
    pub async fn counted(&mut self, id: u64) -> u64 {
        self.calls += 1;
        id
    }

    #[cached(key = "owned:<id>", ttl = "1h", ignore(self))]
    pub fn owned(mut self, id: u64) -> u64 {
        self.calls += id;
        self.calls
    }

    #[cached(key = "shared:<id>", ttl = "1h", ignore(self))]
    pub async fn shared(self: Arc<Self>, id: u64) -> u64 {
        id + self.calls
    }

    #[cached(key = "fresh:<region>", ttl = "1h")]
    pub fn fresh(region: &str) -> Option<u64> {
        Self::known(region)
    }

    fn known(region: &str) -> Option<u64> {
        u64::try_from(region.len()).ok()
    }
}
