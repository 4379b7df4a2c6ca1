//! One call's dealings with the shared tier: find the value, or get the right to fill the entry ([`finding`]); then fill it
//! ([`storing`]).
//!
//! A fault of Redis is never the caller's: after the first one the call goes on without the tier, so that no call is
//! slower than its load and one operation.

mod filling_all;
mod finding;
mod finding_all;
mod glancing;
mod patience;
mod storing;

pub(crate) use glancing::Glanced;

use super::budget::Budget;
use super::judgement::Expectation;
use super::lease::Lease;
use super::scripts::PROLONG;
use super::telling::TagMarks;
use super::versions::Version;
use super::{Tier, names};
use crate::clock::Millis;
use crate::codec::{Codec, Coder};
use crate::freshness::Life;
use crate::invalidation::Links;
use crate::metrics::Meter;
use crate::policy::Policy;
use crate::shape::Cacheable;
use crate::shared::Found;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// What a function needs to share its values.
#[derive(Debug)]
pub(crate) struct Shared<V> {
    coder: Coder<V>,
    /// That of the function.
    meter: Arc<Meter>,
    fingerprint: OnceLock<u64>,
    /// What every entry rests on: everything, and the function.
    own_names: OnceLock<Arc<[Arc<str>]>>,
    /// Whether the last look found nothing. Then the next one asks for the lease at once, and saves a round trip.
    expects_nothing: AtomicBool,
}

impl<V> Shared<V> {
    pub(crate) fn new(coder: Coder<V>, meter: Arc<Meter>) -> Self {
        Self {
            coder,
            meter,
            fingerprint: OnceLock::new(),
            own_names: OnceLock::new(),
            expects_nothing: AtomicBool::new(false),
        }
    }

    #[cfg(feature = "testing")]
    pub(crate) fn coder(&self) -> Coder<V> {
        self.coder
    }

    fn own_names(&self, pattern: &str) -> &Arc<[Arc<str>]> {
        self.own_names
            .get_or_init(|| [names::everything(), names::function(pattern)].into())
    }

    fn expects_nothing(&self) -> bool {
        self.expects_nothing.load(Ordering::Relaxed)
    }

    /// What the next look is to expect: something, or nothing.
    fn expect(&self, something: bool) {
        // Written only where it changes: all callers of the function share it.
        if self.expects_nothing() == something {
            self.expects_nothing.store(!something, Ordering::Relaxed);
        }
    }

    fn fingerprint(&self, codec: Codec) -> u64 {
        *self
            .fingerprint
            .get_or_init(|| (self.coder.fingerprint)(codec))
    }
}

/// A call on its way through the tier.
pub(crate) struct Sharing<V: Cacheable> {
    tier: Arc<Tier>,
    shared: Arc<Shared<V>>,
    entry: Vec<u8>,
    /// Of the function.
    version: u32,
    /// What the entry must rest on, as the code has it.
    names: Arc<[Arc<str>]>,
    policy: Policy,
    /// What was seen of the entry before the flight began.
    glanced: Option<Box<Glanced>>,
    /// Those of the names, as they were before the load.
    versions: Vec<Version>,
    /// Whether those may be newer than what this process has heard.
    ahead: bool,
    /// Where tags come with the value: the marks of their invalidations, as they were before the load.
    tags: Option<TagMarks>,
    lease: Option<Lease>,
    /// The rank of the value that a load is to replace.
    rank: u64,
    /// What was found that is an answer only if the load fails.
    fallback: Option<Found<V>>,
    budget: Budget,
}

impl<V: Cacheable> Sharing<V> {
    pub(crate) fn new(
        tier: &Arc<Tier>,
        shared: &Arc<Shared<V>>,
        (text, pattern): (&str, &str),
        links: &Links,
        version: u32,
        policy: &Policy,
    ) -> Self {
        Self {
            entry: tier.names.entry(text),
            version,
            names: rests_on(shared.own_names(pattern), links),
            policy: *policy,
            glanced: None,
            tier: tier.clone(),
            shared: shared.clone(),
            versions: Vec::new(),
            ahead: false,
            tags: None,
            lease: None,
            rank: 0,
            fallback: None,
            budget: Budget::of(tier),
        }
    }

    /// Goes on from what was seen before.
    pub(crate) fn after(mut self, glanced: Option<Box<Glanced>>) -> Self {
        self.glanced = glanced;
        self
    }

    fn expected(&self) -> Expectation<'_> {
        Expectation {
            fingerprint: self.shared.fingerprint(self.tier.codec),
            version: self.version,
            names: &self.names,
            versions: &self.versions,
            policy: &self.policy,
        }
    }

    /// How long memory may keep a copy that is stored now, if not as long as the entry lives.
    pub(crate) fn copy_ttl(&self) -> Option<Millis> {
        self.tier.copy_ttl()
    }

    pub(crate) fn lock_wait(&self) -> Duration {
        self.tier.lock_wait()
    }

    fn count_rejected(&self, reason: &'static str) {
        self.tier.counters.rejections.count(reason);
    }
}

impl Tier {
    pub(super) async fn pause(&self, duration: Duration) {
        let sleep = {
            let handle = self.nodes.handle();
            let _entered = handle.enter();
            tokio::time::sleep(duration)
        };
        sleep.await;
    }

    /// How long another process' load is waited for, where the function does not say.
    pub(crate) fn lock_wait(&self) -> Duration {
        self.settings.lock_wait
    }

    pub(crate) fn copy_ttl(&self) -> Option<Millis> {
        self.link
            .lost_since()
            .map(|_| crate::clock::millis(self.settings.disconnected))
    }

    /// A life on the server's clock, on the cache's own.
    fn life_here(&self, life: Life) -> Life {
        Life {
            stored_at: self.local(life.stored_at),
            fresh_until: self.local(life.fresh_until),
            ..life
        }
    }

    /// Tells Redis that a hit has moved the end of an entry, whenever that gets there.
    pub(crate) fn prolong(self: &Arc<Self>, text: &str, life: &Life) {
        if !self.is_usable() {
            return;
        }
        let (tier, entry) = (self.clone(), self.names.entry(text));
        let end = self.server(life.fresh_until).to_string();
        let remaining = self.remaining(life).map(|millis| millis.to_string());
        self.nodes.handle().spawn(async move {
            let shard = tier.nodes.shard_of(&entry);
            let arguments = [
                end.as_bytes(),
                remaining.as_deref().unwrap_or("").as_bytes(),
            ];
            // Not told, the entry ends earlier there, and the next hit tells again.
            let _ = tier
                .nodes
                .script(shard, &PROLONG, &[&entry], &arguments)
                .await;
        });
    }

    /// How long Redis is to keep an entry, in milliseconds; none: for ever.
    fn remaining(&self, life: &Life) -> Option<u64> {
        let end = life.retain_until();
        (end != Millis::MAX).then(|| end.saturating_sub(self.clock.now()).max(1))
    }
}

/// All that an entry rests on, as far as the code names it.
fn rests_on(own: &Arc<[Arc<str>]>, links: &Links) -> Arc<[Arc<str>]> {
    if links.tags.is_empty() && links.keys.is_empty() {
        return own.clone();
    }
    let mut all = own.to_vec();
    all.extend(links.tags.iter().map(|tag| names::tag(tag)));
    for key in &links.keys {
        all.push(names::dependency(key));
        all.push(names::function(key.name.pattern()));
    }
    let mut seen = std::collections::HashSet::new();
    all.retain(|name| seen.insert(name.clone()));
    all.into()
}
