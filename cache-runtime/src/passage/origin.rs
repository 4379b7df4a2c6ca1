//! Where a passage came from, so that the same way can be gone again (`refresh_every`).

use super::{Caller, Intent, Passage, Questions};
use crate::audit::Subject;
use crate::cache::{Bound, Cache};
use crate::clock::Millis;
use crate::draft::Draft;
use crate::flight::{Entrance, Join};
use crate::invalidation::Links;
use crate::key::EncodedKey;
use crate::limits::Limits;
use crate::metrics::Meter;
use crate::policies::PolicyOfCall;
use crate::policy::Tiers;
use crate::shape::Cacheable;
use crate::site::Site;
use crate::trace::CallSpan;
use std::sync::Arc;

/// Where a passage came from: all that it takes to go that way again.
pub(crate) struct Origin<V: Cacheable> {
    site: &'static Site,
    key: EncodedKey,
    bound: Arc<Bound<V>>,
    questions: Questions<V>,
    caller: Caller,
}

impl<V: Cacheable> Passage<'static, V> {
    pub(crate) fn origin(&self) -> Origin<V> {
        Origin {
            site: self.site,
            key: self.key.clone(),
            bound: self.bound.clone(),
            questions: self.questions,
            caller: self.caller,
        }
    }

    /// The entry, to be audited.
    pub(crate) fn subject(&self) -> Subject<V> {
        Subject {
            cache: self.cache.clone(),
            site: self.site,
            bound: self.bound.clone(),
            key: self.key.clone(),
        }
    }

    /// Sets out to refresh an entry that was not refreshed for `interval`. None, if somebody else is at it, its source is to be
    /// left alone, or the function is switched off.
    pub(crate) fn anew(cache: Cache, origin: &Origin<V>, interval: Millis) -> Option<Box<Self>> {
        let now = cache.world().clock.now();
        let bound = origin.bound.clone();
        let (policy, is_on) = origin.policy();
        if !is_on {
            return None;
        }
        let mut limits = Limits::begin(&bound, &origin.key, policy.clone(), &cache, true);
        limits.lift();
        let spare = bound.region.peek(&origin.key);
        if spare
            .as_ref()
            .is_some_and(|spare| now < spare.life.quiet_until)
        {
            return None;
        }
        let newer_than = spare
            .as_ref()
            .map_or(now.saturating_sub(interval), |spare| spare.life.stored_at);
        let span = CallSpan::alone(&bound.meter.function, &origin.key);
        let mut passage = Box::new(Self {
            cache,
            site: origin.site,
            policy,
            admitted: true,
            key: origin.key.clone(),
            bound,
            span,
            questions: origin.questions,
            intent: Intent::Get,
            caller: origin.caller,
            join: Join::IfIdle,
            kept: true,
            limits,
            spare,
            newer_than: Some(newer_than),
            lead: None,
            cells: None,
            known_tags: None,
            glanced: None,
            sharing: None,
            under_way: None,
            observer: None,
            recording: None,
            links: Links::default(),
            draft: Draft::default(),
        });
        match passage.enter() {
            Entrance::Lead(lead) => passage.lead = Some(lead),
            Entrance::Busy | Entrance::Wait(_) | Entrance::Circle => return None,
        }
        Some(passage)
    }
}

impl<V: Cacheable> Origin<V> {
    pub(crate) fn key(&self) -> &EncodedKey {
        &self.key
    }

    pub(crate) fn meter(&self) -> &Arc<Meter> {
        &self.bound.meter
    }

    /// What is in force now, and whether the function is cached.
    pub(crate) fn policy(&self) -> (PolicyOfCall<'static>, bool) {
        self.bound.ruling.of_call(&self.site.policy)
    }

    pub(crate) fn region(&self) -> usize {
        self.bound.region.address()
    }

    /// When somebody last asked for the entry, as far as memory knows.
    pub(crate) fn asked_at(&self) -> Option<Millis> {
        self.bound.region.asked_at(&self.key)
    }

    /// Whether there still is an entry, as far as memory knows.
    pub(crate) fn is_there(&self) -> bool {
        self.site.tiers == Tiers::Redis || self.bound.region.peek(&self.key).is_some()
    }
}
