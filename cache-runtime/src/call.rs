//! [`Call`]: one call of a cached function, before anything is looked up. What happens to it is in `load.rs`.

use crate::cache::{Bound, Cache};
use crate::invalidation::{Links, follow};
use crate::key::{CacheKey, EncodedKey, Key, KeyKinds, Name};
use crate::policy::Policy;
use crate::shape::Cacheable;
use crate::site::Site;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

/// A function, a key and a cache.
pub struct Call<'a, Kinds> {
    pub(crate) site: &'a Site,
    pub(crate) key: EncodedKey,
    pub(crate) instance: Instance,
    /// Whether `cache_if` let the call in.
    pub(crate) admitted: bool,
    pub(crate) policy: &'a Policy,
    cache: Option<&'a Cache>,
    kinds: PhantomData<fn() -> Kinds>,
}

impl<'a, Kinds: KeyKinds> Call<'a, Kinds> {
    /// A call of an annotated function.
    #[inline]
    #[must_use]
    pub fn new(site: &'a Site, key: Key<Kinds>) -> Self {
        Self {
            site,
            key: key.finish(|| site.name().clone()),
            instance: Instance::NONE,
            admitted: true,
            policy: &site.policy,
            cache: None,
            kinds: PhantomData,
        }
    }

    /// Uses this cache instead of the installed one.
    #[inline]
    #[must_use]
    pub fn within(mut self, cache: &'a (impl AsRef<Cache> + ?Sized)) -> Self {
        self.cache = Some(cache.as_ref());
        self
    }

    /// Names the types that the result depends on beside the key: `core::any::type_name` of them.
    #[inline]
    #[must_use]
    pub fn instance(mut self, types: &'static str) -> Self {
        self.instance = Instance {
            types,
            generics_only: false,
        };
        self
    }

    /// Names a type whose type arguments alone matter: `<u64>` of `app::Repo<u64>`.
    #[inline]
    #[must_use]
    pub fn instance_generics(mut self, types: &'static str) -> Self {
        self.instance = Instance {
            types,
            generics_only: true,
        };
        self
    }

    /// Lets the call into the cache only if `admitted`.
    #[inline]
    #[must_use]
    pub fn only_if(mut self, admitted: bool) -> Self {
        self.admitted = admitted;
        self
    }

    /// The key alone, with what it is linked to.
    #[must_use]
    pub fn key(self, link: impl FnOnce(&mut Links)) -> CacheKey {
        follow(self.bare_key(), link)
    }

    #[inline]
    pub(crate) fn with_policy(mut self, policy: &'a Policy) -> Self {
        self.policy = policy;
        self
    }

    #[inline]
    pub(crate) fn cache(&self) -> &'a Cache {
        self.cache.unwrap_or_else(|| Cache::installed())
    }

    pub(crate) fn bare_key(&self) -> CacheKey {
        CacheKey::new::<Kinds>(self.name(), self.key.clone(), Links::default())
    }

    /// The region, if this is not the first call.
    #[inline]
    pub(crate) fn bound<V: Cacheable>(&self) -> Option<&'a Bound<V>> {
        self.cache().bound(self.site, self.instance)
    }

    pub(crate) fn bind<V: Cacheable>(&self) -> Arc<Bound<V>> {
        self.cache().bind::<Kinds, V>(self.site, self.instance)
    }

    fn name(&self) -> Arc<Name> {
        match self.instance.text() {
            none if none.is_empty() => self.site.name().clone(),
            text => Arc::new(self.site.name_with(text)),
        }
    }
}

impl<'a> Call<'a, ()> {
    /// All entries of a function.
    #[must_use]
    pub fn all(site: &'a Site) -> Self {
        Self::new(site, Key::new())
    }
}

/// The types that tell one instance of a generic function from another.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Instance {
    types: &'static str,
    generics_only: bool,
}

impl Instance {
    const NONE: Self = Self {
        types: "",
        generics_only: false,
    };

    /// What stands behind the text of every key of this instance: empty, or in angle brackets, which no part contains.
    pub(crate) fn text(self) -> String {
        let generics = self
            .types
            .find('<')
            .map_or("", |start| &self.types[start..]);
        match self {
            Self { types: "", .. } => String::new(),
            Self {
                generics_only: true,
                ..
            } => generics.to_owned(),
            Self { types, .. } => format!("<{types}>"),
        }
    }
}

/// Within one site: there, only the type arguments can differ.
impl PartialEq for Instance {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        // Mostly the very same text; comparing its characters is for instances from different codegen units.
        std::ptr::eq(self.types, other.types) || self.types == other.types
    }
}

impl<Kinds> fmt::Debug for Call<'_, Kinds> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Call")
            .field("function", &self.site.function())
            .finish_non_exhaustive()
    }
}
