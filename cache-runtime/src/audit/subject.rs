//! The entry that is audited: how it is found again.

use crate::cache::{Bound, Cache};
use crate::clock::{Clock, Millis};
use crate::freshness::Life;
use crate::invalidation::Links;
use crate::key::EncodedKey;
use crate::policies::PolicyOfCall;
use crate::shape::Cacheable;
use crate::site::Site;
use std::sync::Arc;

/// An entry of a function, wherever it is.
pub(crate) struct Subject<V: Cacheable> {
    pub(crate) cache: Cache,
    pub(crate) site: &'static Site,
    pub(crate) bound: Arc<Bound<V>>,
    pub(crate) key: EncodedKey,
}

/// What an entry is at one moment.
pub(super) struct Held<V> {
    pub(super) value: V,
    pub(super) stored_at: Millis,
}

impl<V: Cacheable> Subject<V> {
    pub(super) fn clock(&self) -> &Clock {
        &self.cache.world().clock
    }

    /// The share of the hits that is audited, as it is in force now.
    pub(crate) fn share(&self) -> f64 {
        self.policy().map_or(0.0, |policy| policy.audit)
    }

    /// How long a load without a caller may take, if that is bounded.
    pub(super) fn timeout(&self) -> Option<Millis> {
        self.policy()?.timeout
    }

    /// The entry, as far as memory has it and it is an answer. Looking leaves no trace.
    pub(super) fn in_memory(&self) -> Option<Held<V>> {
        let entry = self.bound.region.peek(&self.key)?;
        self.held(entry.value, &entry.life)
    }

    /// The entry, wherever it is an answer.
    pub(super) async fn look(&self) -> Option<Held<V>> {
        let policy = self.policy()?;
        if let Some(held) = self.in_memory() {
            return Some(held);
        }
        // What the entry must rest on is the loader's to say; what it does rest on, it says itself.
        let links = Links::default();
        let mut sharing = self
            .cache
            .sharing(self.site, &self.bound, &self.key, &links, &policy)?;
        // Boxed: most audits need not carry the room.
        let found = Box::pin(sharing.peek()).await?;
        self.held(found.value, &found.life)
    }

    /// What is past its time claims nothing.
    fn held(&self, value: V, life: &Life) -> Option<Held<V>> {
        (!life.is_stale(self.clock().now())).then_some(Held {
            value,
            stored_at: life.stored_at,
        })
    }

    /// What is in force, unless the function is switched off: then nothing is served.
    fn policy(&self) -> Option<PolicyOfCall<'static>> {
        let (policy, is_on) = self.bound.ruling.of_call(&self.site.policy);
        is_on.then_some(policy)
    }
}
