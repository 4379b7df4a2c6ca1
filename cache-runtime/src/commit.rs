//! The end of every load, and of every value put by hand: whether it is stored, for how long, and who is told.

use crate::cache::{Bound, Cache};
use crate::cached::{Cached, Source};
use crate::clock::Millis;
use crate::draft::Draft;
use crate::flight::Lead;
use crate::freshness::Life;
use crate::invalidation::{Cells, Number};
use crate::key::EncodedKey;
use crate::load::is_absent;
use crate::memory::Leaving;
use crate::metrics::Event;
use crate::policy::Policy;
use crate::region::Offer;
use crate::shape::{Cacheable, Shape};

/// Where a value goes.
pub(crate) struct Destination<'a, V: Cacheable> {
    pub(crate) cache: &'a Cache,
    pub(crate) bound: &'a Bound<V>,
    pub(crate) policy: &'a Policy,
}

/// What is known of a load beside its value.
pub(crate) struct Loaded {
    /// Microseconds.
    pub(crate) cost: u32,
    /// The latest invalidation before the load began.
    pub(crate) begun: Number,
    pub(crate) cells: Cells,
}

impl<V: Cacheable> Destination<'_, V> {
    /// Stores a loaded value and lands the flight.
    pub(crate) fn land<S: Shape<Stored = V>>(
        &self,
        lead: Lead<V>,
        value: S::Value,
        draft: &Draft,
        loaded: Loaded,
    ) -> Cached<V> {
        let stored = S::store(value);
        let ttl = ttl_of_value::<S>(&stored, self.policy, draft);
        self.finish::<S>(lead, stored, ttl, self.with_tags(loaded, draft))
    }

    /// Stores a failure where failures are cached; else hands it back, and a copy to those who wait.
    pub(crate) fn fail<S: Shape<Stored = V>>(
        &self,
        lead: Lead<V>,
        failure: S::Failure,
        loaded: Loaded,
    ) -> Result<Cached<V>, S::Failure> {
        match S::store_failure(failure) {
            Ok(stored) => {
                let ttl = self.policy.error_ttl.unwrap_or(0);
                Ok(self.finish::<S>(lead, stored, ttl, loaded))
            }
            Err(failure) => {
                lead.fail(S::share(&failure));
                Err(failure)
            }
        }
    }

    /// Stores a value that somebody put, in place of whatever there is or is on its way.
    pub(crate) fn put<S: Shape<Stored = V>>(
        &self,
        key: &EncodedKey,
        value: S::Value,
        draft: &Draft,
        loaded: Loaded,
    ) {
        let stored = S::store(value);
        let ttl = ttl_of_value::<S>(&stored, self.policy, draft);
        self.bound.meter.record(Event::Put);
        if ttl == 0 {
            self.bound.meter.record(Event::Unwanted);
            return;
        }
        let offer = self.offer::<S>(stored, ttl, self.with_tags(loaded, draft));
        self.bound.region.put(key, offer);
    }

    /// Adds the tags that became known with the value.
    fn with_tags(&self, mut loaded: Loaded, draft: &Draft) -> Loaded {
        loaded.cells = loaded.cells.with(self.cache.tag_cells(&draft.tags));
        loaded
    }

    fn finish<S: Shape<Stored = V>>(
        &self,
        lead: Lead<V>,
        stored: V,
        ttl: Millis,
        loaded: Loaded,
    ) -> Cached<V> {
        let now = self.cache.world().clock.now();
        if ttl == 0 {
            self.bound.meter.record(Event::Unwanted);
            lead.land(&stored, None);
            return Cached::new(stored, Source::Loader, None, now);
        }
        let offer = self.offer::<S>(stored.clone(), ttl, loaded);
        let life = offer.life;
        let admitted = self.admit(&lead, offer);
        let life = admitted.then_some(life);
        lead.land(&stored, life);
        Cached::new(stored, Source::Loader, life, now)
    }

    fn admit(&self, lead: &Lead<V>, offer: Offer<V>) -> bool {
        let mut leaving = Leaving::new();
        let region = &self.bound.region;
        let admitted =
            lead.commit(|standing| region.admit(lead.key(), standing, offer, &mut leaving));
        drop(leaving);
        if !admitted {
            self.bound.meter.record(Event::RefusedFill);
        }
        admitted
    }

    fn offer<S: Shape<Stored = V>>(&self, stored: V, ttl: Millis, loaded: Loaded) -> Offer<V> {
        let now = self.cache.world().clock.now();
        let life = Life::begin(now, ttl, self.policy.jitter, loaded.cost, fastrand::f64());
        Offer {
            bytes: S::weigh(&stored),
            value: stored,
            attention: life.attention(self.policy),
            life,
            begun: loaded.begun,
            cells: loaded.cells,
        }
    }
}

/// The ttl that a value gets; zero means that it is not stored.
fn ttl_of_value<S: Shape>(stored: &S::Stored, policy: &Policy, draft: &Draft) -> Millis {
    let negative = policy
        .negative_ttl
        .filter(|_| S::CHECKS_ABSENCE && is_absent::<S>(stored));
    match (draft.unwanted, negative, draft.ttl) {
        (true, _, _) => 0,
        (false, Some(negative), _) => negative,
        (false, None, drafted) => drafted.unwrap_or(policy.ttl),
    }
}
