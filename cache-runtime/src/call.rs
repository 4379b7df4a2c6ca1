//! [`Call`]: one call of a cached function, before anything is looked up. What happens to it is in `load.rs`.

use crate::cache::{Bound, Cache};
use crate::invalidation::{Links, follow};
use crate::key::{CacheKey, EncodedKey, Key, KeyKinds, Name};
use crate::passage::{Asking, Intent, Passage, Questions};
use crate::policy::Policy;
use crate::shape::{Cacheable, Coder};
use crate::site::Site;
use crate::trace::CallSpan;
use crate::tracking::Observer;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

/// A function, a key and a cache.
///
/// `'s` is that of the function's description, `'c` that of the cache.
pub struct Call<'s, 'c, Kinds> {
    pub(crate) target: Target<'s, 'c>,
    pub(crate) key: EncodedKey,
    kinds: PhantomData<fn() -> Kinds>,
}

/// All of a call but its key.
#[derive(Clone, Copy)]
pub(crate) struct Target<'s, 'c> {
    pub(crate) site: &'s Site,
    pub(crate) policy: &'s Policy,
    pub(crate) instance: Instance,
    /// Whether `cache_if` let the call in.
    pub(crate) admitted: bool,
    /// None: the installed one.
    cache: Option<&'c Cache>,
}

impl<'s, 'c, Kinds: KeyKinds> Call<'s, 'c, Kinds> {
    /// A call of an annotated function.
    #[inline]
    #[must_use]
    pub fn new(site: &'s Site, key: Key<Kinds>) -> Self {
        let policy = &site.policy;
        let target = Target {
            site,
            policy,
            instance: Instance::NONE,
            admitted: true,
            cache: None,
        };
        Self::from_parts(target, key.finish(|| site.name().clone()))
    }

    #[inline]
    pub(crate) fn from_parts(target: Target<'s, 'c>, key: EncodedKey) -> Self {
        Self {
            target,
            key,
            kinds: PhantomData,
        }
    }

    #[inline]
    pub(crate) fn into_parts(self) -> (Target<'s, 'c>, EncodedKey) {
        (self.target, self.key)
    }

    /// Uses this cache instead of the installed one.
    #[inline]
    #[must_use]
    pub fn within(mut self, cache: &'c (impl AsRef<Cache> + ?Sized)) -> Self {
        self.target.cache = Some(cache.as_ref());
        self
    }

    /// Names the types that the result depends on beside the key: `core::any::type_name` of them.
    #[inline]
    #[must_use]
    pub fn instance(mut self, types: &'static str) -> Self {
        self.target.instance = Instance {
            types,
            told: Told::Whole,
        };
        self
    }

    /// Names a type whose type arguments alone matter: `<u64>` of `app::Repo<u64>`.
    #[inline]
    #[must_use]
    pub fn instance_generics(mut self, types: &'static str) -> Self {
        self.target.instance = Instance {
            types,
            told: Told::Generics,
        };
        self
    }

    /// Names the type of the key where no signature fixes it: bytes of one type must not be read as another.
    #[inline]
    pub(crate) fn keyed_by<K: ?Sized>(mut self) -> Self {
        self.target.instance = Instance {
            types: std::any::type_name::<K>(),
            told: Told::Nowhere,
        };
        self
    }

    /// Lets the call into the cache only if `admitted`.
    #[inline]
    #[must_use]
    pub fn only_if(mut self, admitted: bool) -> Self {
        self.target.admitted = admitted;
        self
    }

    /// The key alone, with what it is linked to.
    #[must_use]
    pub fn key(self, link: impl FnOnce(&mut Links)) -> CacheKey {
        follow(self.bare_key(), link)
    }

    #[inline]
    pub(crate) fn with_policy(mut self, policy: &'s Policy) -> Self {
        self.target.policy = policy;
        self
    }

    pub(crate) fn cache(&self) -> &'c Cache {
        self.target.cache()
    }

    pub(crate) fn bare_key(&self) -> CacheKey {
        CacheKey::new::<Kinds>(self.name(), self.key.clone(), Links::default())
    }

    /// The function at its region; `coder` is asked at the first call.
    pub(crate) fn bind<V: Cacheable>(&self, coder: fn() -> Option<Coder<V>>) -> Arc<Bound<V>> {
        self.cache()
            .bind::<Kinds, V>(self.target.site, self.target.instance, coder)
    }

    /// Sets out for a value.
    pub(crate) fn passage<V: Cacheable>(
        self,
        questions: Questions<V>,
        asking: Asking,
    ) -> Box<Passage<'s, V>> {
        let bound = self.bind(questions.coder);
        let observer = self.observer(&bound);
        let Self { target, key, .. } = self;
        Passage::new(target, key, bound, observer, questions, asking)
    }

    /// Opens the span of the call, which found no plain hit.
    pub(crate) fn span(&self, intent: Intent) -> CallSpan {
        let function = self.target.site.function();
        match intent {
            Intent::Get => CallSpan::get(function, &self.key),
            Intent::Refresh => CallSpan::refresh(function, &self.key),
        }
    }

    /// Notes the call in the load that makes it, if that records what it calls. To be asked before anything is looked at.
    pub(crate) fn observer<V: Cacheable>(&self, bound: &Bound<V>) -> Option<Arc<Observer>> {
        if !self.target.admitted {
            return None;
        }
        let region = bound.region.address();
        Observer::begin(self.cache(), region, &self.key, &|| self.bare_key())
    }

    fn name(&self) -> Arc<Name> {
        let Target { site, instance, .. } = self.target;
        match instance.text() {
            none if none.is_empty() => site.name().clone(),
            text => Arc::new(site.name_with(text)),
        }
    }
}

impl<'c> Target<'_, 'c> {
    pub(crate) fn cache(&self) -> &'c Cache {
        self.cache.unwrap_or_else(|| Cache::installed())
    }

    /// The cache that the call names, if it names one.
    pub(crate) fn named_cache(&self) -> Option<&'c Cache> {
        self.cache
    }

    /// The region, if this is not the first call.
    #[inline]
    pub(crate) fn bound<'t, V: Cacheable>(self) -> Option<&'t Bound<V>>
    where
        Self: 't,
    {
        let any = match (self.cache, Cache::entered()) {
            (Some(cache), _) | (None, Some(cache)) => cache.bound(self.site)?,
            (None, None) => self.site.installed()?,
        };
        let bound = any.downcast_ref::<Bound<V>>()?;
        bound.instance.is(self.instance).then_some(bound)
    }
}

impl<'s> Call<'s, '_, ()> {
    /// All entries of a function.
    #[must_use]
    pub fn all(site: &'s Site) -> Self {
        Self::new(site, Key::new())
    }
}

/// The types that tell one instance of a generic function from another.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Instance {
    types: &'static str,
    told: Told,
}

/// What the text of a key says of the types.
#[derive(Debug, Clone, Copy)]
enum Told {
    Whole,
    Generics,
    Nowhere,
}

impl Instance {
    const NONE: Self = Self {
        types: "",
        told: Told::Nowhere,
    };

    /// The types by name.
    pub(crate) fn types(self) -> &'static str {
        self.types
    }

    /// What stands behind the text of every key of this instance: empty, or in angle brackets, which no part contains.
    pub(crate) fn text(self) -> String {
        let Self { types, told } = self;
        match told {
            Told::Nowhere => String::new(),
            Told::Generics => types
                .find('<')
                .map_or("", |start| &types[start..])
                .to_owned(),
            Told::Whole => format!("<{types}>"),
        }
    }

    /// Whether both are the same instance of one site: there, only the type arguments can differ.
    #[inline]
    pub(crate) fn is(self, other: Self) -> bool {
        if other.types.is_empty() {
            return self.types.is_empty();
        }
        // Mostly the very same text; comparing its characters is for instances from different codegen units.
        std::ptr::eq(self.types, other.types) || self.types == other.types
    }
}

impl<Kinds> fmt::Debug for Call<'_, '_, Kinds> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Call")
            .field("function", &self.target.site.function())
            .finish_non_exhaustive()
    }
}
