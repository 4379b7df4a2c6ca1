//! The end of every load, and of every value put by hand: whether it is stored, for how long, and who is told.

use crate::cache::{Bound, Cache};
use crate::cached::{Cached, Source};
use crate::clock::Millis;
use crate::draft::Draft;
use crate::flight::Lead;
use crate::freshness::Life;
use crate::invalidation::{Cells, Number};
use crate::load::is_absent;
use crate::memory::Leaving;
use crate::metrics::Event;
use crate::policy::Policy;
use crate::region::Offer;
use crate::shape::Shape;

/// What is known of a load beside its value.
pub(crate) struct Loaded {
    /// Microseconds.
    pub(crate) cost: u32,
    /// The latest invalidation before the load began.
    pub(crate) begun: Number,
    pub(crate) cells: Cells,
}

/// Stores a loaded value and lands the flight.
pub(crate) fn value<S: Shape>(
    cache: &Cache,
    bound: &Bound<S::Stored>,
    policy: &Policy,
    lead: Lead<S::Stored>,
    value: S::Value,
    draft: Draft,
    loaded: Loaded,
) -> Cached<S::Stored> {
    let stored = S::store(value);
    let ttl = ttl_of_value::<S>(&stored, policy, &draft);
    let cells = loaded.cells.with(cache.tag_cells(&draft.tags));
    finish::<S>(
        cache,
        bound,
        policy,
        lead,
        stored,
        ttl,
        Loaded { cells, ..loaded },
    )
}

/// Stores a failure where failures are cached; else hands it back, and a copy to those who wait.
pub(crate) fn failure<S: Shape>(
    cache: &Cache,
    bound: &Bound<S::Stored>,
    policy: &Policy,
    lead: Lead<S::Stored>,
    failure: S::Failure,
    loaded: Loaded,
) -> Result<Cached<S::Stored>, S::Failure> {
    match S::store_failure(failure) {
        Ok(stored) => {
            let ttl = policy.error_ttl.unwrap_or(0);
            Ok(finish::<S>(cache, bound, policy, lead, stored, ttl, loaded))
        }
        Err(failure) => {
            lead.fail(S::share(&failure));
            Err(failure)
        }
    }
}

/// Stores a value that somebody put, in place of whatever there is or is on its way.
pub(crate) fn put<S: Shape>(
    cache: &Cache,
    bound: &Bound<S::Stored>,
    policy: &Policy,
    key: &crate::key::EncodedKey,
    value: S::Value,
    draft: Draft,
    loaded: Loaded,
) {
    let stored = S::store(value);
    let ttl = ttl_of_value::<S>(&stored, policy, &draft);
    bound.meter.record(Event::Put);
    if ttl == 0 {
        bound.meter.record(Event::Unwanted);
        return;
    }
    let cells = loaded.cells.with(cache.tag_cells(&draft.tags));
    let offer = offer::<S>(cache, policy, stored, ttl, Loaded { cells, ..loaded });
    bound.region.put(key, offer);
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

fn finish<S: Shape>(
    cache: &Cache,
    bound: &Bound<S::Stored>,
    policy: &Policy,
    lead: Lead<S::Stored>,
    stored: S::Stored,
    ttl: Millis,
    loaded: Loaded,
) -> Cached<S::Stored> {
    let now = cache.world().clock.now();
    if ttl == 0 {
        bound.meter.record(Event::Unwanted);
        lead.land(&stored, None);
        return Cached::new(stored, Source::Loader, None, now);
    }
    let offer = offer::<S>(cache, policy, stored.clone(), ttl, loaded);
    let life = offer.life;
    let mut leaving = Leaving::new();
    let admitted = lead.commit(|standing| {
        bound
            .region
            .admit(lead.key(), standing, offer, &mut leaving)
    });
    drop(leaving);
    if !admitted {
        bound.meter.record(Event::RefusedFill);
    }
    let life = admitted.then_some(life);
    lead.land(&stored, life);
    Cached::new(stored, Source::Loader, life, now)
}

fn offer<S: Shape>(
    cache: &Cache,
    policy: &Policy,
    stored: S::Stored,
    ttl: Millis,
    loaded: Loaded,
) -> Offer<S::Stored> {
    let life = Life::begin(
        cache.world().clock.now(),
        ttl,
        policy.jitter,
        loaded.cost,
        fastrand::f64(),
    );
    Offer {
        bytes: S::weigh(&stored),
        value: stored,
        attention: life.attention(policy),
        life,
        begun: loaded.begun,
        cells: loaded.cells,
    }
}
