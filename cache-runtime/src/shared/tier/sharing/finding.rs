//! The way to a value in the tier, or to the right to load one.

use super::super::both::{both, either};
use super::super::budget::Budget;
use super::super::catching_up::catches_up;
use super::super::judgement::{Worth, judge};
use super::super::lease::{Acquired, Lease, Seen};
use super::super::versions::Version;
use super::super::{Resolved, names};
use super::patience::Patience;
use super::{Shared, Sharing};
use crate::codec::Codec;
use crate::frame::{Frame, Opened, Rejection, identity, open, order_of};
use crate::freshness::Freshness;
use crate::invalidation::Linked;
use crate::redis::{Fault, Shard};
use crate::shape::Cacheable;
use crate::shared::{Finding, Found, Need};
use redis::{Cmd, Value};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// What a frame turned out to be.
pub(super) enum Reading<V> {
    Fits(Found<V>),
    /// Of no use; the lease may be had over it.
    Unfit(Seen),
    /// Written by a later version of this library, which still has a use for it.
    Foreign,
}

/// What a first glance showed.
enum Glance<V> {
    Hit(Found<V>),
    Else(Start),
}

/// From where a call goes on to find a value.
enum Start {
    /// There is nothing, as a rule: the lease is asked for at once.
    Lease,
    /// The entry is to be looked at.
    Look,
    /// This stands there.
    Frame(Option<Vec<u8>>),
}

/// Frames that one call looks at, at most: each was put there while it looked at the one before.
const MOST_LOOKS: u32 = 16;

impl<V: Cacheable> Sharing<V> {
    /// Finds a value, or the right to load one. `result_tags`: some tags will come with the value.
    pub(crate) async fn find(&mut self, need: Need, result_tags: bool) -> Finding<V> {
        if !self.tier.is_usable() {
            return Finding::Load(None);
        }
        let outcome = match self.glance(need).await {
            Ok(Glance::Hit(found)) => return Finding::Found(found),
            // Boxed: a hit need not carry the room.
            Ok(Glance::Else(start)) => Box::pin(self.try_to_find(start, need, result_tags)).await,
            Err(fault) => Err(fault),
        };
        outcome.unwrap_or_else(|fault| {
            self.tier.note(&fault);
            self.lease = None;
            Finding::Load(self.fallback.take())
        })
    }

    /// Answers the plain case, for which nothing but the entry is needed.
    async fn glance(&mut self, need: Need) -> Result<Glance<V>, Fault> {
        if asks_for_the_lease_first(need, &self.shared) {
            return Ok(Glance::Else(Start::Lease));
        }
        let Some(versions) = self.tier.known(&self.expected.names) else {
            return Ok(Glance::Else(Start::Look));
        };
        self.versions = versions;
        let mut budget = self.budget;
        let frame = budget.begin(pin!(self.get_alone())).await?;
        self.budget = budget;
        let hit = frame.as_deref().and_then(|bytes| self.read_plain(bytes));
        match hit.filter(|found| answers(found, need)) {
            Some(found) => {
                self.expect_something();
                Ok(Glance::Hit(found))
            }
            None => Ok(Glance::Else(Start::Frame(frame))),
        }
    }

    async fn try_to_find(
        &mut self,
        start: Start,
        need: Need,
        result_tags: bool,
    ) -> Result<Finding<V>, Fault> {
        let tier = self.tier.clone();
        let mut budget = self.budget;
        let mut frame = match start {
            Start::Lease => {
                self.resolve(&mut budget).await?;
                None
            }
            Start::Look => budget.spend(&tier, pin!(self.look())).await?,
            Start::Frame(frame) => frame,
        };
        let mut seen = match need {
            Need::Replacement => Seen::Anything,
            Need::Value { .. } | Need::Newer { .. } => Seen::Nothing,
        };
        let mut patience = Patience::new(need);
        for _ in 0..MOST_LOOKS {
            if let Some(bytes) = frame.take() {
                let reading = {
                    let reading = pin!(self.read(&bytes));
                    budget.spend(&tier, reading).await?
                };
                self.rank = order_of(&bytes);
                match reading {
                    Reading::Fits(found) if answers(&found, need) => {
                        self.expect_something();
                        return Ok(Finding::Found(found));
                    }
                    Reading::Fits(found) => {
                        seen = Seen::Frame(identity(&bytes));
                        self.fallback = Some(found);
                    }
                    Reading::Unfit(what) => seen = what,
                    Reading::Foreign => return Ok(Finding::Load(None)),
                }
            }
            let turn = self.lease(seen, need, &mut patience, &mut budget).await?;
            if patience.was_needed() {
                let had_one = self.fallback.take().is_some();
                // What was invalidated while it waited is judged, and stored, by what holds now.
                self.resolve(&mut budget).await?;
                if had_one && !matches!(turn, Turn::Look(_)) {
                    let found = {
                        let finding = pin!(self.find_fallback());
                        budget.spend(&tier, finding).await?
                    };
                    self.fallback = found;
                }
            }
            match turn {
                Turn::Mine { lease, over_frame } => {
                    if !over_frame {
                        // It was invalidated since.
                        self.fallback = None;
                        self.rank = 0;
                    }
                    self.lease = Some(lease);
                    self.shared.expects_nothing.store(true, Ordering::Relaxed);
                    if result_tags {
                        let marks = pin!(tier.tag_marks());
                        self.tags = Some(budget.spend(&tier, marks).await?);
                    }
                    // Marks are newer than what was heard, too.
                    if self.ahead || result_tags {
                        let caught_up = pin!(catches_up(&tier));
                        if !budget.spend(&tier, caught_up).await? {
                            // Given back: somebody else may fill the entry.
                            self.lease = None;
                        }
                    }
                    self.budget = budget;
                    return Ok(Finding::Load(self.fallback.take()));
                }
                Turn::Look(bytes) => frame = Some(bytes),
                Turn::Busy => return Ok(Finding::Busy(self.fallback.take())),
                Turn::Without => break,
            }
        }
        Ok(Finding::Load(self.fallback.take()))
    }

    /// What there is still that is an answer if the load fails.
    async fn find_fallback(&self) -> Result<Option<Found<V>>, Fault> {
        let Some(bytes) = self.get().await? else {
            return Ok(None);
        };
        Ok(match self.read(&bytes).await? {
            Reading::Fits(found) => Some(found),
            Reading::Unfit(_) | Reading::Foreign => None,
        })
    }

    /// Reads the versions that are not known.
    pub(super) async fn resolve(&mut self, budget: &mut Budget) -> Result<(), Fault> {
        let resolved = {
            let resolving = pin!(self.tier.resolve(&self.expected.names));
            budget.spend(&self.tier, resolving).await?
        };
        self.go_by(resolved);
        Ok(())
    }

    pub(super) fn go_by(&mut self, resolved: Resolved) {
        self.versions = resolved.versions;
        self.ahead = resolved.ahead;
    }

    /// Asks for the lease until it is had, or there is a frame to look at, or patience is at its end.
    async fn lease(
        &self,
        seen: Seen,
        need: Need,
        patience: &mut Patience,
        budget: &mut Budget,
    ) -> Result<Turn, Fault> {
        // On the list before the tier is asked: a value that lands in between rings already.
        let waiter = self.tier.waiters.join(&self.entry);
        loop {
            let waits = !patience.wait.is_zero();
            let acquired = pin!(self.tier.acquire(&self.entry, seen, waits));
            match budget.spend(&self.tier, acquired).await? {
                Acquired::Mine { lease, over_frame } => {
                    return Ok(Turn::Mine { lease, over_frame });
                }
                Acquired::Frame(bytes) => return Ok(Turn::Look(bytes)),
                Acquired::Held(_) if matches!(need, Need::Newer { .. }) => return Ok(Turn::Busy),
                Acquired::Held(left) => {
                    let Some(pause) = patience.pause(left) else {
                        return Ok(Turn::Without);
                    };
                    either(waiter.rung(), self.tier.pause(pause)).await;
                    // The server answers; the time is another load's now, and that is bounded by `patience`.
                    *budget = Budget::of(&self.tier);
                }
            }
        }
    }

    /// Reads the entry, and beside it the versions that are not known.
    async fn look(&mut self) -> Result<Option<Vec<u8>>, Fault> {
        let (read, versions) = both(self.get(), self.tier.resolve(&self.expected.names)).await;
        self.go_by(versions?);
        read
    }

    async fn get(&self) -> Result<Option<Vec<u8>>, Fault> {
        let (shard, get) = self.to_get();
        got(self.tier.nodes.run(shard, get).await?)
    }

    /// The same, where nothing is asked along with it that must not come before it.
    async fn get_alone(&self) -> Result<Option<Vec<u8>>, Fault> {
        let (shard, get) = self.to_get();
        got(self.tier.nodes.read(shard, &get).await?)
    }

    fn to_get(&self) -> (Shard, Cmd) {
        let mut get = Cmd::with_capacity(2, "GET".len() + self.entry.len());
        get.arg("GET").arg(&self.entry);
        (self.tier.nodes.shard_of(&self.entry), get)
    }

    /// The value of an entry that is fit and rests on nothing but what the code names; nothing is done about any other.
    fn read_plain(&self, bytes: &[u8]) -> Option<Found<V>> {
        let Ok(Frame::Entry(frame)) = open(&self.tier.sealer, &self.entry, bytes) else {
            return None;
        };
        if frame.facts.names.len() != self.expected.names.len() {
            return None;
        }
        let version = |name: &str| self.version(name);
        let now = self.tier.server_now();
        let worth = judge(&frame, &self.expected, now, version, fastrand::f64).ok()?;
        self.decode(&frame, worth, (Vec::new(), Vec::new()))
    }

    async fn read(&self, bytes: &[u8]) -> Result<Reading<V>, Fault> {
        match open(&self.tier.sealer, &self.entry, bytes) {
            Ok(Frame::Lease) => Ok(Reading::Unfit(Seen::Nothing)),
            Ok(Frame::Entry(frame)) => self.judge(&frame).await,
            Err(rejection @ Rejection::FrameVersion) => {
                self.count_rejected(rejection.name());
                Ok(Reading::Foreign)
            }
            Err(rejection) => {
                self.count_rejected(rejection.name());
                self.tier.discard(&self.entry, bytes).await?;
                Ok(Reading::Unfit(Seen::Nothing))
            }
        }
    }

    async fn judge(&self, frame: &Opened<'_>) -> Result<Reading<V>, Fault> {
        let further = self.further_names(frame);
        let versions = self.tier.resolve(&further).await?.versions;
        Ok(self.judge_by(frame, &further, |name| {
            let mut found = further.iter().zip(&versions);
            found.find_map(|(known, version)| (**known == *name).then_some(*version))
        }))
    }

    /// What an entry rests on beyond what the code names.
    pub(super) fn further_names(&self, frame: &Opened<'_>) -> Vec<Arc<str>> {
        let is_expected = |held: &str| self.expected.names.iter().any(|name| **name == *held);
        let names = frame.facts.names.iter();
        names
            .filter(|held| !is_expected(&held.name))
            .map(|held| Arc::from(&*held.name))
            .collect()
    }

    /// Judges by the versions of further names, which `version` tells.
    pub(super) fn judge_by(
        &self,
        frame: &Opened<'_>,
        further: &[Arc<str>],
        version: impl Fn(&str) -> Option<Version>,
    ) -> Reading<V> {
        let unfit = Reading::Unfit(Seen::Frame(frame.identity));
        let version = |name: &str| self.version(name).or_else(|| version(name));
        let now = self.tier.server_now();
        let worth = match judge(frame, &self.expected, now, version, fastrand::f64) {
            Ok(worth) => worth,
            Err(reason) => {
                self.count_rejected(reason.name());
                return unfit;
            }
        };
        let tags = further
            .iter()
            .filter_map(|name| names::tag_of(name).map(str::to_owned))
            .collect();
        let linked = further.iter().filter_map(|name| names::linked(name));
        let rests_on = (tags, linked.collect());
        let Some(found) = self.decode(frame, worth, rests_on) else {
            self.count_rejected("payload");
            return unfit;
        };
        Reading::Fits(found)
    }

    /// That of a name which the code names, as it was before the entry was read.
    fn version(&self, name: &str) -> Option<Version> {
        let mut expected = self.expected.names.iter().zip(&self.versions);
        expected.find_map(|(known, version)| (**known == *name).then_some(*version))
    }

    /// The value of a frame that is fit.
    fn decode(
        &self,
        frame: &Opened<'_>,
        worth: Worth,
        (tags, linked): (Vec<String>, Vec<Linked>),
    ) -> Option<Found<V>> {
        let facts = &frame.facts;
        let codec = Codec::from_id(facts.codec)?;
        let decode = self.shared.coder.decode;
        Some(Found {
            value: decode(codec, facts.content, &frame.payload).ok()?,
            life: self.tier.life_here(worth.life),
            freshness: worth.freshness,
            tags,
            linked,
        })
    }

    fn expect_something(&self) {
        // Written only where it changes: all callers of the function share it.
        if self.shared.expects_nothing.load(Ordering::Relaxed) {
            self.shared.expects_nothing.store(false, Ordering::Relaxed);
        }
    }

    /// Looks, and never takes a lease.
    pub(crate) async fn peek(&mut self) -> Option<Found<V>> {
        if !self.tier.is_usable() {
            return None;
        }
        let bytes = self.look().await.ok()??;
        match self.read(&bytes).await.ok()? {
            Reading::Fits(found) => Some(found),
            Reading::Unfit(_) | Reading::Foreign => None,
        }
    }
}

fn got(answer: Value) -> Result<Option<Vec<u8>>, Fault> {
    match answer {
        Value::BulkString(bytes) => Ok(Some(bytes)),
        Value::Nil => Ok(None),
        other => Err(Fault::unlike("GET", &other)),
    }
}

/// What came of asking for the lease.
enum Turn {
    Mine {
        lease: Lease,
        /// Whether it stands in the frame that this call has seen.
        over_frame: bool,
    },
    /// There is a frame that this call has not seen.
    Look(Vec<u8>),
    /// Another process is getting a newer value.
    Busy,
    /// Another process loads, and this one does not wait any longer: it loads too, and its value is not shared.
    Without,
}

fn asks_for_the_lease_first<V>(need: Need, shared: &Shared<V>) -> bool {
    match need {
        Need::Value { .. } => shared.expects_nothing.load(Ordering::Relaxed),
        Need::Newer { .. } => false,
        Need::Replacement => true,
    }
}

/// Whether what was found is an answer already, or only if the load fails.
pub(super) fn answers<V>(found: &Found<V>, need: Need) -> bool {
    match (found.freshness, need) {
        (Freshness::Fresh | Freshness::RefreshDue, Need::Newer { than }) => {
            found.life.stored_at > than
        }
        (_, Need::Newer { .. }) | (Freshness::Fallback | Freshness::Expired, _) => false,
        (_, Need::Value { .. } | Need::Replacement) => true,
    }
}
