//! Configuration of a cache: every default stands here.

use super::Cache;
use crate::background::Allowance;
use crate::clock::{Clock, millis};
use crate::error::Error;
#[cfg(feature = "redis")]
use crate::shared::tier::SharedSettings;
use std::time::Duration;

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
    background: Allowance,
    #[cfg(feature = "redis")]
    pub(super) shared: SharedSettings,
}

impl Default for CacheBuilder {
    fn default() -> Self {
        Self {
            memory_capacity: Self::DEFAULT_CAPACITY,
            clock: Clock::System,
            background: Allowance::default(),
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

    /// How long a source is left alone after a load of a key has failed while there was a stale value to go on with: so
    /// long that value is the answer, and the function is not asked. If not specified, 30 s.
    ///
    /// Counted for each key and each process. It never lasts longer than the value's `stale_if_error` or
    /// `stale_while_revalidate`.
    pub fn stale_throttle(mut self, pause: Duration) -> Self {
        self.background.stale_throttle = millis(pause);
        self
    }

    /// How many refreshes run in the background at the same time. If not specified, 100. Those that find no room are not
    /// done, and counted; the next hit asks again.
    pub fn background_refreshes(mut self, refreshes: usize) -> Self {
        self.background.refreshes = refreshes;
        self
    }

    /// How many keys are refreshed with nobody asking (`refresh_every`). If not specified, 10,000. Further ones live by
    /// their ttl alone, and are counted.
    pub fn scheduled_keys(mut self, keys: usize) -> Self {
        self.background.scheduled_keys = keys;
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
        Ok(Cache::new(
            self.memory_capacity,
            self.clock.clone(),
            self.background,
        ))
    }
}
