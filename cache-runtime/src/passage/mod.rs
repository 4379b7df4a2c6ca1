//! One caller's way to a value: memory, the flight, the shared tier, the load, the commit.
//!
//! Nothing here knows the user's function, its future or its error: `load.rs` does, and asks for one step after the
//! other. So this code is compiled once for each value type and not once for each function. This file goes as far as the
//! right to load; [`asking`] goes through the shared tier, [`landing`] is the load's end, [`origin`] a way gone again,
//! [`tracked`] what a load notes of the calls that it makes.

mod asking;
mod landing;
mod origin;
mod setting_out;
mod tracked;

pub(crate) use asking::value_needed;
pub(crate) use origin::Origin;
pub(crate) use setting_out::{Reached, set_out};

use crate::cache::{Bound, Cache};
use crate::cached::{Cached, Source};
use crate::call::Target;
use crate::clock::Millis;
use crate::context;
use crate::draft::Draft;
use crate::flight::{
    Arrival as Joining, Entrance, FlightId, Join, Landing, Lead, Waiting, leading_now,
};
use crate::freshness::{Freshness, Life};
use crate::invalidation::{Cells, Links};
use crate::key::EncodedKey;
use crate::limits::{Late, Limits};
use crate::metrics::{Account, Answer, Meter, WaitsFor};
use crate::policies::PolicyOfCall;
use crate::policy::{Policy, Stampede};
use crate::region::Entry;
use crate::shape::{Cacheable, Coder, SharedFailure};
use crate::shared::{Glanced, Sharing};
use crate::site::Site;
use crate::trace::CallSpan;
use crate::tracking::{Observer, Recording};
use landing::UnderWay;
use std::sync::Arc;

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

/// How a caller asks.
pub(crate) struct Asking {
    pub(crate) intent: Intent,
    pub(crate) caller: Caller,
    pub(crate) span: CallSpan,
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
    policy: PolicyOfCall<'s>,
    /// Whether `cache_if` let the call in, and the function is switched on.
    admitted: bool,
    key: EncodedKey,
    bound: Arc<Bound<V>>,
    /// The call, or what goes on without it.
    span: CallSpan,
    questions: Questions<V>,
    intent: Intent,
    caller: Caller,
    join: Join,
    /// Whether the load can go on without its caller.
    kept: bool,
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
    /// What was seen in the shared tier before.
    glanced: Option<Box<Glanced>>,
    /// The dealings with the shared tier, if the cache has one and the function uses it.
    sharing: Option<Sharing<V>>,
    under_way: Option<UnderWay>,
    /// The load that makes this call, if that records what it calls.
    observer: Option<Arc<Observer>>,
    /// What the load of this call has called, if that is recorded; before a load that is no entry, that of the load which
    /// makes the call.
    recording: Option<Arc<Recording>>,
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

impl<'s, V: Cacheable> Passage<'s, V> {
    pub(crate) fn new(
        target: Target<'s, '_>,
        key: EncodedKey,
        bound: Arc<Bound<V>>,
        observer: Option<Arc<Observer>>,
        questions: Questions<V>,
        asking: Asking,
    ) -> Box<Self> {
        let Asking {
            intent,
            caller,
            span,
        } = asking;
        let Target {
            site,
            policy,
            admitted,
            ..
        } = target;
        let cache = target.cache().clone();
        let (policy, is_on) = bound.ruling.of_call(policy);
        let admitted = admitted && is_on;
        if admitted && policy.schedule.is_some() {
            cache.schedule().asked(bound.region.address(), &key);
        }
        // Whom `cache_if` sends past the cache gets nothing from there, whatever becomes of its load.
        let falls_back = admitted && intent == Intent::Get && !policy.is_plain();
        let recording = if admitted { None } else { context::recording() };
        // Who wants a new value asks for none that is cached.
        let account = (intent == Intent::Get).then(|| Account::open(&bound.meter, span.clone()));
        let limits = Limits::begin(&bound, &key, policy.clone(), &cache, falls_back)
            .seen_by(observer.clone())
            .accounted(account);
        Box::new(Self {
            cache,
            site,
            join: first_join(intent, &policy),
            policy,
            admitted,
            key,
            bound,
            span,
            questions,
            intent,
            caller,
            kept: false,
            limits,
            spare: None,
            newer_than: None,
            lead: None,
            cells: None,
            known_tags: None,
            glanced: None,
            sharing: None,
            under_way: None,
            observer,
            recording,
            links: Links::default(),
            draft: Draft::default(),
        })
    }

    /// What is known before it sets out: what was seen in the shared tier, and what the value rests on.
    pub(crate) fn after(
        mut self: Box<Self>,
        glanced: Option<Box<Glanced>>,
        links: Links,
    ) -> Box<Self> {
        (self.glanced, self.links) = (glanced, links);
        self
    }

    /// The load of this passage can go on without the caller.
    pub(crate) fn keeping(mut self: Box<Self>) -> Box<Self> {
        self.kept = true;
        self
    }

    /// The caller has its answer and is gone.
    pub(crate) fn alone(mut self: Box<Self>) -> Box<Self> {
        self.observer = None;
        self.limits.lift();
        self.span = self.span.left(&self.bound.meter.function, &self.key);
        self
    }

    /// Whether this goes on without its caller.
    fn is_alone(&self) -> bool {
        self.limits.are_lifted()
    }

    pub(crate) fn cache(&self) -> &Cache {
        &self.cache
    }

    pub(crate) fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Whether the call may use the cache.
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
        meter.refuse_refresh();
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
        match self.observer.clone() {
            None => self.approach().await,
            // Boxed: few calls are noted.
            Some(observer) => Box::pin(self.approach_noted(observer)).await,
        }
    }

    async fn approach(&mut self) -> Step<V> {
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
                Entrance::Wait(waiting) => match self.wait(waiting).await {
                    Err(late) => return Step::Late(late),
                    Ok(Landing::Turn(lead)) => lead,
                    Ok(Landing::Value(landed)) => {
                        self.note_landed(&landed);
                        let value = landed.value.clone();
                        let mut cached =
                            Cached::new(value, Source::Loader, landed.life, self.now());
                        if cached.stale {
                            // The load has failed, and there was something to fall back on.
                            cached.source = Source::Memory;
                            self.limits.answered(Answer::CoalescedFallback);
                        }
                        self.count_coalesced();
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
            self.limits.leads();
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

    /// Whether the load refreshes an entry that is an answer.
    pub(crate) fn is_refresh(&self) -> bool {
        self.spare.is_some()
    }

    /// Waits for the load of another call, as long as the caller's time lasts.
    async fn wait(&self, waiting: Waiting<V>) -> Result<Landing<V>, Late<V>> {
        let clock = &self.cache.world().clock;
        let _wait = self.bound.meter.wait(WaitsFor::Process, clock);
        let _span = self.span.wait(WaitsFor::Process);
        self.limits.bound(waiting).await
    }

    pub(crate) fn count_coalesced(&self) {
        self.limits.answered(Answer::Coalesced);
    }

    /// An answer; or none, and then `join` and `spare` say how to go on.
    fn look(&mut self) -> Option<Cached<V>> {
        if self.intent == Intent::Refresh {
            return None;
        }
        self.spare = None;
        match self.bound.region.look(&self.key, &self.policy) {
            Some((entry, Freshness::Fresh | Freshness::Held)) => return Some(self.serve(entry)),
            Some((entry, Freshness::RefreshDue | Freshness::Stale)) => {
                self.join = Join::IfIdle;
                self.spare = Some(entry);
            }
            Some((_, Freshness::Fallback | Freshness::Expired)) | None => {
                if self.join == Join::IfIdle {
                    self.join = first_join(Intent::Get, &self.policy);
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
        match self.bound.region.look(&self.key, &self.policy) {
            Some((_, Freshness::Fallback | Freshness::Expired)) | None => None,
            Some((entry, _)) => Some(self.serve(entry)),
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
        if let Some(observer) = &self.observer {
            observer.saw_entry(&entry.cells, &entry.life, now);
        }
        let is_absent = (self.questions.is_absent)(&entry.value);
        self.limits
            .answered(Answer::from_memory(entry.life.is_stale(now), is_absent));
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

    fn now(&self) -> Millis {
        self.cache.world().clock.now()
    }
}

pub(crate) fn first_join(intent: Intent, policy: &Policy) -> Join {
    match (intent, policy.stampede) {
        (Intent::Refresh, _) => Join::Own,
        (Intent::Get, Stampede::None) => Join::Alone,
        (Intent::Get, Stampede::Coalesce | Stampede::Lock) => Join::Shared,
    }
}
