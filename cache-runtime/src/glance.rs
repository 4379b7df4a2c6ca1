//! A hit in the shared tier by a function that keeps nothing in memory: one read, with no flight around it, as nothing of
//! what it finds is stored. Whatever is not plainly an answer goes the way of every call ([`Passage`](crate::passage)).

use crate::cache::{Bound, Cache};
use crate::cached::{Cached, Source};
use crate::call::Call;
use crate::context;
use crate::invalidation::Links;
use crate::key::{EncodedKey, KeyKinds};
use crate::metrics::Answer;
use crate::passage::{Intent, Questions};
use crate::policy::{Policy, Tiers};
use crate::shape::Cacheable;
use crate::shared::{Glance, Glanced, Named, Present, Shared, Sharing, Tier};
use crate::site::Site;
use crate::trace::CallSpan;
use std::sync::Arc;

/// What came of it.
pub(crate) enum Glimpse<V> {
    Hit(Cached<V>),
    /// The call is to go its whole way, and knows this already.
    Else(Option<Box<Glanced>>),
}

impl<'c, Kinds: KeyKinds> Call<'_, 'c, Kinds> {
    /// Counts the call among those on their way to entries that memory keeps nothing of, if it is one.
    pub(crate) fn present(&self, intent: Intent) -> Option<Present<'c>> {
        let may = intent == Intent::Get && self.target.admitted && keeps_nothing(self.target.site);
        let tier = self.cache().tier().filter(|_| may)?;
        Some(tier.crowd().join())
    }

    /// Answers the call with what the shared tier has, if the function keeps nothing in memory.
    pub(crate) async fn glance<V: Cacheable>(
        &self,
        questions: Questions<V>,
        present: Option<&Present<'_>>,
        links: &Links,
        span: &CallSpan,
    ) -> Glimpse<V> {
        let target = self.target;
        if present.is_none_or(Present::is_among_many) {
            return Glimpse::Else(None);
        }
        let Some(bound) = target.bound::<V>() else {
            return Glimpse::Else(None);
        };
        let (policy, is_on) = bound.ruling.of_call(target.policy);
        let cache = target.cache();
        let glancing = Glancing::new(cache, target.site, bound, &policy).filter(|_| is_on);
        let Some(glancing) = glancing else {
            return Glimpse::Else(None);
        };
        let unanswered = bound.meter.unanswered(span);
        match span.within(glancing.at(&self.key, links)).await {
            Glance::Hit(found) => {
                let is_absent = (questions.is_absent)(&found.value);
                unanswered.answer(Answer::from_shared(false, is_absent));
                let now = cache.world().clock.now();
                Glimpse::Hit(Cached::new(
                    found.value,
                    Source::Redis,
                    Some(found.life),
                    now,
                ))
            }
            Glance::Else(glanced) => {
                unanswered.goes_on();
                Glimpse::Else(glanced)
            }
        }
    }
}

/// Whether what a function finds in the shared tier stays there alone.
fn keeps_nothing(site: &Site) -> bool {
    site.tiers == Tiers::Redis
}

/// A look by a function that may.
pub(crate) struct Glancing<'c, V: Cacheable> {
    site: &'c Site,
    bound: &'c Bound<V>,
    tier: &'c Arc<Tier>,
    shared: &'c Arc<Shared<V>>,
    policy: &'c Policy,
}

impl<'c, V: Cacheable> Glancing<'c, V> {
    /// None, if a call has to go its whole way whatever there is.
    pub(crate) fn new(
        cache: &'c Cache,
        site: &'c Site,
        bound: &'c Bound<V>,
        policy: &'c Policy,
    ) -> Option<Self> {
        let is_plain = policy.is_plain() && policy.schedule.is_none() && !policy.limits_time();
        // A load that records what it calls is to know what the value rests on.
        if !keeps_nothing(site) || !is_plain || context::recording().is_some() {
            return None;
        }
        Some(Self {
            site,
            bound,
            tier: cache.tier()?,
            shared: bound.shared.as_ref()?,
            policy,
        })
    }

    async fn at(&self, key: &EncodedKey, links: &Links) -> Glance<V> {
        let named = self.named(key, links);
        let Self { tier, shared, .. } = self;
        Sharing::glance(tier, shared, named, self.site.version, self.policy).await
    }

    /// The same for several entries at once.
    /// The same for several entries at once, as [`Sharing::glance_all`] has it.
    pub(crate) async fn at_all(
        &self,
        all: &[(EncodedKey, Links)],
        each: impl FnMut(usize, Glance<V>),
    ) {
        let named = all.iter().map(|(key, links)| self.named(key, links));
        let named: Vec<Named<'_>> = named.collect();
        let Self { tier, shared, .. } = self;
        let version = self.site.version;
        Sharing::glance_all(tier, shared, &named, version, self.policy, each).await;
    }

    fn named<'a>(&'a self, key: &'a EncodedKey, links: &'a Links) -> Named<'a> {
        let key = self.bound.region.unwritten(key);
        Named { key, links }
    }
}
