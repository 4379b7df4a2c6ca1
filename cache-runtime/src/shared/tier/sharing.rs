//! One call's dealings with the shared tier: find the value, or get the right to fill the entry; then fill it.
//!
//! A fault of Redis is never the caller's: after the first one the call goes on without the tier, so that no call is
//! slower than its load and one operation.

use super::both::{both, either};
use super::budget::Budget;
use super::catching_up::catches_up;
use super::judgement::{Expectation, Worth, judge};
use super::lease::{Acquired, Commit, Lease, Seen};
use super::message::{Operation, RemoteKey};
use super::names;
use super::scripts::PROLONG;
use super::telling::{TagMarks, Telling};
use super::versions::Version;
use super::{Resolved, Tier};
use crate::clock::{Clock, Millis, Stopwatch};
use crate::codec::{Codec, Coder};
use crate::frame::{Facts, Frame, NameVersion, Opened, Rejection, identity, open, seal};
use crate::freshness::{Freshness, Life};
use crate::invalidation::{Invalidated, Links};
use crate::key::CacheKey;
use crate::policy::Policy;
use crate::redis::{Fault, Shard};
use crate::shape::Cacheable;
use crate::shared::{Finding, Found, Need, Verdict};
use redis::{Cmd, Value};
use std::borrow::Cow;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// What a function needs to share its values.
#[derive(Debug)]
pub(crate) struct Shared<V> {
    coder: Coder<V>,
    fingerprint: OnceLock<u64>,
    /// What every entry rests on: everything, and the function.
    own_names: OnceLock<Arc<[Arc<str>]>>,
    /// Whether the last look found nothing. Then the next one asks for the lease at once, and saves a round trip.
    expects_nothing: AtomicBool,
}

impl<V> Shared<V> {
    pub(crate) fn new(coder: Coder<V>) -> Self {
        Self {
            coder,
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
    expected: Expectation,
    /// Those of the names expected, as they were before the load.
    versions: Vec<Version>,
    /// Whether those may be newer than what this process has heard.
    ahead: bool,
    /// Where tags come with the value: the marks of their invalidations, as they were before the load.
    tags: Option<TagMarks>,
    lease: Option<Lease>,
    /// What was found that is an answer only if the load fails.
    fallback: Option<Found<V>>,
    budget: Budget,
}

/// What a frame turned out to be.
enum Reading<V> {
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
            expected: Expectation {
                fingerprint: shared.fingerprint(tier.codec),
                version,
                names: rests_on(shared.own_names(pattern), links),
                policy: *policy,
            },
            tier: tier.clone(),
            shared: shared.clone(),
            versions: Vec::new(),
            ahead: false,
            tags: None,
            lease: None,
            fallback: None,
            budget: Budget::of(tier),
        }
    }

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
    async fn resolve(&mut self, budget: &mut Budget) -> Result<(), Fault> {
        let resolved = {
            let resolving = pin!(self.tier.resolve(&self.expected.names));
            budget.spend(&self.tier, resolving).await?
        };
        self.go_by(resolved);
        Ok(())
    }

    fn go_by(&mut self, resolved: Resolved) {
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
        self.decode(&frame, worth, Vec::new())
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
        let unfit = Reading::Unfit(Seen::Frame(frame.identity));
        let further: Vec<Arc<str>> = frame
            .facts
            .names
            .iter()
            .filter(|held| !self.expected.names.iter().any(|name| **name == *held.name))
            .map(|held| Arc::from(&*held.name))
            .collect();
        let further_versions = self.tier.resolve(&further).await?.versions;
        let version = |name: &str| {
            self.version(name).or_else(|| {
                let mut found = further.iter().zip(&further_versions);
                found.find_map(|(known, version)| (**known == *name).then_some(*version))
            })
        };
        let now = self.tier.server_now();
        let worth = match judge(frame, &self.expected, now, version, fastrand::f64) {
            Ok(worth) => worth,
            Err(reason) => {
                self.count_rejected(reason.name());
                return Ok(unfit);
            }
        };
        let tags = further
            .iter()
            .filter_map(|name| names::tag_of(name).map(str::to_owned))
            .collect();
        let Some(found) = self.decode(frame, worth, tags) else {
            self.count_rejected("payload");
            return Ok(unfit);
        };
        Ok(Reading::Fits(found))
    }

    /// That of a name which the code names, as it was before the entry was read.
    fn version(&self, name: &str) -> Option<Version> {
        let mut expected = self.expected.names.iter().zip(&self.versions);
        expected.find_map(|(known, version)| (**known == *name).then_some(*version))
    }

    /// The value of a frame that is fit.
    fn decode(&self, frame: &Opened<'_>, worth: Worth, tags: Vec<String>) -> Option<Found<V>> {
        let facts = &frame.facts;
        let codec = Codec::from_id(facts.codec)?;
        let decode = self.shared.coder.decode;
        Some(Found {
            value: decode(codec, facts.content, &frame.payload).ok()?,
            life: self.tier.life_here(worth.life),
            freshness: worth.freshness,
            tags,
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

    /// Stores a loaded value, if the entry still is this call's to fill.
    pub(crate) async fn store(&mut self, value: &V, life: &Life, tags: &[String]) -> Verdict {
        let Some(lease) = self.lease.take() else {
            return Verdict::Elsewhere;
        };
        let mut budget = self.budget;
        let frame = {
            let frame = pin!(self.frame(value, life, tags));
            budget.spend(&self.tier, frame).await
        };
        let frame = match frame {
            Ok(Some(frame)) => frame,
            Ok(None) => {
                // What stands there is out of date, also where its successor cannot be stored.
                self.lease = Some(lease);
                self.withdraw().await;
                return Verdict::Elsewhere;
            }
            Err(fault) => {
                self.tier.note(&fault);
                return Verdict::Elsewhere;
            }
        };
        let mut commit = Box::pin(lease.commit(frame, self.tier.remaining(life)));
        match budget.wait_for(&self.tier, commit.as_mut()).await {
            None => {
                // The value is loaded: others are to have it, but the caller need not wait for that.
                self.tier.nodes.handle().spawn(commit);
                Verdict::Elsewhere
            }
            Some(Ok(Commit::Stored)) => Verdict::Stored,
            Some(Ok(Commit::Refused)) => Verdict::Refused,
            Some(Err(fault)) => {
                self.tier.note(&fault);
                Verdict::Elsewhere
            }
        }
    }

    /// The value is not to be stored, and what there is is out of date.
    pub(crate) async fn withdraw(&mut self) {
        if let Some(lease) = self.lease.take() {
            let withdrawn = pin!(lease.withdraw());
            if let Err(fault) = self.budget.spend(&self.tier, withdrawn).await {
                self.tier.note(&fault);
            }
        }
    }

    /// Leaves the entry to others to fill.
    pub(crate) fn resign(&mut self) {
        self.lease = None;
    }

    /// Whether the entry is this call's to fill.
    pub(crate) fn may_fill(&self) -> bool {
        self.lease.is_some()
    }

    /// How long memory may keep a copy that is stored now, if not as long as the entry lives.
    pub(crate) fn copy_ttl(&self) -> Option<Millis> {
        self.tier.copy_ttl()
    }

    pub(crate) fn lock_wait(&self) -> Duration {
        self.tier.lock_wait()
    }

    async fn frame(
        &self,
        value: &V,
        life: &Life,
        tags: &[String],
    ) -> Result<Option<Vec<u8>>, Fault> {
        let further: Vec<Arc<str>> = tags.iter().map(|tag| names::tag(tag)).collect();
        let mut names = name_versions(&self.expected.names, &self.versions);
        if !further.is_empty() {
            let versions = self.tier.resolve(&further).await?.versions;
            // Was any tag invalidated since the load began, then it may have been one of these.
            if self.tags != Some(self.tier.tag_marks().await?) {
                return Ok(None);
            }
            names.extend(name_versions(&further, &versions));
        }
        Ok(self.write(value, life, names))
    }

    /// The bytes of an entry; none, if the value cannot be shared.
    fn write(&self, value: &V, life: &Life, names: Vec<NameVersion<'_>>) -> Option<Vec<u8>> {
        let tier = &self.tier;
        let mut payload = Vec::new();
        let content = (self.shared.coder.encode)(tier.codec, value, &mut payload).ok()??;
        let facts = Facts {
            content,
            codec: tier.codec.id(),
            fingerprint: self.expected.fingerprint,
            version: self.expected.version,
            cost: life.load_cost,
            created: tier.server(life.stored_at),
            fresh_until: tier.server(life.fresh_until),
            stale_until: tier.server(life.retain_until()),
            order: 0,
            names,
        };
        seal(&tier.sealer, &self.entry, &facts, &payload)
            .inspect_err(|rejection| self.count_rejected(rejection.name()))
            .ok()
    }

    fn count_rejected(&self, reason: &'static str) {
        self.tier.counters.rejections.count(reason);
    }

    /// Stores a value that somebody put, whatever there is; then `after`. `value`: none, if it is not to be stored.
    pub(crate) fn put(
        mut self,
        key: &CacheKey,
        value: Option<(V, Life)>,
        tags: Vec<String>,
        after: impl FnOnce() -> Invalidated + Send + 'static,
    ) -> Telling {
        let key = RemoteKey::of(key);
        let tier = self.tier.clone();
        let work = async move {
            let put = match value {
                Some((value, life)) if self.tier.is_usable() => {
                    self.try_to_put(&value, &life, &tags).await
                }
                _ => None,
            };
            // A value that could not be written must not leave an older one behind.
            let operation = match put {
                Some(()) => Operation::Put(key),
                None => Operation::Invalidate(key),
            };
            self.tier.tell(operation).await
        };
        tier.carry_with(work, Box::new(after))
    }

    async fn try_to_put(&mut self, value: &V, life: &Life, tags: &[String]) -> Option<()> {
        let put = async {
            self.go_by(self.tier.resolve(&self.expected.names).await?);
            self.tags = if tags.is_empty() {
                None
            } else {
                Some(self.tier.tag_marks().await?)
            };
            let Some(frame) = self.frame(value, life, tags).await? else {
                return Ok(false);
            };
            let mut set = redis::cmd("SET");
            set.arg(&self.entry).arg(frame);
            if let Some(millis) = self.tier.remaining(life) {
                set.arg("PX").arg(millis);
            }
            let shard = self.tier.nodes.shard_of(&self.entry);
            self.tier.nodes.run(shard, set).await.map(|_| true)
        };
        match put.await {
            Ok(stored) => stored.then_some(()),
            Err(fault) => {
                self.tier.note(&fault);
                None
            }
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

/// How long a call waits for the value of another process. It looks again first soon, then less and less often; as a rule
/// it is woken before.
struct Patience {
    wait: Duration,
    next: Duration,
    watch: Stopwatch,
}

impl Patience {
    const FIRST: Duration = Duration::from_millis(10);
    const LONGEST: Duration = Duration::from_millis(250);

    fn new(need: Need) -> Self {
        Self {
            wait: match need {
                Need::Value { wait } => wait,
                Need::Newer { .. } | Need::Replacement => Duration::ZERO,
            },
            next: Self::FIRST,
            // Of the system, whatever the cache goes by: another process' load takes real time.
            watch: Clock::System.stopwatch(),
        }
    }

    /// How long to pause before the next look, with a lease that is another's for `left`; none: not any longer.
    fn pause(&mut self, left: Duration) -> Option<Duration> {
        let waited = Duration::from_micros(u64::from(self.watch.micros()));
        let remaining = self.wait.checked_sub(waited)?;
        let pause = self.next.min(left.max(Self::FIRST)).min(remaining);
        self.next = (2 * self.next).min(Self::LONGEST);
        (!remaining.is_zero()).then_some(pause)
    }

    /// Whether the call has paused.
    fn was_needed(&self) -> bool {
        self.next != Self::FIRST
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

fn asks_for_the_lease_first<V>(need: Need, shared: &Shared<V>) -> bool {
    match need {
        Need::Value { .. } => shared.expects_nothing.load(Ordering::Relaxed),
        Need::Newer { .. } => false,
        Need::Replacement => true,
    }
}

/// Whether what was found is an answer already, or only if the load fails.
fn answers<V>(found: &Found<V>, need: Need) -> bool {
    match (found.freshness, need) {
        (Freshness::Fresh | Freshness::RefreshDue, Need::Newer { than }) => {
            found.life.stored_at > than
        }
        (_, Need::Newer { .. }) | (Freshness::Fallback | Freshness::Expired, _) => false,
        (_, Need::Value { .. } | Need::Replacement) => true,
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

fn name_versions<'a>(names: &'a [Arc<str>], versions: &[Version]) -> Vec<NameVersion<'a>> {
    names
        .iter()
        .zip(versions)
        .map(|(name, version)| NameVersion {
            name: Cow::Borrowed(name),
            version: *version,
        })
        .collect()
}
