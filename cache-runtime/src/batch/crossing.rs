//! One call's way to the values of many entries: memory, the flights, the shared tier, the load, the commit. The user's body is
//! `load.rs`'s, which asks for one step after the other.
//!
//! What this call leads is loaded and stored before it waits for others; and as soon as anything that it waited for becomes its
//! own to load, it loads that before it waits on. So nobody waits for a call that waits.

use super::foreign;
use super::seat::{Charge, Seat, State};
use crate::cache::{Bound, Cache};
use crate::cached::Source;
use crate::call::Target;
use crate::clock::Stopwatch;
use crate::commit::{Destination, Fill, MemoryCopy, Precedence};
use crate::context::{self, Said};
use crate::draft::Draft;
use crate::flight::{Arrival, Entrance, FlightId, Join, Landing, Lead, leading_now};
use crate::freshness::{Freshness, Life};
use crate::glance::Glancing;
use crate::invalidation::Links;
use crate::key::EncodedKey;
use crate::metrics::{Answer, Event, Meter, WaitsFor};
use crate::passage::{Caller, Intent, Questions, first_join, value_needed};
use crate::policies::PolicyOfCall;
use crate::policy::Stampede;
use crate::shape::{Cacheable, SharedFailure};
use crate::shared::{Each, Filling, Finding, Found, Glance, Sharing, Verdict};
use crate::site::Site;
use crate::trace::LoadSpan;
use crate::tracking::Observer;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

/// Many callers of one function, so to speak, on their way.
pub(super) struct Crossing<'s, V: Cacheable> {
    cache: Cache,
    site: &'s Site,
    policy: PolicyOfCall<'s>,
    admitted: bool,
    bound: Arc<Bound<V>>,
    questions: Questions<V>,
    caller: Caller,
    seats: Vec<Seat<V>>,
}

/// What the body brought for one element.
pub(super) enum Loaded<V> {
    Value {
        stored: V,
        /// Where the function weighs its values.
        bytes: Option<usize>,
        absent: bool,
        draft: Draft,
    },
    /// Nothing, and that is not kept.
    Nothing,
}

/// What came of waiting for others.
pub(super) enum Waited {
    /// There is nothing to wait for any more.
    Over,
    /// There may be something to load.
    News,
    /// Two loads in a row have failed that this call waited for. Who can make use of the failure need not try a third time.
    LetDown(SharedFailure),
}

/// That a load brought nothing for an element: calls of the same function know what to make of it, and others load for
/// themselves.
struct Nothing;

impl<'s, V: Cacheable> Crossing<'s, V> {
    pub(super) fn new(
        target: Target<'s, '_>,
        keys: Vec<EncodedKey>,
        bound: Arc<Bound<V>>,
        questions: Questions<V>,
        caller: Caller,
        observe: &dyn Fn(&EncodedKey) -> Option<Arc<Observer>>,
    ) -> Self {
        let (policy, is_on) = bound.ruling.of_call(target.policy);
        let join = first_join(Intent::Get, &policy);
        let seats = keys.into_iter().map(|key| {
            let observer = observe(&key);
            Seat::new(key, join, observer)
        });
        Self {
            cache: target.cache().clone(),
            site: target.site,
            policy,
            admitted: target.admitted && is_on,
            bound,
            questions,
            caller,
            seats: seats.collect(),
        }
    }

    /// What the body says. Where `cache_if` did not let the call in it is no entry's, and so a part of the load that makes it.
    pub(super) fn said(&self) -> Said {
        if self.admitted {
            Said::default()
        } else {
            Said::carried(context::recording())
        }
    }

    /// Takes what the shared tier has, before anybody sees to anything, if the function keeps nothing of it. `link` says what
    /// each entry rests on.
    pub(super) async fn glance(&mut self, link: impl Fn(usize, &mut Links)) {
        let Self {
            cache,
            site,
            policy,
            bound,
            questions,
            seats,
            admitted,
            ..
        } = self;
        let glancing = Glancing::new(cache, site, bound, policy).filter(|_| *admitted);
        let Some(glancing) = glancing else { return };
        let named: Vec<_> = seats
            .iter()
            .enumerate()
            .map(|(place, seat)| {
                let mut links = Links::default();
                link(place, &mut links);
                (seat.key.clone(), links)
            })
            .collect();
        let each = |place: usize, glance| {
            let seat = &mut seats[place];
            match glance {
                Glance::Hit(found) => {
                    let is_absent = (questions.is_absent)(&found.value);
                    seat.answered(Answer::from_shared(false, is_absent), &bound.meter);
                    seat.state = State::Done(Some(found.value));
                }
                Glance::Else(glanced) => seat.glanced = glanced,
            }
        };
        glancing.at_all(&named, each).await;
    }

    /// Finds out for each open seat who sees to it.
    pub(super) fn board(&mut self) {
        let leading = leading_now();
        for place in 0..self.seats.len() {
            if matches!(self.seats[place].state, State::Open) {
                let (state, answer) = self.admission(&self.seats[place], &leading);
                self.seats[place].state = state;
                if let Some(answer) = answer {
                    self.seats[place].answered(answer, &self.bound.meter);
                }
            }
        }
    }

    /// Who sees to it; and how it is answered, if it is.
    fn admission(&self, seat: &Seat<V>, leading: &[FlightId]) -> (State<V>, Option<Answer>) {
        if !self.admitted {
            return (State::Led(Charge::by(None)), None);
        }
        if let Some((value, answer)) = self.look(seat) {
            return (State::Done(Some(value)), Some(answer));
        }
        let lead = match self.enter(seat, seat.join, leading) {
            Entrance::Lead(lead) => lead,
            Entrance::Wait(waiting) => {
                let clock = &self.cache.world().clock;
                let wait = self.bound.meter.wait(WaitsFor::Process, clock);
                return (State::Waiting(waiting, wait), None);
            }
            Entrance::Busy | Entrance::Circle => match self.enter(seat, Join::Alone, leading) {
                Entrance::Lead(lead) => lead,
                _ => unreachable!("who joins as `Alone` leads, whatever else is on its way"),
            },
        };
        // Between the look above and the entrance a flight may have landed.
        match self.look(seat).filter(|_| seat.join != Join::Alone) {
            Some((value, answer)) => (State::Done(Some(value)), Some(answer)),
            None => (State::Led(Charge::by(Some(lead))), None),
        }
    }

    /// The value, if memory has one that is an answer, and what it counts as.
    fn look(&self, seat: &Seat<V>) -> Option<(V, Answer)> {
        let (entry, freshness) = self.bound.region.look(&seat.key, &self.policy)?;
        if matches!(freshness, Freshness::Fallback | Freshness::Expired) {
            return None;
        }
        if let Some(observer) = &seat.observer {
            observer.glimpsed(&entry.cells, &entry.life, self.cache.world().clock.now());
        }
        let is_stale = entry.life.is_stale(self.cache.world().clock.now());
        let answer = Answer::from_memory(is_stale, (self.questions.is_absent)(&entry.value));
        Some((entry.value, answer))
    }

    fn enter(&self, seat: &Seat<V>, join: Join, leading: &[FlightId]) -> Entrance<V> {
        let arrival = Arrival {
            join,
            blocking: self.caller == Caller::Blocking,
            leading,
            now: self.cache.world().sequence.current(),
        };
        let region = &self.bound.region;
        let result_tags = self.bound.has_result_tags();
        region.flights.enter(&seat.key, &arrival, |flight| {
            region.is_current(flight, result_tags)
        })
    }

    /// Asks `link` what each entry rests on that this call is to fill.
    pub(super) fn link(&mut self, link: impl Fn(usize, &mut Links)) {
        for (place, seat) in self.seats.iter_mut().enumerate() {
            let Some(charge) = seat.charge() else {
                continue;
            };
            let Some(lead) = charge.lead.as_ref().filter(|_| charge.links.is_none()) else {
                continue;
            };
            let mut links = Links::default();
            link(place, &mut links);
            charge.cells = self.cache.cells(&links);
            lead.rests_on(charge.cells.clone());
            charge.links = Some(links);
        }
    }

    /// Asks the shared tier, if there is one, for all that this call would have to load.
    pub(super) async fn share(&mut self) {
        let (places, mut sharings): (Vec<usize>, Vec<Sharing<V>>) =
            self.sharings().into_iter().unzip();
        if sharings.is_empty() {
            return;
        }
        let waits = self.policy.stampede == Stampede::Lock;
        let result_tags = self.bound.has_result_tags();
        let found = Sharing::find_all(&mut sharings, waits, result_tags).await;
        for ((place, mut sharing), each) in places.into_iter().zip(sharings).zip(found) {
            match each {
                Each::Found(found) => self.take_over(place, found, &sharing),
                Each::Load => {
                    if let Some(charge) = self.seats[place].charge() {
                        charge.sharing = Some(sharing);
                    }
                }
                Each::Later => {
                    let need = value_needed(&self.policy, &sharing);
                    let search = Box::pin(async move {
                        let finding = sharing.find(need, result_tags).await;
                        (sharing, finding)
                    });
                    if let Some(charge) = self.seats[place].take_charge() {
                        self.seats[place].state = State::Searching(charge, search);
                    }
                }
            }
        }
    }

    /// The dealings with the shared tier of all that was not asked for there.
    fn sharings(&mut self) -> Vec<(usize, Sharing<V>)> {
        let (cache, site, bound, policy) = (&self.cache, self.site, &self.bound, &self.policy);
        let mut sharings = Vec::new();
        for (place, seat) in self.seats.iter_mut().enumerate() {
            let Seat {
                key,
                state,
                glanced,
                ..
            } = seat;
            let State::Led(charge) = state else { continue };
            if charge.was_shared {
                continue;
            }
            charge.was_shared = true;
            let sharing = charge
                .links
                .as_ref()
                .and_then(|links| cache.sharing(site, bound, key, links, policy));
            match sharing {
                Some(sharing) => sharings.push((place, sharing.after(glanced.take()))),
                None => return sharings,
            }
        }
        sharings
    }

    /// Takes a value from the shared tier; memory gets a copy.
    fn take_over(&mut self, place: usize, found: Found<V>, sharing: &Sharing<V>) {
        let Some(charge) = self.seats[place].take_charge() else {
            return;
        };
        let value = self.land_found(place, charge, found, sharing);
        self.seats[place].state = State::Done(Some(value));
    }

    fn land_found(
        &mut self,
        place: usize,
        charge: Charge<V>,
        found: Found<V>,
        sharing: &Sharing<V>,
    ) -> V {
        let is_stale = found.life.is_stale(self.cache.world().clock.now());
        let answer = Answer::from_shared(is_stale, (self.questions.is_absent)(&found.value));
        self.seats[place].answered(answer, &self.bound.meter);
        let Some(lead) = charge.lead else {
            return found.value;
        };
        let fill = Fill {
            precedence: Precedence::Copy,
            bytes: (self.questions.weigh)(&found.value),
            life: Some(found.life),
            begun: lead.begun(),
            cells: charge.cells,
            stored: found.value,
        };
        let draft = Draft {
            tags: found.tags,
            linked: found.linked,
            ..Draft::default()
        };
        let copy = self.copy(sharing, Verdict::Stored);
        let destination = self.destination();
        if let Some(observer) = &self.seats[place].observer {
            let cells = destination.cells(&fill.cells, &draft);
            observer.glimpsed(&cells, &found.life, self.cache.world().clock.now());
        }
        destination
            .land(lead, fill, &draft, copy, Source::Redis)
            .value
    }

    fn copy(&self, sharing: &Sharing<V>, verdict: Verdict) -> MemoryCopy {
        let (tiers, memory_ttl) = (self.site.tiers, self.policy.memory_ttl);
        MemoryCopy::of(verdict, tiers, memory_ttl, sharing.copy_ttl())
    }

    /// The places of what this call is to load now.
    pub(super) fn turn(&self) -> Vec<usize> {
        let places = self.seats.iter().enumerate();
        places
            .filter(|(_, seat)| matches!(seat.state, State::Led(_)))
            .map(|(place, _)| place)
            .collect()
    }

    /// A load of what stands at these places begins.
    pub(super) fn depart(&mut self, turn: &[usize]) -> UnderWay {
        let mut flights = Vec::with_capacity(turn.len());
        let meter = &self.bound.meter;
        for place in turn {
            let seat = &mut self.seats[*place];
            let lead = seat.charge().and_then(|charge| charge.lead.as_ref());
            match lead.map(Lead::id) {
                Some(flight) => flights.push(flight),
                None => seat.answered(Answer::Bypassed, meter),
            }
        }
        for _ in &flights {
            meter.record(Event::Load);
        }
        UnderWay {
            stopwatch: self.cache.world().clock.stopwatch(),
            meter: meter.clone(),
            span: LoadSpan::here(&meter.function),
            open: flights.len(),
            flights: flights.into(),
        }
    }

    /// The load ended with a failure, which those who wait may share.
    pub(super) fn fail(
        &mut self,
        under_way: UnderWay,
        turn: &[usize],
        failure: Option<&SharedFailure>,
    ) {
        under_way.close(Event::LoadError);
        for place in turn {
            self.seats[*place].answered(Answer::Miss, &self.bound.meter);
            let charge = self.seats[*place].take_charge();
            if let Some(lead) = charge.and_then(|charge| charge.lead) {
                lead.fail(failure.cloned());
            }
        }
    }

    /// Reports elements in what the body returned that it was not asked for.
    pub(super) fn report_foreign(&self) {
        foreign::report(&self.cache, self.site);
    }

    /// Tags that a loader has named are news: the next load of this function reckons with them.
    pub(super) fn expect_tags(&self) {
        self.bound.expect_result_tags();
    }

    /// The load ended: stores what it brought for each place of `turn`, and tells those who wait.
    pub(super) async fn arrive(
        &mut self,
        under_way: UnderWay,
        turn: Vec<usize>,
        loaded: Vec<Loaded<V>>,
    ) {
        let cost = under_way.close(Event::LoadOk);
        let mut arrivals: Vec<Arriving<V>> = Vec::with_capacity(turn.len());
        for (place, loaded) in turn.into_iter().zip(loaded) {
            let life = self.life(&loaded, cost);
            arrivals.extend(self.seats[place].take_charge().map(|charge| Arriving {
                place,
                charge,
                loaded,
                life,
            }));
        }
        let verdicts = fill(&mut arrivals).await;
        for (arriving, verdict) in arrivals.into_iter().zip(verdicts) {
            let place = arriving.place;
            let value = self.land(arriving, verdict);
            self.seats[place].state = State::Done(value);
            self.seats[place].answered(Answer::Miss, &self.bound.meter);
        }
    }

    fn life(&self, loaded: &Loaded<V>, cost: u32) -> Option<Life> {
        let Loaded::Value { absent, draft, .. } = loaded else {
            return None;
        };
        let destination = self.destination();
        let ttl = destination.ttl(*absent, draft);
        destination.life(self.cache.world().clock.now(), ttl, cost, !absent)
    }

    fn land(&self, arriving: Arriving<V>, verdict: Verdict) -> Option<V> {
        let Arriving {
            place,
            charge,
            loaded,
            life,
        } = arriving;
        let destination = self.destination();
        match (loaded, charge.lead) {
            (Loaded::Value { stored, .. }, None) => Some(stored),
            (Loaded::Nothing, None) => None,
            (Loaded::Nothing, Some(lead)) => {
                if let Some(observer) = &self.seats[place].observer {
                    observer.saw(&charge.cells);
                    observer.give_up();
                }
                destination.withdraw(&lead);
                lead.fail(Some(Arc::new(Nothing)));
                None
            }
            (
                Loaded::Value {
                    stored,
                    bytes,
                    draft,
                    ..
                },
                Some(lead),
            ) => {
                let copy = match &charge.sharing {
                    None => MemoryCopy::Whole,
                    Some(sharing) => self.copy(sharing, verdict),
                };
                let fill = Fill {
                    precedence: Precedence::Successor,
                    stored,
                    bytes,
                    life,
                    begun: lead.begun(),
                    cells: charge.cells,
                };
                if let Some(observer) = &self.seats[place].observer {
                    observer.saw(&destination.cells(&fill.cells, &draft));
                    observer.give_up();
                }
                let landed = destination.land(lead, fill, &draft, copy, Source::Loader);
                Some(landed.value)
            }
        }
    }

    /// Waits until anything comes of what others do.
    pub(super) async fn wait(&mut self) -> Waited {
        poll_fn(|context| self.poll_others(context)).await
    }

    fn poll_others(&mut self, context: &mut Context<'_>) -> Poll<Waited> {
        let (mut news, mut waits, mut let_down) = (false, false, None);
        for place in 0..self.seats.len() {
            match self.poll_other(place, context) {
                Poll::Ready(None) => {}
                Poll::Ready(Some(came)) => {
                    news = true;
                    let_down = let_down.or(came.failure);
                }
                Poll::Pending => waits = true,
            }
        }
        match (let_down, news, waits) {
            (Some(failure), ..) => Poll::Ready(Waited::LetDown(failure)),
            (None, true, _) => Poll::Ready(Waited::News),
            (None, false, true) => Poll::Pending,
            (None, false, false) => Poll::Ready(Waited::Over),
        }
    }

    /// None where nobody else is at it.
    fn poll_other(&mut self, place: usize, context: &mut Context<'_>) -> Poll<Option<Came>> {
        match &mut self.seats[place].state {
            State::Open | State::Led(_) | State::Done(_) => Poll::Ready(None),
            State::Waiting(waiting, _) => {
                let landing = std::task::ready!(Pin::new(waiting).poll(context));
                let failure = self.landed(place, landing);
                Poll::Ready(Some(Came { failure }))
            }
            State::Searching(_, search) => {
                let (sharing, finding) = std::task::ready!(search.as_mut().poll(context));
                self.searched(place, sharing, finding);
                Poll::Ready(Some(Came { failure: None }))
            }
        }
    }

    /// What another call has done for a seat. Returns its failure, if it is the second in a row.
    fn landed(&mut self, place: usize, landing: Landing<V>) -> Option<SharedFailure> {
        let meter = &self.bound.meter;
        let seat = &mut self.seats[place];
        seat.state = match landing {
            Landing::Turn(lead) => State::Led(Charge::by(Some(lead))),
            Landing::Abandoned => State::Open,
            Landing::Value(landed) => {
                let now = self.cache.world().clock.now();
                if let Some(observer) = &seat.observer {
                    observer.saw_landed(&landed, now);
                    observer.give_up();
                }
                let is_stale = landed.life.is_some_and(|life| life.is_stale(now));
                let answer = if is_stale {
                    Answer::CoalescedFallback
                } else {
                    Answer::Coalesced
                };
                seat.answered(answer, meter);
                State::Done(Some(landed.value.clone()))
            }
            Landing::Failed(failure) if failure.is::<Nothing>() => {
                seat.answered(Answer::Coalesced, meter);
                if let Some(observer) = &seat.observer {
                    observer.saw_something();
                }
                State::Done(None)
            }
            Landing::Failed(failure) => {
                let is_second = std::mem::replace(&mut seat.was_let_down, true);
                seat.state = State::Open;
                if !is_second {
                    return None;
                }
                // Should the caller have no use for the failure, it waits for nobody a third time.
                seat.join = Join::Alone;
                return Some(failure);
            }
        };
        None
    }

    fn searched(&mut self, place: usize, sharing: Sharing<V>, finding: Finding<V>) {
        let seat = &mut self.seats[place];
        let State::Searching(mut charge, _) = std::mem::replace(&mut seat.state, State::Done(None))
        else {
            return;
        };
        match finding {
            Finding::Found(found) => {
                let value = self.land_found(place, charge, found, &sharing);
                self.seats[place].state = State::Done(Some(value));
            }
            Finding::Load(_) | Finding::Busy(_) => {
                charge.sharing = Some(sharing);
                seat.state = State::Led(charge);
            }
        }
    }

    /// The value that stands at a place in the end.
    pub(super) fn take(&mut self, place: usize) -> Option<V> {
        match &mut self.seats[place].state {
            State::Done(value) => value.take(),
            _ => None,
        }
    }

    fn destination(&self) -> Destination<'_, V> {
        Destination {
            cache: &self.cache,
            bound: &self.bound,
            policy: &self.policy,
        }
    }
}

impl<V: Cacheable> Drop for Crossing<'_, V> {
    /// What was not answered counts as well.
    fn drop(&mut self) {
        for seat in &mut self.seats {
            let answer = seat.answer_unsaid();
            seat.answered(answer, &self.bound.meter);
        }
    }
}

/// What came of waiting for one seat.
struct Came {
    failure: Option<SharedFailure>,
}

/// A value on its way to its entry.
struct Arriving<V: Cacheable> {
    place: usize,
    charge: Charge<V>,
    loaded: Loaded<V>,
    /// None: not to be stored.
    life: Option<Life>,
}

/// Stores loaded values in the shared tier, as far as that is wanted.
async fn fill<V: Cacheable>(arrivals: &mut [Arriving<V>]) -> Vec<Verdict> {
    let mut verdicts = vec![Verdict::Elsewhere; arrivals.len()];
    let (mut places, mut fillings) = (Vec::new(), Vec::new());
    for (place, arriving) in arrivals.iter_mut().enumerate() {
        let Some(sharing) = &mut arriving.charge.sharing else {
            continue;
        };
        let value = match (&arriving.loaded, &arriving.life) {
            (Loaded::Value { stored, draft, .. }, Some(life)) => Some((stored, life, &*draft.tags)),
            _ => None,
        };
        places.push(place);
        fillings.push(Filling { sharing, value });
    }
    if fillings.is_empty() {
        return verdicts;
    }
    for (place, verdict) in places.into_iter().zip(Sharing::fill_all(fillings).await) {
        verdicts[place] = verdict;
    }
    verdicts
}

/// A load on its way. Counts it for each of its entries, whatever becomes of it.
pub(super) struct UnderWay {
    stopwatch: Stopwatch,
    meter: Arc<Meter>,
    pub(super) span: LoadSpan,
    /// The flights that the load is.
    pub(super) flights: Arc<[FlightId]>,
    /// How many of them have not ended.
    open: usize,
}

impl UnderWay {
    /// It has ended like this for each of its entries; returns the microseconds that it took.
    fn close(mut self, end: Event) -> u32 {
        let micros = self.stopwatch.micros();
        let ended = std::mem::take(&mut self.open);
        for _ in 0..ended {
            self.meter.record(end);
        }
        self.span
            .ended(if end == Event::LoadOk { "ok" } else { "error" });
        if ended > 0 {
            self.meter.loaded_in(micros);
        }
        micros
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        if self.open == 0 {
            return;
        }
        let (event, outcome) = if std::thread::panicking() {
            (Event::LoadPanic, "panic")
        } else {
            (Event::LoadCancelled, "cancelled")
        };
        for _ in 0..self.open {
            self.meter.record(event);
        }
        self.span.ended(outcome);
    }
}
