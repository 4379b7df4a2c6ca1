//! [`Cache`]: the handle, and what can be asked of a cache as a whole. A call of a cached function is followed in
//! `call.rs` and `load.rs`.

mod builder;
#[cfg(any(feature = "metrics", feature = "otel"))]
mod exports;
#[cfg(not(any(feature = "metrics", feature = "otel")))]
#[path = "no_exports.rs"]
mod exports;
mod health;
mod inspect;
mod installed;
mod invalidate;
mod policies;
#[cfg(feature = "policies")]
mod reload;
#[cfg(feature = "redis")]
mod remote;
#[cfg(feature = "redis")]
mod shared_builder;
mod sites;
mod sweeper;
mod world;

pub use builder::CacheBuilder;
pub use invalidate::KeyRef;
pub(crate) use sites::{AnyBound, Bound};
pub(crate) use world::World;

use crate::background::{Allowance, Background, Schedule, ShuttingDown, Stopped, Tasks};
use crate::clock::{Clock, Millis, millis};
use crate::error::Error;
use crate::freshness::Life;
use crate::health::Record;
use crate::invalidation::Links;
use crate::key::EncodedKey;
use crate::metrics::{RegionStats, Stats};
use crate::policy::Policy;
use crate::region::{AnyRegion, Family, Region};
use crate::shape::Cacheable;
use crate::shared::{Sharing, Tier};
use crate::site::{AnyCoder, Site};
use crate::sync::RwLock;
use crate::timer::before;
use crate::warming::{OnStart, Warmed};
use crate::write_behind::WriteQueues;
use policies::Policies;
use sites::Sites;
use std::any::TypeId;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};
use std::time::Duration;

/// A cache: regions of entries, and the order of their invalidations. Cheap to clone; all clones are one cache.
///
/// Annotated functions use the installed cache, or the one that `cache = …` names. Without any configuration the first
/// call of an annotated function makes a cache in memory and installs it.
///
/// ```
/// use cache_runtime::{Cache, cached};
///
/// struct Users {
///     cache: Cache,
/// }
///
/// impl Users {
///     #[cached(key = "user:<id>", ttl = "1h", cache = self.cache, ignore(self))]
///     fn get(&self, id: u64) -> String {
///         format!("user {id}")
///     }
/// }
///
/// let users = Users { cache: Cache::memory() };
/// assert_eq!(users.get(7), users.get(7));
/// assert_eq!(users.cache.stats().function("get").unwrap().loads, 1);
/// ```
#[derive(Clone)]
pub struct Cache {
    inner: Arc<Inner>,
}

/// The name of a region that is used directly, and the type of its values where they are shared.
type DirectName = (String, Option<TypeId>);

struct Inner {
    world: Arc<World>,
    /// Entries per region where the function sets no bound.
    capacity: u64,
    families: RwLock<HashMap<String, Arc<Family>>>,
    sites: Sites,
    /// Where what is said at run time is read again.
    #[cfg(feature = "policies")]
    policies: policies::Source,
    /// The sites behind regions that are used directly, by name; each value type that is shared has one of its own.
    direct: Mutex<HashMap<DirectName, Arc<Site>>>,
    conflicts: Mutex<Vec<Error>>,
    /// Set before the cache is handed out, if it has one.
    tier: OnceLock<Arc<Tier>>,
    background: Background,
    /// Set before the cache is handed out, if it is to be warmed.
    on_start: OnceLock<OnStart>,
    record: Record,
}

/// A handle that does not keep the cache alive.
#[derive(Clone)]
pub(crate) struct WeakCache(Weak<Inner>);

impl WeakCache {
    pub(crate) fn upgrade(&self) -> Option<Cache> {
        self.0.upgrade().map(|inner| Cache { inner })
    }
}

impl Cache {
    /// A cache in memory with all defaults, for a struct field or a test.
    #[must_use]
    pub fn memory() -> Self {
        Self::new(
            CacheBuilder::DEFAULT_CAPACITY,
            Clock::System,
            Allowance::default(),
            Policies::default(),
        )
    }

    /// Starts to configure a cache.
    pub fn builder() -> CacheBuilder {
        CacheBuilder::default()
    }

    fn new(capacity: u64, clock: Clock, allowance: Allowance, policies: Policies) -> Self {
        let background = Background::new(allowance, &clock);
        let record = Record::begin(&clock);
        let inner = Arc::new(Inner {
            world: Arc::new(World::new(clock)),
            capacity,
            families: RwLock::default(),
            sites: Sites::under(policies.book),
            #[cfg(feature = "policies")]
            policies: policies.source,
            direct: Mutex::default(),
            conflicts: Mutex::default(),
            tier: OnceLock::new(),
            background,
            on_start: OnceLock::new(),
            record,
        });
        sweeper::watch(&inner);
        Self { inner }
    }

    /// What tells it apart from all other caches.
    pub(crate) fn address(&self) -> usize {
        Arc::as_ptr(&self.inner).addr()
    }

    pub(crate) fn world(&self) -> &Arc<World> {
        &self.inner.world
    }

    pub(crate) fn downgrade(&self) -> WeakCache {
        WeakCache(Arc::downgrade(&self.inner))
    }

    /// How long a source is left alone that has failed while there was a value to go on with.
    pub(crate) fn stale_throttle(&self) -> Millis {
        self.inner.background.stale_throttle
    }

    pub(crate) fn tasks(&self) -> &Arc<Tasks> {
        &self.inner.background.tasks
    }

    pub(crate) fn schedule(&self) -> &Arc<Schedule> {
        &self.inner.background.schedule
    }

    pub(crate) fn write_queues(&self) -> &WriteQueues {
        &self.inner.background.writes
    }

    /// Ends the background work of this cache, for good: no refresh begins any more, and those that run, and loads that
    /// go on without their callers, may end within 10 s, or within the time given. What still runs then is stopped.
    ///
    /// Queues of `#[write_behind]` take no more writes, and what they hold is saved within the same time.
    ///
    /// Calls are answered as before, each by its own load where there is nothing else: call it when the program has
    /// stopped to take requests.
    ///
    /// ```
    /// # let cache = cache_runtime::Cache::memory();
    /// # cache_runtime::testing::run(async {
    /// use std::time::Duration;
    ///
    /// let ended = cache.shutdown().within(Duration::from_secs(5)).await;
    /// assert_eq!(ended.stopped, 0);
    /// # });
    /// ```
    pub fn shutdown(&self) -> ShuttingDown {
        ShuttingDown::new(self.clone())
    }

    pub(crate) async fn end_background_work(&self, grace: Duration) -> Stopped {
        let clock = &self.world().clock;
        self.schedule().close();
        let running = self.tasks().close();
        self.write_queues().close();
        let end = clock.exact().saturating_add(millis(grace));
        let stopped = match before(clock, end, self.tasks().rest()).await {
            Some(()) => 0,
            None => self.tasks().stop(),
        };
        // Those that are not saved when the time is over are counted.
        let _ = before(clock, end, self.write_queues().rest()).await;
        let left = self.write_queues().stop().await;
        Stopped::new(running.saturating_sub(stopped), stopped, left)
    }

    /// What the cache is to be warmed with when it is installed.
    fn start_with(&self, on_start: OnStart) {
        self.inner.on_start.get_or_init(|| on_start);
    }

    /// The cache is installed, or a test has it stand for one that is.
    pub(crate) fn start(&self) {
        if let Some(on_start) = self.inner.on_start.get() {
            on_start.begin(self);
        }
    }

    /// What came of [`warm_on_start`](CacheBuilder::warm_on_start), when all of it is over; in the order in which it was
    /// done. Nothing, where the cache was to be warmed with nothing, or is not installed.
    pub async fn warmed(&self) -> Vec<Warmed> {
        match self.inner.on_start.get() {
            Some(on_start) => on_start.ended().await,
            None => Vec::new(),
        }
    }

    /// The shared tier, if there is one.
    pub(crate) fn tier(&self) -> Option<&Arc<Tier>> {
        self.inner.tier.get()
    }

    /// A call's dealings with the shared tier, if there is one and the function uses it.
    pub(crate) fn sharing<V: Cacheable>(
        &self,
        site: &Site,
        bound: &Bound<V>,
        key: &EncodedKey,
        links: &Links,
        policy: &Policy,
    ) -> Option<Sharing<V>> {
        self.sharing_of(site.version, bound, key, links, policy)
    }

    /// The same for a function of which only its version is known.
    pub(crate) fn sharing_of<V: Cacheable>(
        &self,
        version: u32,
        bound: &Bound<V>,
        key: &EncodedKey,
        links: &Links,
        policy: &Policy,
    ) -> Option<Sharing<V>> {
        let tier = self.inner.tier.get()?;
        let shared = bound.shared.as_ref()?;
        let name = (&*bound.region.text(key), bound.region.pattern());
        Some(Sharing::new(tier, shared, name, links, version, policy))
    }

    /// A hit has moved the end of an entry: the shared tier is told, if there is one.
    pub(crate) fn prolong<V: Cacheable>(&self, bound: &Bound<V>, key: &EncodedKey, life: &Life) {
        if let (Some(tier), Some(_)) = (self.inner.tier.get(), &bound.shared) {
            tier.prolong(&bound.region.text(key), life);
        }
    }

    #[cfg(feature = "testing")]
    pub(crate) fn standing(&self) -> Option<crate::shared::Standing> {
        self.inner.tier.get().map(|tier| tier.standing())
    }

    /// A region for code that cannot be annotated. Regions of equal names are one, and are also that of a function
    /// with `key = "name:<…>"`.
    ///
    /// In debug builds the first use panics if the name is already used for values of another type; see
    /// [`check`](Self::check).
    #[must_use]
    pub fn region<V: Cacheable>(&self, name: &str) -> Region<V> {
        Region::new(self.clone(), name)
    }

    /// The site of a region that stays in memory, or of one whose values of the type `V` a shared tier can write.
    pub(crate) fn region_site(&self, name: &str, shared: Option<(TypeId, AnyCoder)>) -> Arc<Site> {
        let (value, coder) = shared.unzip();
        let mut direct = self
            .inner
            .direct
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        direct
            .entry((name.to_owned(), value))
            .or_insert_with(|| Arc::new(Site::of_region(name, coder)))
            .clone()
    }

    /// What this cache did so far.
    #[must_use]
    pub fn stats(&self) -> Stats {
        Stats {
            functions: self.inner.sites.stats(),
            regions: self.region_stats(),
            tags: self.inner.world.tags.len(),
            dependencies: self
                .families()
                .iter()
                .map(|family| family.dependents.len())
                .sum(),
            scheduled: self.schedule().len(),
            write_queues: self.write_queues().stats(),
            invalidations: self.inner.world.invalidations.counts(),
            #[cfg(feature = "redis")]
            shared: self.inner.tier.get().map(|tier| tier.stats()),
        }
    }

    fn region_stats(&self) -> Vec<RegionStats> {
        let families = self
            .inner
            .families
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        let mut families: Vec<_> = families.iter().collect();
        families.sort_by_key(|(key, _)| *key);
        families
            .into_iter()
            .filter_map(|(key, family)| family.stats(key))
            .collect()
    }

    /// What this cache did so far, as Prometheus reads it: [`Stats::prometheus`] of [`stats`](Self::stats).
    ///
    /// ```
    /// use cache_runtime::{Cache, Policy};
    /// use std::time::Duration;
    ///
    /// let cache = Cache::memory();
    /// let users = cache.region::<String>("users");
    /// users.put_blocking(&7_u64, &Policy::new(Duration::from_secs(60)), String::from("Ada"))?;
    /// assert!(cache.prometheus().contains("cache_puts_total{cache=\"users\"} 1"));
    /// # Ok::<_, cache_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn prometheus(&self) -> String {
        self.stats().prometheus()
    }

    /// Tells whether two functions that were called so far claim the same keys in ways that cannot both be right:
    /// with different value types, bounds or versions, or both by default.
    ///
    /// In debug builds the second of them panics at its first call. In release builds it gets a region of its own, and
    /// one line on standard error.
    ///
    /// Also tells what is wrong with the policies of the functions that were called so far, and whether something is said of a
    /// function that was not: it may be written wrongly, or not be called yet.
    ///
    /// # Errors
    /// [`Error::Conflict`] for the first such pair; else [`Error::Policies`] for all that is wrong with policies.
    pub fn check(&self) -> Result<(), Error> {
        let first = {
            let conflicts = self
                .inner
                .conflicts
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            conflicts.first().cloned()
        };
        match first {
            Some(conflict) => Err(conflict),
            None => self.check_policies(),
        }
    }

    /// Removes the entries whose time is over or that were invalidated, now.
    ///
    /// A thread does so each second, and more seldom where it would take more than a twentieth of its time; entries are never
    /// served after their time, swept or not. It also keeps the [`history`](Self::history); in a test, whose clock it does
    /// not follow, this does.
    pub fn sweep(&self) {
        self.inner.sweep(AnyRegion::sweep);
        self.world().tags.sweep(self.world().clock.now());
        self.remember();
    }

    /// The same for the thread that does so each second.
    fn sweep_what_is_due(&self) {
        self.inner.sweep(AnyRegion::sweep_if_due);
        self.world().tags.sweep_some(self.world().clock.now());
        self.remember();
    }

    fn families(&self) -> Vec<Arc<Family>> {
        self.inner.families()
    }
}

impl Inner {
    fn sweep(&self, sweep: fn(&dyn AnyRegion, Millis)) {
        let now = self.world.clock.now();
        for family in self.families() {
            for region in family.regions() {
                sweep(&*region, now);
            }
            family.dependents.sweep();
        }
        self.world.copies.sweep();
    }

    fn families(&self) -> Vec<Arc<Family>> {
        let families = self.families.read().unwrap_or_else(PoisonError::into_inner);
        families.values().cloned().collect()
    }

    /// The same, each with its template.
    fn families_by_pattern(&self) -> Vec<(String, Arc<Family>)> {
        let families = self.families.read().unwrap_or_else(PoisonError::into_inner);
        let named = families.iter();
        named
            .map(|(pattern, family)| (pattern.clone(), family.clone()))
            .collect()
    }

    fn regions(&self) -> Vec<Arc<dyn AnyRegion>> {
        self.families()
            .iter()
            .flat_map(|family| family.regions())
            .collect()
    }

    /// The family of a template, if anything here named it.
    fn known_family(&self, pattern: &str) -> Option<Arc<Family>> {
        let families = self.families.read().unwrap_or_else(PoisonError::into_inner);
        families.get(pattern).cloned()
    }

    /// The family of a template, made when it is first named.
    fn family(&self, pattern: &str) -> Arc<Family> {
        if let Some(family) = self.known_family(pattern) {
            return family;
        }
        let mut families = self
            .families
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        families
            .entry(pattern.to_owned())
            .or_insert_with(|| Arc::new(Family::new(pattern)))
            .clone()
    }
}

impl AsRef<Self> for Cache {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl fmt::Debug for Cache {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let families = self.families().len();
        formatter
            .debug_struct("Cache")
            .field("capacity", &self.inner.capacity)
            .field("families", &families)
            .finish()
    }
}
