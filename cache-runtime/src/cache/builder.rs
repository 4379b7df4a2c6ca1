//! Configuration of a cache: every default stands here.

use super::Cache;
use crate::clock::Clock;
use crate::error::Error;

/// Builds a [`Cache`].
///
/// # Default
/// 100,000 entries per region; the system's clock.
///
/// ```
/// # async fn start() -> Result<(), cache_runtime::Error> {
/// use cache_runtime::Cache;
///
/// let cache = Cache::builder().memory_capacity(50_000).build().await?;
/// cache.install()?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct CacheBuilder {
    memory_capacity: u64,
    clock: Clock,
}

impl Default for CacheBuilder {
    fn default() -> Self {
        Self {
            memory_capacity: Self::DEFAULT_CAPACITY,
            clock: Clock::System,
        }
    }
}

impl CacheBuilder {
    pub(super) const DEFAULT_CAPACITY: u64 = 100_000;

    /// The bound of each region, in entries, where the function itself sets none. If not specified, 100,000.
    ///
    /// Memory is taken as entries come, not in advance.
    pub fn memory_capacity(mut self, entries: u64) -> Self {
        self.memory_capacity = entries;
        self
    }

    #[cfg(feature = "testing")]
    pub(crate) fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Builds the cache. It is not installed yet; see [`Cache::install`].
    ///
    /// # Errors
    /// [`Error::Setting`] if a setting makes no sense.
    #[allow(
        clippy::unused_async,
        reason = "a cache with a shared tier connects here; callers need not change then"
    )]
    pub async fn build(self) -> Result<Cache, Error> {
        self.build_memory()
    }

    /// Builds a cache in memory without `async`.
    ///
    /// # Errors
    /// [`Error::Setting`] if a setting makes no sense.
    pub fn build_memory(self) -> Result<Cache, Error> {
        if self.memory_capacity == 0 {
            return Err(Error::Setting {
                name: "memory_capacity",
                reason: "a region of 0 entries holds nothing; give at least 1".into(),
            });
        }
        Ok(Cache::new(self.memory_capacity, self.clock))
    }
}
