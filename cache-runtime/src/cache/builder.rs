//! Configuration of a cache: every default stands here.

use super::Cache;
use crate::clock::Clock;
use crate::error::Error;
#[cfg(feature = "redis")]
use crate::shared::tier::SharedSettings;

/// Builds a [`Cache`].
///
/// # Default
/// 100,000 entries per region; the system's clock; no shared tier.
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
    #[cfg(feature = "redis")]
    pub(super) shared: SharedSettings,
}

impl Default for CacheBuilder {
    fn default() -> Self {
        Self {
            memory_capacity: Self::DEFAULT_CAPACITY,
            clock: Clock::System,
            #[cfg(feature = "redis")]
            shared: SharedSettings::default(),
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

    /// Builds the cache, and connects to its shared tier if it has one. It is not installed yet; see [`Cache::install`].
    ///
    /// # Errors
    /// [`Error::Setting`] if a setting makes no sense; [`Error::Unreachable`] if the shared tier does not take part.
    #[cfg_attr(
        not(feature = "redis"),
        allow(
            clippy::unused_async,
            reason = "a cache with a shared tier connects here; callers need not change then"
        )
    )]
    pub async fn build(self) -> Result<Cache, Error> {
        let cache = self.memory()?;
        #[cfg(feature = "redis")]
        cache.connect(self.shared).await?;
        Ok(cache)
    }

    /// Builds a cache in memory without `async`.
    ///
    /// # Errors
    /// [`Error::Setting`] if a setting makes no sense, or asks for a shared tier.
    pub fn build_memory(self) -> Result<Cache, Error> {
        #[cfg(feature = "redis")]
        self.shared.refuse()?;
        self.memory()
    }

    fn memory(&self) -> Result<Cache, Error> {
        if self.memory_capacity == 0 {
            return Err(Error::Setting {
                name: "memory_capacity",
                reason: "a region of 0 entries holds nothing; give at least 1".into(),
            });
        }
        Ok(Cache::new(self.memory_capacity, self.clock.clone()))
    }
}
