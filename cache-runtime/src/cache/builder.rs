//! Configuration of a cache: every default stands here.

use super::Cache;
use super::policies::Spoken;
use crate::background::Allowance;
use crate::clock::{Clock, millis};
use crate::error::Error;
use crate::health::Thresholds;
use crate::policies::Override;
use crate::policy::Policy;
#[cfg(feature = "redis")]
use crate::shared::tier::SharedSettings;
use crate::warming::{OnStart, Starter, Summaries};
use std::future::Future;
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
    policies: Spoken,
    on_start: Vec<Starter>,
    thresholds: Thresholds,
    #[cfg(feature = "redis")]
    pub(super) shared: SharedSettings,
}

impl Default for CacheBuilder {
    fn default() -> Self {
        Self {
            memory_capacity: Self::DEFAULT_CAPACITY,
            clock: Clock::System,
            background: Allowance::default(),
            policies: Spoken::default(),
            on_start: Vec::new(),
            thresholds: Thresholds::default(),
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

    /// How many audits run in the background at the same time (`audit`). If not specified, 10. They take no room from
    /// refreshes; those that find none are not done, and counted.
    pub fn background_audits(mut self, audits: usize) -> Self {
        self.background.audits = audits;
        self
    }

    /// How many keys are refreshed with nobody asking (`refresh_every`). If not specified, 10,000. Further ones live by
    /// their ttl alone, and are counted.
    pub fn scheduled_keys(mut self, keys: usize) -> Self {
        self.background.scheduled_keys = keys;
        self
    }

    /// From where on [`health`](Cache::health) does not call the cache healthy. If not specified, [`Thresholds::default`].
    pub fn health(mut self, thresholds: Thresholds) -> Self {
        self.thresholds = thresholds;
        self
    }

    /// A policy for the functions that name it, with `policy = "…"` in their attribute or at run time. It is what they do not
    /// say themselves.
    ///
    /// What `policy` leaves at its default may be said by the file ([`policies_from`](Self::policies_from)), as may all else.
    ///
    /// ```
    /// use cache_runtime::{Cache, Policy, cached};
    /// use std::time::Duration;
    ///
    /// #[cached(key = "user:<id>", policy = "hot")]
    /// fn get_user(id: u64) -> u64 {
    ///     id
    /// }
    ///
    /// let hot = Policy::new(Duration::from_secs(300)).with_jitter(0.1);
    /// let cache = Cache::builder().policy("hot", hot).build_memory()?;
    /// # let _entered = cache_runtime::testing::enter(&cache);
    /// assert_eq!(get_user(7), 7);
    /// # Ok::<_, cache_runtime::Error>(())
    /// ```
    pub fn policy(mut self, name: impl Into<String>, policy: Policy) -> Self {
        self.policies.book.name(name.into(), &policy);
        self
    }

    /// Says something of one function, over what its attribute writes. `path` is the function's path as
    /// [`stats`](Cache::stats) names it: its module's, `::` and its name, also for methods. Several functions of one path are
    /// all meant. A region that is used by hand is none: it has its policy from each call.
    ///
    /// The file ([`policies_from`](Self::policies_from)) is read on top of it.
    ///
    /// ```
    /// use cache_runtime::{Cache, Override};
    /// use std::time::Duration;
    ///
    /// let shorter = Override::new().with_ttl(Duration::from_secs(60));
    /// let cache = Cache::builder().override_function("shop::get_user", shorter).build_memory()?;
    /// # Ok::<_, cache_runtime::Error>(())
    /// ```
    pub fn override_function(mut self, path: impl Into<String>, said: Override) -> Self {
        self.policies.book.insert_function(path.into(), said);
        self
    }

    /// Reads policies and what is said of functions from a TOML file, when the cache is built and whenever
    /// [`reload_policies`](Cache::reload_policies) is called (feature `policies`).
    ///
    /// ```toml
    /// [policies.hot]
    /// ttl = "5m"
    /// jitter = 0.1
    ///
    /// [functions."shop::get_user"]    # the path as `stats()` names it
    /// policy = "hot"                  # may also be chosen in the attribute
    /// stale_if_error = "1h"
    ///
    /// [functions."shop::search"]
    /// enabled = false                 # the off-switch
    /// ```
    ///
    /// The fields are those of the attribute, written as there: `ttl`, `adaptive_ttl`, `sliding`, `max_age`, `jitter`,
    /// `negative_ttl`, `error_ttl`, `stampede`, `beta`, `lock_wait`, `stale_while_revalidate`, `stale_if_error`, `refresh_ahead`,
    /// `refresh_every`, `idle_after`, `timeout`, `soft_timeout`, `memory_ttl`, `audit`. `"off"` in place of a duration or a
    /// fraction switches off what the attribute or a policy has switched on.
    ///
    /// A named policy counts for less than what the attribute writes, and what is said of the function for more; the ttl of a
    /// function replaces also one that the attribute computes. What a function was not compiled for cannot be switched on:
    /// windows that refresh in the background, `timeout`, `error_ttl`, `negative_ttl` and `refresh_every` must stand in the
    /// attribute too, whatever time they have there; so must `audit`, and its share can only be lowered.
    ///
    /// # Errors
    /// [`build`](Self::build) returns [`Error::Policies`] with every fault of the file. What is wrong with a function is found at
    /// its first call: that panics in debug builds. In release builds it is one line on standard error, and the function goes by
    /// its attribute; one that names a policy is not cached. See also [`check`](Cache::check).
    #[cfg(feature = "policies")]
    pub fn policies_from(mut self, path: impl Into<std::path::PathBuf>) -> Self {
        self.policies.file = Some(path.into());
        self
    }

    /// Warms the cache when it is installed: [`install`](Cache::install) sets `warm` off in the background, on the tokio
    /// runtime where it is called, or without one on a thread of its own. What is given first is done first.
    ///
    /// The program does not wait for it, and no error or panic in it stops anything: [`Cache::warmed`] has what came of it.
    /// What still runs when the cache is [shut down](Cache::shutdown) is stopped as other background work is.
    ///
    /// ```
    /// use cache_runtime::{Cache, cached};
    ///
    /// #[cached(key = "square:<number>", ttl = "1h")]
    /// async fn square(number: u64) -> u64 {
    ///     number * number
    /// }
    ///
    /// # cache_runtime::testing::run(async {
    /// let cache = Cache::builder()
    ///     .warm_on_start(|| async { warm_square(1..=10, 4).await })
    ///     .build()
    ///     .await?;
    /// cache.install()?;
    /// assert_eq!(cache.warmed().await[0].loaded, 10);
    /// # Ok::<_, cache_runtime::Error>(())
    /// # }).unwrap();
    /// ```
    pub fn warm_on_start<W, F>(mut self, warm: W) -> Self
    where
        W: Fn() -> F + Send + Sync + 'static,
        F: Future<Output: Summaries> + Send + 'static,
    {
        self.on_start.push(Starter::new(warm));
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
    /// [`Error::Setting`] if a setting makes no sense; [`Error::Policies`] if what is said of policies cannot be;
    /// [`Error::Unreachable`] if the shared tier does not take part.
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
    /// [`Error::Setting`] if a setting makes no sense, or asks for a shared tier; [`Error::Policies`] if what is said of policies
    /// cannot be.
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
        self.thresholds.check()?;
        let cache = Cache::new(
            self.memory_capacity,
            self.clock.clone(),
            self.background,
            self.policies.read()?,
        );
        cache.start_with(OnStart::new(self.on_start.clone()));
        cache.judge_by(self.thresholds.clone());
        Ok(cache)
    }
}
