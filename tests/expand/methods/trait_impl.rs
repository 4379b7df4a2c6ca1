//! A trait's method cannot have siblings.
use cache_runtime::cached;

pub trait Prices {
    fn price(&self, id: u64) -> Result<u64, String>;
}

pub struct Shop {
    pub region: u8,
}

impl Prices for Shop {
    #[cached(key = "shop:<self.region>:<id>", ttl = "1h", helpers = false)]
    fn price(&self, id: u64) -> Result<u64, String> {
        let price = id.checked_mul(2).ok_or("too much")?;
        Ok(price)
    }
}
