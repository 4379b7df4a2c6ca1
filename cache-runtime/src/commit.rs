//! The end of every load, and of every value put by hand: whether it is stored, for how long, and who is told.

use crate::cache::{Bound, Cache};
use crate::cached::{Cached, Source};
use crate::clock::Millis;
use crate::draft::Draft;
use crate::flight::{Lead, Standing};
use crate::freshness::Life;
use crate::invalidation::{Cells, Number};
use crate::key::EncodedKey;
use crate::memory::Leaving;
use crate::metrics::Event;
use crate::policy::Policy;
use crate::region::Offer;
use crate::shape::Cacheable;

/// Where a value goes.
pub(crate) struct Destination<'a, V: Cacheable> {
    pub(crate) cache: &'a Cache,
    pub(crate) bound: &'a Bound<V>,
    pub(crate) policy: &'a Policy,
}

/// A value to be stored, with all that is known of it.
pub(crate) struct Fill<V> {
    pub(crate) stored: V,
    /// Where the function weighs its values.
    pub(crate) bytes: Option<usize>,
    /// Zero: not to be stored.
    pub(crate) ttl: Millis,
    /// What the load took, in microseconds.
    pub(crate) cost: u32,
    /// The latest invalidation before the load began.
    pub(crate) begun: Number,
    pub(crate) cells: Cells,
}

impl<V: Cacheable> Destination<'_, V> {
    /// The ttl that a value gets; zero means that it is not stored.
    pub(crate) fn ttl(&self, absent: bool, draft: &Draft) -> Millis {
        match (
            draft.unwanted,
            self.policy.negative_ttl.filter(|_| absent),
            draft.ttl,
        ) {
            (true, _, _) => 0,
            (false, Some(negative), _) => negative,
            (false, None, drafted) => drafted.unwrap_or(self.policy.ttl),
        }
    }

    /// Stores a loaded value and lands the flight.
    pub(crate) fn land(&self, lead: Lead<V>, fill: Fill<V>, draft: &Draft) -> Cached<V> {
        let now = self.cache.world().clock.now();
        let stored = fill.stored.clone();
        let life = if let Some(offer) = self.offer(fill, draft, now) {
            let life = offer.life;
            self.admit(&lead, offer).then_some(life)
        } else {
            self.withdraw(&lead);
            None
        };
        lead.land(&stored, life);
        Cached::new(stored, Source::Loader, life, now)
    }

    /// Stores a value that somebody put, in place of whatever there is or is on its way.
    pub(crate) fn put(&self, key: &EncodedKey, fill: Fill<V>, draft: &Draft) {
        self.bound.meter.record(Event::Put);
        let now = self.cache.world().clock.now();
        match self.offer(fill, draft, now) {
            Some(offer) => self.bound.region.put(key, offer),
            // What is there is out of date, also where its successor is not to be stored.
            None => drop(self.bound.region.withdraw(key)),
        }
    }

    /// Removes the entry that a value which is not to be stored makes out of date.
    fn withdraw(&self, lead: &Lead<V>) {
        let region = &self.bound.region;
        let leaving = lead.commit(|standing| match standing {
            Standing::Current => region.remove(lead.key()),
            Standing::Doomed => None,
        });
        drop(leaving);
    }

    fn offer(&self, fill: Fill<V>, draft: &Draft, now: Millis) -> Option<Offer<V>> {
        if fill.ttl == 0 {
            self.bound.meter.record(Event::Unwanted);
            return None;
        }
        let life = Life::begin(
            now,
            fill.ttl,
            self.policy.jitter,
            fill.cost,
            fastrand::f64(),
        );
        Some(Offer {
            bytes: fill.bytes,
            value: fill.stored,
            attention: life.attention(self.policy),
            life,
            begun: fill.begun,
            // The tags of the draft became known with the value.
            cells: fill.cells.with(self.cache.tag_cells(&draft.tags)),
        })
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
}
