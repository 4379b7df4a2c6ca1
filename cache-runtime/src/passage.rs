//! One caller's way to a value: memory, the flight, the shared tier, the load, the commit.
//!
//! Nothing here knows the user's function, its future or its error: `load.rs` does, and asks for one step after the
//! other. So this code is compiled once for each value type and not once for each function.

use crate::cache::{Bound, Cache};
use crate::cached::{Cached, Source};
use crate::call::Target;
use crate::clock::{Millis, Stopwatch};
use crate::commit::{Destination, Fill, MemoryCopy};
use crate::context::Said;
use crate::draft::Draft;
use crate::flight::{
    Arrival as Joining, Entrance, FlightId, Join, Landing, Lead, block_on, leading_now,
};
use crate::freshness::{self, Freshness, Life};
use crate::invalidation::{Cells, Links, Number};
use crate::key::EncodedKey;
use crate::limits::{Late, Limits};
use crate::metrics::{Event, Meter};
use crate::policy::{Policy, Stampede, Tiers};
use crate::region::Entry;
use crate::shape::{Cacheable, Coder, SharedFailure};
use crate::shared::{Finding, Found, Need, Sharing, Verdict};
use crate::site::Site;
use std::sync::Arc;
use std::time::Duration;

/// What a caller wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Intent {
    /// A value, from wherever.
    Get,
    /// A new value, whatever is cached.
    Refresh,
}

/// Whether the caller waits by blocking its thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Caller {
    Blocking,
    Async,
}

/// How long a refresh that another process is at is left to it, in milliseconds.
const BUSY_PAUSE: Millis = 100;

/// Where a part of a caller's way has ended.
pub(crate) enum Step<V> {
    /// At a value.
    Answer(Cached<V>),
    /// At a value that is to be refreshed, which the caller need not wait for.
    Refresh(Cached<V>),
    /// At the failure of the load that the caller waited for. Who cannot make use of it asks again.
    Failed(SharedFailure),
    /// Where the caller's time was over.
    Late(Late<V>),
    /// At somebody else's refresh, and nobody waits.
    Busy,
    /// At the loader: the caller is to load.
    Load,
}

/// A caller on its way. Boxed wherever it goes: it is moved from step to step, and may be a good part of the stack of a
/// function that calls itself.
pub(crate) struct Passage<'s, V: Cacheable> {
    cache: Cache,
    site: &'s Site,
    policy: &'s Policy,
    /// Whether `cache_if` let the call in.
    admitted: bool,
    key: EncodedKey,
    bound: Arc<Bound<V>>,
    questions: Questions<V>,
    intent: Intent,
    caller: Caller,
    join: Join,
    /// Whether the load can go on without its caller.
    kept: bool,
    /// Whether it goes on without its caller.
    alone: bool,
    pub(crate) limits: Limits<'s, V>,
    /// A value that is an answer, while its refresh is on.
    spare: Option<Entry<V>>,
    /// When the entry was stored that is to be replaced, where that is known without it.
    newer_than: Option<Millis>,
    /// The right to store; a caller that `cache_if` sent past the cache loads without it.
    lead: Option<Lead<V>>,
    /// What the value rests on; known when the loader is.
    cells: Option<Cells>,
    /// The tags of the value to be replaced, beyond those that the code names; known if the shared tier has it.
    known_tags: Option<Vec<String>>,
    /// The dealings with the shared tier, if the cache has one and the function uses it.
    sharing: Option<Sharing<V>>,
    under_way: Option<UnderWay>,
    pub(crate) links: Links,
    pub(crate) draft: Draft,
}

/// What can be asked of a value whose shape is not known here.
pub(crate) struct Questions<V> {
    /// Tells `None` from other values, where the function wants it.
    pub(crate) is_absent: fn(&V) -> bool,
    /// Weighs a value, where the function wants it.
    pub(crate) weigh: fn(&V) -> Option<usize>,
    /// How a shared tier writes it; asked at the first call.
    pub(crate) coder: fn() -> Option<Coder<V>>,
}

impl<V> Clone for Questions<V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<V> Copy for Questions<V> {}

/// What a load brought.
pub(crate) struct Arrival<V> {
    pub(crate) stored: V,
    /// Where the function weighs its values.
    pub(crate) bytes: Option<usize>,
    /// Zero: not to be stored.
    pub(crate) ttl: Millis,
    /// Whether it is of use for a while after its ttl.
    pub(crate) lasts: bool,
}

/// A load on its way.
struct UnderWay {
    stopwatch: Stopwatch,
    outcome: Outcome,
}

impl<'s, V: Cacheable> Passage<'s, V> {
    pub(crate) fn new(
        target: Target<'s, '_>,
        key: EncodedKey,
        bound: Arc<Bound<V>>,
        questions: Questions<V>,
        intent: Intent,
        caller: Caller,
    ) -> Box<Self> {
        let Target {
            site,
            policy,
            admitted,
            ..
        } = target;
        let cache = target.cache().clone();
        if admitted && policy.schedule.is_some() {
            cache.schedule().asked(bound.region.address(), &key);
        }
        // Whom `cache_if` sends past the cache gets nothing from there, whatever becomes of its load.
        let falls_back = admitted && intent == Intent::Get && !policy.is_plain();
        let limits = Limits::begin(&bound, &key, policy, &cache, falls_back);
        Box::new(Self {
            cache,
            site,
            policy,
            admitted,
            key,
            bound,
            questions,
            intent,
            caller,
            join: first_join(intent, policy),
            kept: false,
            alone: false,
            limits,
            spare: None,
            newer_than: None,
            lead: None,
            cells: None,
            known_tags: None,
            sharing: None,
            under_way: None,
            links: Links::default(),
            draft: Draft::default(),
        })
    }

    /// The load of this passage can go on without the caller.
    pub(crate) fn keeping(mut self: Box<Self>) -> Box<Self> {
        self.kept = true;
        self
    }

    /// The caller has its answer and is gone.
    pub(crate) fn alone(mut self: Box<Self>) -> Box<Self> {
        self.alone = true;
        self.limits.lift();
        self
    }

    pub(crate) fn cache(&self) -> &Cache {
        &self.cache
    }

    pub(crate) fn policy(&self) -> &'s Policy {
        self.policy
    }

    /// Whether `cache_if` let the call in.
    pub(crate) fn is_admitted(&self) -> bool {
        self.admitted
    }

    pub(crate) fn function(&self) -> &'s str {
        self.site.function()
    }

    pub(crate) fn meter(&self) -> &Arc<Meter> {
        &self.bound.meter
    }

    /// There is no room for the refresh that this was to be; it is asked for again after a while.
    pub(crate) fn refuse(limits: &Limits<'_, V>, meter: &Meter) {
        meter.record(Event::RefreshRefused);
        limits.pause(BUSY_PAUSE);
    }

    /// Whether this process refreshes the entry with nobody asking.
    pub(crate) fn is_scheduled(&self) -> bool {
        let schedule = self.cache.schedule();
        schedule.knows(self.bound.region.address(), &self.key)
    }

    /// The flight that this caller leads.
    pub(crate) fn flight(&self) -> Option<FlightId> {
        self.lead.as_ref().map(Lead::id)
    }

    /// Goes on until there is an answer, or until it is this caller's turn to load.
    pub(crate) async fn admission(&mut self) -> Step<V> {
        if !self.admitted {
            return Step::Load;
        }
        loop {
            if let Some(answer) = self.look() {
                return Step::Answer(answer);
            }
            let lead = match self.enter() {
                Entrance::Lead(lead) => lead,
                Entrance::Busy => return Step::Answer(self.serve_spare()),
                Entrance::Circle => {
                    self.join = Join::Alone;
                    continue;
                }
                Entrance::Wait(waiting) => match self.limits.bound(waiting).await {
                    Err(late) => return Step::Late(late),
                    Ok(Landing::Turn(lead)) => lead,
                    Ok(Landing::Value(landed)) => {
                        self.count_coalesced();
                        let value = landed.value.clone();
                        let mut cached =
                            Cached::new(value, Source::Loader, landed.life, self.now());
                        if cached.stale {
                            // The load has failed, and there was something to fall back on.
                            cached.source = Source::Memory;
                            self.bound.meter.record(Event::StaleHit);
                        }
                        return Step::Answer(cached);
                    }
                    Ok(Landing::Failed(failure)) => {
                        return match self.limits.fall_back() {
                            Some(stale) => Step::Answer(stale),
                            None => Step::Failed(failure),
                        };
                    }
                    Ok(Landing::Abandoned) => continue,
                },
            };
            self.lead = Some(lead);
            // Between the look above and the entrance a flight may have landed.
            return match self.look_again() {
                Some(answer) => {
                    self.lead = None;
                    Step::Answer(answer)
                }
                None if self.kept && self.spare.is_some() => Step::Refresh(self.serve_copy()),
                None => Step::Load,
            };
        }
    }

    /// The links are known now: asks the shared tier, if there is one.
    pub(crate) async fn share(&mut self) -> Step<V> {
        let Some(lead) = self.lead.as_ref() else {
            return Step::Load;
        };
        let cells = self.cache.cells(&self.links);
        lead.rests_on(cells.clone());
        self.cells = Some(cells);
        let sharing =
            self.cache
                .sharing(self.site, &self.bound, &self.key, &self.links, self.policy);
        match sharing {
            // Boxed: a call without a shared tier need not carry the room.
            Some(sharing) => Box::pin(self.ask(sharing)).await,
            None => Step::Load,
        }
    }

    /// The same for a caller that blocks its thread. A function of its own, so that it is off the stack when the user's
    /// body runs.
    #[inline(never)]
    pub(crate) fn share_blocking(&mut self) -> Step<V> {
        block_on(self.share())
    }

    async fn ask(&mut self, mut sharing: Sharing<V>) -> Step<V> {
        let need = self.need(&sharing);
        let result_tags = self.bound.has_result_tags();
        let finding = sharing.find(need, result_tags);
        let found = if self.alone {
            // Whose caller is gone has another limit: it was set off with that.
            Ok(finding.await)
        } else {
            self.limits.bound(finding).await
        };
        match found {
            Err(late) => Step::Late(late),
            Ok(Finding::Found(found)) => self.take_over(found, &sharing),
            Ok(Finding::Busy(found)) if self.alone => {
                self.leave_to_others(found);
                Step::Busy
            }
            Ok(Finding::Busy(_)) => Step::Answer(self.serve_spare()),
            Ok(Finding::Load(fallback)) => {
                match fallback {
                    Some(fallback) => self.keep_fallback(fallback, sharing.copy_ttl()),
                    None if sharing.may_fill() => self.forget_fallback(),
                    None => {}
                }
                self.sharing = Some(sharing);
                Step::Load
            }
        }
    }

    /// The load begins. Returns the flight that it is, if it is one.
    pub(crate) fn depart(&mut self) -> Option<FlightId> {
        let Some(lead) = &self.lead else {
            self.bound.meter.record(Event::Bypassed);
            return None;
        };
        if self.is_refresh() {
            self.bound.meter.record(Event::Refresh);
        }
        let stopwatch = self.cache.world().clock.stopwatch();
        self.under_way = Some(UnderWay {
            stopwatch,
            outcome: Outcome::open(&self.bound),
        });
        Some(lead.id())
    }

    /// The load ended with something to store: stores it, and tells those who wait.
    pub(crate) async fn arrive(mut self: Box<Self>, arrival: Arrival<V>) -> Cached<V> {
        let (Some(lead), Some(under_way)) = (self.lead.take(), self.under_way.take()) else {
            return Cached::new(arrival.stored, Source::Loader, None, self.now());
        };
        let cost = under_way.stopwatch.micros();
        let begun = lead.begun();
        let now = self.now();
        let destination = self.destination();
        let life = destination.life(now, arrival.ttl, cost, arrival.lasts);
        let verdict = match &self.sharing {
            None => Verdict::Elsewhere,
            Some(_) => Box::pin(self.offer_to_tier(&arrival.stored, life.as_ref())).await,
        };
        let fill = Fill {
            stored: arrival.stored,
            bytes: arrival.bytes,
            life,
            begun,
            cells: self.cells.take().unwrap_or_default(),
        };
        let copy = self.copy(verdict);
        let cached = self
            .destination()
            .land(lead, fill, &self.draft, copy, Source::Loader);
        under_way.outcome.close(cost);
        cached
    }

    /// The same for a caller that blocks its thread.
    #[inline(never)]
    pub(crate) fn arrive_blocking(self: Box<Self>, arrival: Arrival<V>) -> Cached<V> {
        block_on(self.arrive(arrival))
    }

    /// The load ended with a failure, which those who wait may share. There may still be an answer: a value that is to be
    /// refreshed, or kept for this.
    pub(crate) fn fail(&mut self, failure: Option<SharedFailure>) -> Option<Cached<V>> {
        if let Some(under_way) = self.under_way.take() {
            under_way.outcome.close(under_way.stopwatch.micros());
        }
        let stale = self.rescue();
        if let (None, Some(lead)) = (&stale, self.lead.take()) {
            lead.fail(failure);
        }
        stale
    }

    /// The load ended with a panic.
    pub(crate) fn panic(&mut self) -> Option<Cached<V>> {
        if let Some(under_way) = self.under_way.take() {
            under_way.outcome.panicked();
        }
        if self.is_refresh() {
            self.bound.meter.record(Event::RefreshError);
        }
        self.rescue()
    }

    /// The value that is good enough where there is no other: for this caller and for those who wait.
    fn rescue(&mut self) -> Option<Cached<V>> {
        let entry = self.limits.fallback()?;
        self.limits.quieten();
        if let Some(lead) = self.lead.take() {
            lead.land(&entry.value, Some(entry.life));
        }
        let now = self.now();
        if entry.life.is_stale(now) && !self.alone {
            self.bound.meter.record(Event::StaleHit);
        }
        Some(Cached::new(
            entry.value,
            Source::Memory,
            Some(entry.life),
            now,
        ))
    }

    /// The value that a load is to replace, as far as it is still known.
    pub(crate) fn stale(&self) -> Option<Entry<V>> {
        let may_be_there = self.intent == Intent::Refresh || !self.policy.is_plain();
        (self.admitted && may_be_there)
            .then(|| self.bound.region.peek(&self.key))
            .flatten()
    }

    /// Whether there is a value that is good enough where a load fails.
    pub(crate) fn can_be_rescued(&self) -> bool {
        self.limits.fallback().is_some()
    }

    /// Whether the load refreshes an entry that is an answer.
    pub(crate) fn is_refresh(&self) -> bool {
        self.spare.is_some()
    }

    /// The ttl that a value gets; zero means that it is not stored.
    pub(crate) fn ttl_of(&self, stored: &V) -> Millis {
        self.destination()
            .ttl((self.questions.is_absent)(stored), &self.draft)
    }

    /// The ttl that a failure gets, where failures are cached.
    pub(crate) fn ttl_of_failure(&self) -> Millis {
        self.policy.error_ttl.unwrap_or(0)
    }

    /// Takes over what the loader has said. Tags among it are news: the next load of this function reckons with them.
    pub(crate) fn heed(&mut self, said: &mut Said) {
        self.draft.said_ttl = said.ttl;
        self.draft.unwanted |= said.unwanted;
        self.add_tags(std::mem::take(&mut said.tags));
    }

    fn add_tags(&mut self, tags: Vec<String>) {
        if !tags.is_empty() {
            self.bound.expect_result_tags();
        }
        for tag in tags {
            if !self.draft.tags.contains(&tag) {
                self.draft.tags.push(tag);
            }
        }
    }

    /// The load keeps `entry`: what that rests on, what the new one rests on as well. Its tags are those of an earlier
    /// load, which this one need not have said again.
    pub(crate) fn keep_links(&mut self, entry: &Entry<V>) {
        self.bound.meter.record(Event::Unchanged);
        let cells = self.cells.take().unwrap_or_default();
        self.cells = Some(cells.and(&entry.cells));
        match self.known_tags.take() {
            Some(tags) => self.add_tags(tags),
            // Nobody knows their names, so other processes could not heed them.
            None if self.bound.has_result_tags() => {
                self.sharing.iter_mut().for_each(Sharing::resign);
            }
            None => {}
        }
    }

    pub(crate) fn count_coalesced(&self) {
        self.bound.meter.record(Event::Coalesced);
    }

    pub(crate) fn count_failure(&self) {
        if self.lead.is_some() {
            self.bound.meter.record(Event::LoadError);
        }
        if self.is_refresh() {
            self.bound.meter.record(Event::RefreshError);
        }
    }

    /// An answer; or none, and then `join` and `spare` say how to go on.
    fn look(&mut self) -> Option<Cached<V>> {
        if self.intent == Intent::Refresh {
            return None;
        }
        self.spare = None;
        match self.bound.region.look(&self.key, self.policy) {
            Some((entry, Freshness::Fresh | Freshness::Held)) => return Some(self.serve(entry)),
            Some((entry, Freshness::RefreshDue | Freshness::Stale)) => {
                self.join = Join::IfIdle;
                self.spare = Some(entry);
            }
            Some((_, Freshness::Fallback | Freshness::Expired)) | None => {
                if self.join == Join::IfIdle {
                    self.join = first_join(Intent::Get, self.policy);
                }
            }
        }
        None
    }

    /// A refresh has no use for what is stored, unless it was begun for the sake of that.
    fn look_again(&self) -> Option<Cached<V>> {
        if let Some(spare) = &self.spare {
            return self.refreshed_since(&spare.life);
        }
        let alone = self.policy.stampede == Stampede::None;
        if alone || self.intent == Intent::Refresh {
            return None;
        }
        match self.bound.region.look(&self.key, self.policy) {
            Some((entry, Freshness::Fallback | Freshness::Expired)) => {
                drop(entry);
                None
            }
            Some((entry, _)) => Some(self.serve(entry)),
            None => None,
        }
    }

    /// What has come of somebody else's refresh of the entry with this life, if one has ended: a newer entry, or the same
    /// whose source is to be left alone.
    fn refreshed_since(&self, old: &Life) -> Option<Cached<V>> {
        let entry = self.bound.region.peek(&self.key)?;
        let refreshed =
            entry.life.stored_at > old.stored_at || entry.life.quiet_until > old.quiet_until;
        refreshed.then(|| self.serve(entry))
    }

    /// What this call wants of the shared tier.
    fn need(&self, sharing: &Sharing<V>) -> Need {
        let policy = self.policy;
        if let Some(than) = self.newer_than {
            return Need::Newer { than };
        }
        match (self.intent, &self.spare, policy.stampede) {
            (Intent::Refresh, ..) => Need::Replacement,
            (Intent::Get, Some(spare), _) => Need::Newer {
                than: spare.life.stored_at,
            },
            (Intent::Get, None, Stampede::Lock) => Need::Value {
                wait: policy
                    .lock_wait
                    .map_or_else(|| sharing.lock_wait(), Duration::from_millis),
            },
            (Intent::Get, None, Stampede::None | Stampede::Coalesce) => Need::Value {
                wait: Duration::ZERO,
            },
        }
    }

    /// Answers with a value from the shared tier; memory gets a copy.
    fn take_over(&mut self, found: Found<V>, sharing: &Sharing<V>) -> Step<V> {
        if !self.alone {
            self.bound.meter.record(Event::SharedHit);
            if found.life.is_stale(self.now()) {
                self.bound.meter.record(Event::StaleHit);
            }
        }
        let lead = self
            .lead
            .take()
            .expect("only who may store asks the shared tier");
        let life = self.prolong(found.life, found.freshness);
        let due = matches!(found.freshness, Freshness::Stale | Freshness::RefreshDue);
        let spare = (self.kept && due).then(|| Entry {
            value: found.value.clone(),
            life,
            cells: Cells::default(),
            renewed: false,
        });
        let copy = self.copy_of(sharing, Verdict::Stored);
        let fill = self.fill_of(found.value, life, lead.begun());
        self.draft.tags = found.tags;
        let cached = self
            .destination()
            .land(lead, fill, &self.draft, copy, Source::Redis);
        self.refresh_further(spare, cached)
    }

    /// What was found is to be refreshed, if nobody else is at it.
    fn refresh_further(&mut self, spare: Option<Entry<V>>, cached: Cached<V>) -> Step<V> {
        if spare.is_none() || self.alone {
            return Step::Answer(cached);
        }
        self.draft = Draft::default();
        (self.spare, self.join) = (spare, Join::IfIdle);
        match self.enter() {
            Entrance::Lead(lead) => {
                self.lead = Some(lead);
                Step::Refresh(cached)
            }
            Entrance::Busy | Entrance::Wait(_) | Entrance::Circle => Step::Answer(cached),
        }
    }

    /// Keeps a value from the shared tier in memory that is an answer if the load fails; also where memory keeps no other
    /// copies, as an invalidation must reach it.
    fn keep_fallback(&mut self, found: Found<V>, copy_ttl: Option<Millis>) {
        let newer = |entry: Entry<V>| entry.life.stored_at >= found.life.stored_at;
        if self.bound.region.peek(&self.key).is_some_and(newer) {
            return;
        }
        let Some(lead) = self.lead.take() else { return };
        let mut life = found.life;
        if let Some(ttl) = copy_ttl {
            life.copy_until = self.now().saturating_add(ttl);
        }
        let fill = self.fill_of(found.value, life, lead.begun());
        let draft = Draft {
            tags: found.tags,
            ..Draft::default()
        };
        self.known_tags = Some(draft.tags.clone());
        self.destination().keep(&lead, fill, life, &draft);
        self.lead = Some(lead);
    }

    /// Nothing that is of use is in the shared tier, and where memory keeps no copies of its own, what it kept for this
    /// call's like is gone with that.
    fn forget_fallback(&self) {
        if let (Tiers::Redis, Some(lead)) = (self.site.tiers, &self.lead) {
            self.destination().withdraw(lead);
        }
    }

    /// Another process is at it; it is asked about again after a while, and not by every hit. Where memory keeps no copies,
    /// the value stays there for that while.
    fn leave_to_others(&mut self, found: Option<Found<V>>) {
        let is_kept = self.bound.region.peek(&self.key).is_some();
        if let Some(found) = found.filter(|_| !is_kept) {
            self.keep_fallback(found, Some(BUSY_PAUSE));
        }
        self.limits.pause(BUSY_PAUSE);
    }

    fn fill_of(&self, stored: V, life: Life, begun: Number) -> Fill<V> {
        Fill {
            bytes: (self.questions.weigh)(&stored),
            life: Some(life),
            begun,
            cells: self.cells.clone().unwrap_or_default(),
            stored,
        }
    }

    /// A hit in the shared tier renews the ttl of what it finds, where the policy wants that.
    fn prolong(&self, life: Life, freshness: Freshness) -> Life {
        let fresh = matches!(freshness, Freshness::Fresh | Freshness::RefreshDue);
        let end = freshness::renewed(&life, self.policy, self.now(), 0);
        if !fresh || !freshness::is_worth_telling(&life, end) {
            return life;
        }
        let life = Life {
            fresh_until: end,
            ..life
        };
        self.cache.prolong(&self.bound, &self.key, &life);
        life
    }

    /// Stores a loaded value in the shared tier, as far as that is wanted.
    async fn offer_to_tier(&mut self, stored: &V, life: Option<&Life>) -> Verdict {
        match (&mut self.sharing, life) {
            (None, _) => Verdict::Elsewhere,
            (Some(sharing), Some(life)) => sharing.store(stored, life, &self.draft.tags).await,
            (Some(sharing), None) => {
                sharing.withdraw().await;
                Verdict::Elsewhere
            }
        }
    }

    /// What memory may keep of a loaded value.
    fn copy(&self, verdict: Verdict) -> MemoryCopy {
        match &self.sharing {
            None => MemoryCopy::Whole,
            Some(sharing) => self.copy_of(sharing, verdict),
        }
    }

    fn copy_of(&self, sharing: &Sharing<V>, verdict: Verdict) -> MemoryCopy {
        let (tiers, memory_ttl) = (self.site.tiers, self.policy.memory_ttl);
        MemoryCopy::of(verdict, tiers, memory_ttl, sharing.copy_ttl())
    }

    fn enter(&self) -> Entrance<V> {
        let leading = leading_now();
        let arrival = Joining {
            join: self.join,
            blocking: self.caller == Caller::Blocking,
            leading: &leading,
            now: self.cache.world().sequence.current(),
        };
        let region = &self.bound.region;
        let result_tags = self.bound.has_result_tags();
        region.flights.enter(&self.key, &arrival, |flight| {
            region.is_current(flight, result_tags)
        })
    }

    fn serve(&self, entry: Entry<V>) -> Cached<V> {
        let now = self.now();
        self.bound.meter.hit();
        if (self.questions.is_absent)(&entry.value) {
            self.bound.meter.record(Event::NegativeHit);
        }
        if entry.life.is_stale(now) {
            self.bound.meter.record(Event::StaleHit);
        }
        if entry.renewed {
            self.cache.prolong(&self.bound, &self.key, &entry.life);
        }
        Cached::new(entry.value, Source::Memory, Some(entry.life), now)
    }

    fn serve_spare(&mut self) -> Cached<V> {
        let spare = self.spare.take();
        self.serve(spare.expect("only who holds an answer refreshes it"))
    }

    fn serve_copy(&self) -> Cached<V> {
        let spare = self.spare.clone();
        self.serve(spare.expect("only who holds an answer refreshes it"))
    }

    fn destination(&self) -> Destination<'_, V> {
        Destination {
            cache: &self.cache,
            bound: &self.bound,
            policy: self.policy,
        }
    }

    fn now(&self) -> Millis {
        self.cache.world().clock.now()
    }
}

/// Where a passage came from: all that it takes to go that way again.
pub(crate) struct Origin<V: Cacheable> {
    site: &'static Site,
    policy: &'static Policy,
    key: EncodedKey,
    bound: Arc<Bound<V>>,
    questions: Questions<V>,
    caller: Caller,
}

impl<V: Cacheable> Passage<'static, V> {
    pub(crate) fn origin(&self) -> Origin<V> {
        Origin {
            site: self.site,
            policy: self.policy,
            key: self.key.clone(),
            bound: self.bound.clone(),
            questions: self.questions,
            caller: self.caller,
        }
    }

    /// Sets out to refresh an entry that was not refreshed for `interval`. None, if somebody else is at it, or its source
    /// is to be left alone.
    pub(crate) fn anew(cache: Cache, origin: &Origin<V>, interval: Millis) -> Option<Box<Self>> {
        let now = cache.world().clock.now();
        let bound = origin.bound.clone();
        let limits = Limits::begin(&bound, &origin.key, origin.policy, &cache, true);
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
        let mut passage = Box::new(Self {
            cache,
            site: origin.site,
            policy: origin.policy,
            admitted: true,
            key: origin.key.clone(),
            bound,
            questions: origin.questions,
            intent: Intent::Get,
            caller: origin.caller,
            join: Join::IfIdle,
            kept: true,
            alone: true,
            limits,
            spare,
            newer_than: Some(newer_than),
            lead: None,
            cells: None,
            known_tags: None,
            sharing: None,
            under_way: None,
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

fn first_join(intent: Intent, policy: &Policy) -> Join {
    match (intent, policy.stampede) {
        (Intent::Refresh, _) => Join::Own,
        (Intent::Get, Stampede::None) => Join::Alone,
        (Intent::Get, Stampede::Coalesce | Stampede::Lock) => Join::Shared,
    }
}

/// Counts a load, whatever becomes of it.
struct Outcome {
    meter: Arc<Meter>,
    ended: bool,
}

impl Outcome {
    fn open<V: Cacheable>(bound: &Bound<V>) -> Self {
        bound.meter.record(Event::Load);
        Self {
            meter: bound.meter.clone(),
            ended: false,
        }
    }

    fn close(mut self, micros: u32) {
        self.ended = true;
        self.meter.loaded_in(micros);
    }

    fn panicked(mut self) {
        self.ended = true;
        self.meter.record(Event::LoadPanic);
    }
}

impl Drop for Outcome {
    fn drop(&mut self) {
        if !self.ended {
            let panics = std::thread::panicking();
            self.meter.record(if panics {
                Event::LoadPanic
            } else {
                Event::LoadCancelled
            });
        }
    }
}
