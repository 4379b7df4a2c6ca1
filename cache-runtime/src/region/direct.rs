//! [`Region`]: the cache for code that cannot be annotated, with the same guarantees.

use crate::cache::Cache;
use crate::cached::{Cached, Source};
use crate::call::Call;
use crate::draft::{Draft, nothing};
use crate::error::Error;
use crate::flight::block_on;
use crate::invalidation::{Cause, Invalidated, Invalidation, Links, Order};
use crate::key::{CacheKey, Key, KeyPart, Native, Part};
use crate::load::{Loading, get_or_load, get_or_load_async};
use crate::metrics::Answer;
use crate::operations;
use crate::policy::Policy;
use crate::shape::{Cacheable, Fallible};
use crate::site::Site;
use crate::writes;
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::sync::Arc;

/// Entries of one value type under one name, to be used by hand.
///
/// A key may be anything that can be a part of one; the text of the entry's key is `name:key`. The type of the key
/// matters: `7_u64` and `7_i32` are two entries.
///
/// ```
/// use cache_runtime::{Cache, Policy};
/// use std::time::Duration;
///
/// let cache = Cache::memory();
/// let users = cache.region::<String>("users");
/// let policy = Policy::new(Duration::from_secs(60));
///
/// let load = || Ok::<_, std::io::Error>(String::from("Ada"));
/// assert_eq!(users.get_or_load_blocking(&7_u64, &policy, load)?, "Ada");
/// assert_eq!(users.get(&7_u64).as_deref(), Some("Ada"));
/// users.invalidate_blocking(&7_u64)?;
/// assert_eq!(users.get(&7_u64), None);
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
pub struct Region<V> {
    cache: Cache,
    site: Arc<Site>,
    tags: Vec<String>,
    value: PhantomData<fn() -> V>,
}

type Shape<V, E> = Fallible<V, E, crate::shape::Always, crate::shape::ByRetry>;

impl<V: Cacheable> Region<V> {
    pub(crate) fn new(cache: Cache, name: &str) -> Self {
        let site = cache.region_site(name, None);
        Self {
            cache,
            site,
            tags: Vec::new(),
            value: PhantomData,
        }
    }

    /// The same entries; those stored through this handle get these tags.
    #[must_use]
    pub fn with_tags(&self, tags: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self {
            tags: tags.into_iter().map(Into::into).collect(),
            ..self.clone()
        }
    }

    /// The same entries; those stored through this handle go to all tiers of the cache. Through others they stay in the
    /// memory of the process, where this handle finds them too.
    ///
    /// ```
    /// use cache_runtime::{Cache, Policy};
    /// use std::time::Duration;
    ///
    /// let cache = Cache::memory();
    /// let users = cache.region::<String>("users").shared();
    /// users.put_blocking(&7_u64, &Policy::new(Duration::from_secs(60)), String::from("Ada"))?;
    /// assert_eq!(users.get(&7_u64).as_deref(), Some("Ada"));
    /// # Ok::<_, cache_runtime::Error>(())
    /// ```
    #[cfg(feature = "redis")]
    #[must_use]
    pub fn shared(&self) -> Self
    where
        V: serde::Serialize + serde::de::DeserializeOwned,
    {
        let coder = crate::shape::coder_by_hand::<V>();
        let shared = (
            std::any::TypeId::of::<V>(),
            Box::new(coder) as crate::site::AnyCoder,
        );
        Self {
            site: self.cache.region_site(self.site.function(), Some(shared)),
            ..self.clone()
        }
    }

    /// The value for `key`, loaded if it is not there. Misses of one key share one load as the policy says.
    ///
    /// # Errors
    /// What the loader returned. It is not cached. Callers that waited for a failed load load for themselves, first
    /// one, then two, then four.
    pub async fn get_or_load<K, E, F>(
        &self,
        key: &K,
        policy: &Policy,
        load: impl FnOnce() -> F,
    ) -> Result<V, E>
    where
        K: KeyPart + ?Sized,
        F: Future<Output = Result<V, E>>,
    {
        let load = |links: &mut Links| {
            self.link(links);
            Loading {
                load: async move { load().await },
                describe: nothing::<V>,
            }
        };
        get_or_load_async(
            self.call(key).with_policy(policy),
            Shape::<V, E>::by_hand(),
            load,
        )
        .await
    }

    /// The value for `key`, loaded on this thread if it is not there.
    ///
    /// # Errors
    /// As [`get_or_load`](Self::get_or_load).
    pub fn get_or_load_blocking<K, E>(
        &self,
        key: &K,
        policy: &Policy,
        load: impl FnOnce() -> Result<V, E>,
    ) -> Result<V, E>
    where
        K: KeyPart + ?Sized,
    {
        let load = |links: &mut Links| {
            self.link(links);
            Loading {
                load,
                describe: nothing::<V>,
            }
        };
        get_or_load(
            self.call(key).with_policy(policy),
            Shape::<V, E>::by_hand(),
            load,
        )
    }

    /// The value for `key` if it is there and fresh. Never loads, and never waits for a load.
    #[must_use]
    pub fn get<K: KeyPart + ?Sized>(&self, key: &K) -> Option<V> {
        let call = self.call(key);
        let bound = call.bind::<V>(|| None);
        let observer = call.observer(&bound);
        let plain = bound.region.hit(&call.key).filter(|_| observer.is_none());
        let found = plain.or_else(|| {
            let entry = bound.region.peek(&call.key)?;
            let now = self.cache.world().clock.now();
            if let Some(observer) = observer {
                observer.glimpsed(&entry.cells, &entry.life, now);
            }
            (!entry.life.is_stale(now)).then_some(entry.value)
        });
        let answer = if found.is_some() {
            Answer::Hit
        } else {
            Answer::Miss
        };
        bound.meter.answer(answer);
        found
    }

    /// The entry for `key` with its provenance, stale or not. Never loads, and leaves no trace in counters or eviction.
    #[must_use]
    pub fn peek<K: KeyPart + ?Sized>(&self, key: &K) -> Option<Cached<V>> {
        let call = self.call(key);
        let bound = call.bind::<V>(|| None);
        let observer = call.observer(&bound);
        let entry = bound.region.peek(&call.key)?;
        let now = self.cache.world().clock.now();
        if let Some(observer) = observer {
            observer.glimpsed(&entry.cells, &entry.life, now);
        }
        Some(Cached::new(
            entry.value,
            Source::Memory,
            Some(entry.life),
            now,
        ))
    }

    /// Looks in all tiers of the cache. Never loads.
    pub async fn find<K: KeyPart + ?Sized>(&self, key: &K) -> Option<Cached<V>> {
        operations::peek_async(
            self.call(key),
            Shape::<V, std::convert::Infallible>::by_hand(),
        )
        .await
    }

    /// Stores a value, in place of whatever is there or on its way.
    ///
    /// The cache cannot know when the value was read from its source: one that was read before an invalidation and
    /// put after it is stored. A loader has no such gap.
    ///
    /// # Errors
    /// [`Error::Untold`] if the shared tier could not be told.
    pub async fn put<K: KeyPart + ?Sized>(
        &self,
        key: &K,
        policy: &Policy,
        value: V,
    ) -> Result<(), Error> {
        let call = self.call(key).with_policy(policy);
        let describe = |_: &V, _: &mut Draft| {};
        let link = |links: &mut Links| self.link(links);
        writes::put_async(writes::storing(
            call,
            Shape::<V, std::convert::Infallible>::by_hand(),
            link,
            value,
            describe,
        ))
        .await
    }

    /// Stores a value, in place of whatever is there or on its way.
    ///
    /// # Errors
    /// As [`put`](Self::put).
    pub fn put_blocking<K: KeyPart + ?Sized>(
        &self,
        key: &K,
        policy: &Policy,
        value: V,
    ) -> Result<(), Error> {
        block_on(self.put(key, policy, value))
    }

    /// Invalidates one entry when awaited.
    ///
    /// # Errors
    /// As [`Cache::invalidate`].
    #[track_caller]
    pub fn invalidate<K: KeyPart + ?Sized>(&self, key: &K) -> Invalidation {
        self.cache.invalidate(self.key(key))
    }

    /// Invalidates one entry.
    ///
    /// # Errors
    /// As [`Cache::invalidate`].
    #[track_caller]
    pub fn invalidate_blocking<K: KeyPart + ?Sized>(&self, key: &K) -> Result<Invalidated, Error> {
        block_on(self.invalidate(key))
    }

    /// Invalidates every entry of this name when awaited.
    ///
    /// # Errors
    /// As [`Cache::invalidate`].
    #[track_caller]
    pub fn invalidate_all(&self) -> Invalidation {
        let pattern = self.site.name().pattern().to_owned();
        self.cache.order(Order::Function(pattern), Cause::call())
    }

    /// Invalidates every entry of this name.
    ///
    /// # Errors
    /// As [`Cache::invalidate`].
    #[track_caller]
    pub fn invalidate_all_blocking(&self) -> Result<Invalidated, Error> {
        block_on(self.invalidate_all())
    }

    /// The key of an entry, as [`Cache::invalidate`] takes it.
    #[must_use]
    pub fn key<K: KeyPart + ?Sized>(&self, key: &K) -> CacheKey {
        self.call(key).bare_key()
    }

    fn call<'a, K: KeyPart + ?Sized>(&'a self, key: &K) -> Call<'a, 'a, ((), Native<K>)> {
        Call::new(&self.site, Key::new().with(Part::native(key)))
            .within(&self.cache)
            .keyed_by::<K>()
    }

    fn link(&self, links: &mut Links) {
        links.tags.extend(self.tags.iter().cloned());
    }
}

impl<V> Clone for Region<V> {
    fn clone(&self) -> Self {
        Self {
            cache: self.cache.clone(),
            site: self.site.clone(),
            tags: self.tags.clone(),
            value: PhantomData,
        }
    }
}

impl<V> fmt::Debug for Region<V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Region")
            .field("name", &self.site.function())
            .field("tags", &self.tags)
            .finish_non_exhaustive()
    }
}
