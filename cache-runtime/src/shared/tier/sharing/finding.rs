//! The way to a value in the tier, or to the right to load one.

use super::super::Resolved;
use super::super::both::{both, either};
use super::super::budget::Budget;
use super::super::catching_up::catches_up;
use super::super::lease::{Acquired, Lease, Seen};
use super::super::versions::Version;
use super::glancing::{Glanced, Sight, got, to_get};
use super::patience::Patience;
use super::{Shared, Sharing};
use crate::frame::{Frame, Opened, Rejection, identity, open, order_of};
use crate::freshness::Freshness;
use crate::metrics::WaitsFor;
use crate::redis::Fault;
use crate::shape::Cacheable;
use crate::shared::{Finding, Found, Need};
use crate::trace;
use std::pin::pin;
use std::sync::Arc;

/// What a frame turned out to be.
pub(super) enum Reading<V> {
    Fits(Found<V>),
    /// Of no use; the lease may be had over it.
    Unfit(Seen),
    /// Written by a later version of this library, which still has a use for it.
    Foreign,
}

/// What a first look showed.
enum FirstLook<V> {
    Hit(Found<V>),
    Else(Start),
    /// Redis has no part in the call.
    Without,
}

/// From where a call goes on to find a value.
enum Start {
    /// There is nothing, as a rule: the lease is asked for at once.
    Lease,
    /// The entry is to be looked at.
    Look,
    /// This stands there.
    Frame(Option<Vec<u8>>),
    /// This stood there before the flight began: the lease is asked for over it.
    Over(Vec<u8>),
}

/// Frames that one call looks at, at most: each was put there while it looked at the one before.
const MOST_LOOKS: u32 = 16;

impl<V: Cacheable> Sharing<V> {
    /// Finds a value, or the right to load one. `result_tags`: some tags will come with the value.
    pub(crate) async fn find(&mut self, need: Need, result_tags: bool) -> Finding<V> {
        if !self.tier.is_usable() {
            return Finding::Load(None);
        }
        let glanced = self.glanced.take();
        let first = match glanced.filter(|_| matches!(need, Need::Value { .. })) {
            Some(glanced) => Ok(self.go_on_after(*glanced)),
            None => self.first_look(need).await,
        };
        let outcome = match first {
            Ok(FirstLook::Hit(found)) => return Finding::Found(found),
            Ok(FirstLook::Without) => return Finding::Load(None),
            // Boxed: a hit need not carry the room.
            Ok(FirstLook::Else(start)) => {
                Box::pin(self.try_to_find(start, need, result_tags)).await
            }
            Err(fault) => Err(fault),
        };
        outcome.unwrap_or_else(|fault| {
            self.tier.note(&fault);
            self.lease = None;
            Finding::Load(self.fallback.take())
        })
    }

    /// Answers the plain case, for which nothing but the entry is needed.
    async fn first_look(&mut self, need: Need) -> Result<FirstLook<V>, Fault> {
        if asks_for_the_lease_first(need, &self.shared) {
            return Ok(FirstLook::Else(Start::Lease));
        }
        let Some(versions) = self.tier.known(&self.names) else {
            return Ok(FirstLook::Else(Start::Look));
        };
        self.versions = versions;
        let mut budget = self.budget;
        let frame = budget.begin(pin!(self.tier.get(&self.entry))).await?;
        self.budget = budget;
        let hit = frame.as_deref().and_then(|bytes| self.sight().plain(bytes));
        match hit.filter(|found| answers(found, need)) {
            Some(found) => {
                self.shared.expect(true);
                Ok(FirstLook::Hit(found))
            }
            None => Ok(FirstLook::Else(Start::Frame(frame))),
        }
    }

    /// What was seen before the flight began.
    fn go_on_after(&mut self, glanced: Glanced) -> FirstLook<V> {
        self.budget = glanced.budget;
        match glanced.seen {
            Ok(None) => FirstLook::Else(Start::Lease),
            Ok(Some(bytes)) => FirstLook::Else(Start::Over(bytes)),
            Err(_) => FirstLook::Without,
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
        let mut seen = match need {
            Need::Replacement => Seen::Anything,
            Need::Value { .. } | Need::Newer { .. } => Seen::Nothing,
        };
        let mut frame = match start {
            Start::Lease => {
                self.resolve(&mut budget).await?;
                None
            }
            Start::Look => budget.spend(&tier, pin!(self.look())).await?,
            Start::Frame(frame) => frame,
            Start::Over(bytes) => {
                self.resolve(&mut budget).await?;
                let reading = {
                    let reading = pin!(self.read(&bytes));
                    budget.spend(&tier, reading).await?
                };
                match reading {
                    Reading::Unfit(what) => {
                        (seen, self.rank) = (what, order_of(&bytes));
                        None
                    }
                    // Fit by now; but it may have been invalidated since it was read.
                    Reading::Fits(_) => budget.spend(&tier, pin!(self.look())).await?,
                    Reading::Foreign => return Ok(Finding::Load(None)),
                }
            }
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
                        self.shared.expect(true);
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
                    self.shared.expect(false);
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
            let resolving = pin!(self.tier.resolve(&self.names));
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
        let mut wait = None;
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
                    let meter = &self.shared.meter;
                    wait.get_or_insert_with(|| {
                        let measured = meter.wait(WaitsFor::Fleet, &self.tier.clock);
                        (measured, trace::wait_here(WaitsFor::Fleet))
                    });
                    either(waiter.rung(), self.tier.pause(pause)).await;
                    // The server answers; the time is another load's now, and that is bounded by `patience`.
                    *budget = Budget::of(&self.tier);
                }
            }
        }
    }

    /// Reads the entry, and beside it the versions that are not known.
    async fn look(&mut self) -> Result<Option<Vec<u8>>, Fault> {
        let (read, versions) = both(self.get(), self.tier.resolve(&self.names)).await;
        self.go_by(versions?);
        read
    }

    async fn get(&self) -> Result<Option<Vec<u8>>, Fault> {
        let nodes = &self.tier.nodes;
        let shard = nodes.shard_of(&self.entry);
        got(nodes.run(shard, to_get(&self.entry)).await?)
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
        let further = self.sight().further_names(frame);
        let versions = self.tier.resolve(&further).await?.versions;
        Ok(self.judge_by(frame, &further, |name| {
            let mut found = further.iter().zip(&versions);
            found.find_map(|(known, version)| (**known == *name).then_some(*version))
        }))
    }

    /// Judges by the versions of further names, which `version` tells.
    pub(super) fn judge_by(
        &self,
        frame: &Opened<'_>,
        further: &[Arc<str>],
        version: impl Fn(&str) -> Option<Version>,
    ) -> Reading<V> {
        match self.sight().value(frame, further, version) {
            Ok(found) => Reading::Fits(found),
            Err(reason) => {
                self.count_rejected(reason);
                Reading::Unfit(Seen::Frame(frame.identity))
            }
        }
    }

    pub(super) fn sight(&self) -> Sight<'_, V> {
        Sight {
            tier: &self.tier,
            shared: &self.shared,
            entry: &self.entry,
            expected: self.expected(),
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
        Need::Value { .. } => shared.expects_nothing(),
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
