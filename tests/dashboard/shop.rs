//! A few cached functions and a cache of their own, for the page to show.

use axum::Router;
use cache_runtime::dashboard::Dashboard;
use cache_runtime::testing::{self, TestClock};
use cache_runtime::{Cache, cached};

/// Long enough, and right.
pub(crate) const TOKEN: &str = "right-horse-battery-staple";

/// A cache with its page.
pub(crate) struct Shop {
    pub(crate) cache: Cache,
    pub(crate) clock: TestClock,
    pub(crate) router: Router,
}

impl Shop {
    /// With buttons.
    pub(crate) fn open() -> Self {
        Self::with(|dashboard| dashboard.allow_invalidation(TOKEN))
    }

    /// Without.
    pub(crate) fn read_only() -> Self {
        Self::with(|dashboard| dashboard)
    }

    fn with(allow: impl FnOnce(Dashboard) -> Dashboard) -> Self {
        let (cache, clock) = testing::cache();
        Self {
            router: allow(Dashboard::of(&cache)).router(),
            cache,
            clock,
        }
    }

    #[cached(key = "product:<id>", ttl = "1h", tags = ["products", "shelf:<id>"], cache = self.cache, ignore(self))]
    #[allow(clippy::unused_self, reason = "the attribute uses it")]
    pub(crate) fn product(&self, id: u64) -> String {
        format!("product {id}")
    }

    #[cached(key = "stock:<id>", ttl = "1m", cache = self.cache, ignore(self), helpers = false)]
    pub(crate) fn stock(&self, id: u64) -> Result<u64, String> {
        if id == 0 {
            return Err("no such product".to_owned());
        }
        Ok(self.product(id).len() as u64)
    }

    /// Lets time pass as it does where a thread sweeps each second.
    pub(crate) fn pass(&self, seconds: u64) {
        for _ in 0..seconds {
            self.clock.advance(std::time::Duration::from_secs(1));
            self.cache.sweep();
        }
    }

    pub(crate) fn loads_of_product(&self) -> u64 {
        let stats = self.cache.stats();
        stats.function("product").map_or(0, |row| row.loads)
    }
}
