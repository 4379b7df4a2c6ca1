//! The end of every load, and of every value put by hand: whether it is stored, for how long, and who is told.

use crate::cache::{Bound, Cache};
use crate::cached::{Cached, Source};
use crate::clock::Millis;
use crate::draft::Draft;
use crate::flight::{Arrival, Entrance, Join, Lead, Standing};
use crate::freshness::Life;
use crate::invalidation::{Cells, Number};
use crate::key::EncodedKey;
use crate::memory::Leaving;
use crate::metrics::Event;
use crate::policy::{Policy, Tiers};
use crate::region::{Admission, Offer};
use crate::shape::Cacheable;
use crate::shared::Verdict;
use crate::trace;

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
    /// None: not to be stored.
    pub(crate) life: Option<Life>,
    /// The latest invalidation before the load began.
    pub(crate) begun: Number,
    pub(crate) cells: Cells,
    pub(crate) precedence: Precedence,
}

/// What a value may take the place of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Precedence {
    /// Of anything, whose rank it takes over: it was loaded after that was put.
    Successor,
    /// Of anything: it is a copy of what another tier has.
    Copy,
    /// Of anything: it was put.
    Regardless,
    /// Of anything but a value of a higher rank: it was put with an order.
    UnlessNewer,
}

impl Precedence {
    /// What another put has left is not to stay where this one was refused for its sake, unless it is known to be newer: nobody
    /// can tell which of them the shared tier has.
    fn outlives_refusal(self, own: u64, there: u64) -> bool {
        match self {
            Self::Successor | Self::Copy => true,
            Self::Regardless => false,
            Self::UnlessNewer => there > own,
        }
    }
}

/// What the memory tier keeps of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MemoryCopy {
    /// An entry that lives as long as the value.
    Whole,
    /// An entry that lives for so many milliseconds at most.
    For(Millis),
    /// Nothing; whether the value is stored elsewhere.
    None { elsewhere: bool },
}

impl MemoryCopy {
    /// What memory may keep of a value that is, or could not be, in the shared tier. `memory_ttl` is the function's,
    /// `disconnected` the tier's while messages may be missed.
    pub(crate) fn of(
        verdict: Verdict,
        tiers: Tiers,
        memory_ttl: Option<Millis>,
        disconnected: Option<Millis>,
    ) -> Self {
        if verdict == Verdict::Refused || tiers == Tiers::Redis {
            return Self::None {
                elsewhere: verdict == Verdict::Stored,
            };
        }
        match (memory_ttl, disconnected) {
            (None, None) => Self::Whole,
            (Some(one), None) | (None, Some(one)) => Self::For(one),
            (Some(one), Some(other)) => Self::For(one.min(other)),
        }
    }

    /// The life of the copy made at `now` of a value with this one.
    fn life(self, value: Life, now: Millis) -> Option<Life> {
        let end = match self {
            Self::Whole => Millis::MAX,
            Self::For(ttl) => now.saturating_add(ttl),
            Self::None { .. } => return None,
        };
        Some(Life {
            copy_until: value.copy_until.min(end),
            ..value
        })
    }
}

impl<V: Cacheable> Destination<'_, V> {
    /// The ttl that a value gets; zero means that it is not stored.
    pub(crate) fn ttl(&self, absent: bool, draft: &Draft) -> Millis {
        let negative = self.policy.negative_ttl.filter(|_| absent);
        if draft.unwanted {
            return 0;
        }
        let computed = draft.ttl.filter(|_| !self.policy.imposes_ttl);
        draft
            .said_ttl
            .or(negative)
            .or(computed)
            .unwrap_or(self.policy.ttl)
    }

    /// The life of a value that is stored at `now`; none, if it is not to be stored. `lasts`: it is of use for a while
    /// after its ttl, as the policy says.
    pub(crate) fn life(&self, now: Millis, ttl: Millis, cost: u32, lasts: bool) -> Option<Life> {
        let window = if lasts { self.policy.window() } else { 0 };
        (ttl > 0).then(|| Life {
            window,
            ..Life::begin(now, ttl, self.policy.jitter, cost, fastrand::f64())
        })
    }

    /// Stores a value that was loaded, or found in another tier, and lands the flight.
    pub(crate) fn land(
        &self,
        lead: Lead<V>,
        fill: Fill<V>,
        draft: &Draft,
        copy: MemoryCopy,
        source: Source,
    ) -> Cached<V> {
        let now = self.cache.world().clock.now();
        let (stored, life) = (fill.stored.clone(), fill.life);
        let fill = self.settled(fill, draft);
        lead.rests_finally_on(recorded(&fill.cells, draft));
        let kept = match life.map(|life| copy.life(life, now)) {
            Some(Some(kept)) => match self.admit(&lead, self.offer(fill, kept, draft)) {
                Admission::Admitted => true,
                Admission::Refused => false,
                // Who waited for this value looks again, and finds the newer one.
                Admission::Outrun => return Cached::new(stored, source, None, now),
            },
            Some(None) => {
                self.withdraw(&lead);
                copy == MemoryCopy::None { elsewhere: true }
            }
            None => {
                self.bound.meter.record(Event::Unwanted);
                self.withdraw(&lead);
                false
            }
        };
        let life = life.filter(|_| kept);
        lead.land(&stored, life);
        Cached::new(stored, source, life, now)
    }

    /// Keeps an old value in memory while the load goes on that is to replace it.
    pub(crate) fn keep(&self, lead: &Lead<V>, fill: Fill<V>, life: Life, draft: &Draft) {
        self.admit(lead, self.offer(self.settled(fill, draft), life, draft));
    }

    /// Stores a value that somebody put, in place of whatever there is or is on its way.
    pub(crate) fn put(&self, key: &EncodedKey, fill: Fill<V>, draft: &Draft) {
        self.bound.meter.record(Event::Put);
        if let Some(life) = fill.life {
            let offer = self.offer(self.settled(fill, draft), life, draft);
            self.bound.region.put(key, offer);
        } else {
            // What is there is out of date, also where its successor is not to be stored.
            self.bound.meter.record(Event::Unwanted);
            drop(self.bound.region.withdraw(key));
        }
    }

    /// Begins to put a value that goes to a shared tier first. Callers that miss the key meanwhile wait for it.
    pub(crate) fn lead_put(&self, key: &EncodedKey, begun: Number) -> Lead<V> {
        let arrival = Arrival {
            join: Join::Own,
            blocking: false,
            leading: &[],
            now: begun,
        };
        match self.bound.region.flights.enter(key, &arrival, |_| true) {
            Entrance::Lead(lead) => lead,
            Entrance::Wait(_) | Entrance::Busy | Entrance::Circle => {
                unreachable!("who joins as `Own` leads, whatever else is on its way")
            }
        }
    }

    /// The shared tier has the value: stores it in memory, unless it was invalidated meanwhile.
    pub(crate) fn land_put(&self, lead: Lead<V>, fill: Fill<V>, draft: &Draft, copy: MemoryCopy) {
        self.bound.meter.record(Event::Put);
        self.land(lead, fill, draft, copy, Source::Loader);
    }

    /// The shared tier has a newer value than the one that was to be put: what memory holds goes, unless it is as new.
    /// Who waited for the value looks again.
    pub(crate) fn give_way(&self, lead: &Lead<V>, fill: &Fill<V>) {
        self.bound.meter.record(Event::Put);
        let rank = fill.life.map_or(0, |life| life.rank);
        let region = &self.bound.region;
        let leaving = lead.commit(|_| region.remove_unless(lead.key(), |there| there >= rank));
        drop(leaving);
    }

    /// Removes the entry that a value which is not to be stored makes out of date.
    pub(crate) fn withdraw(&self, lead: &Lead<V>) {
        let region = &self.bound.region;
        let leaving = lead.commit(|standing| match standing {
            Standing::Current => region.remove(lead.key()),
            Standing::Doomed => None,
        });
        drop(leaving);
    }

    fn offer(&self, fill: Fill<V>, life: Life, draft: &Draft) -> Offer<'_, V> {
        Offer {
            bytes: fill.bytes,
            value: fill.stored,
            policy: *self.policy,
            ruling: &self.bound.ruling,
            life,
            begun: fill.begun,
            precedence: fill.precedence,
            cells: fill.cells,
            recording: draft.recording.clone(),
        }
    }

    /// All that a value rests on.
    pub(crate) fn cells(&self, cells: &Cells, draft: &Draft) -> Cells {
        recorded(&cells.and(&self.known_later(draft)), draft)
    }

    /// The value with all that it rests on but what was recorded, which counts from its own time.
    fn settled(&self, fill: Fill<V>, draft: &Draft) -> Fill<V> {
        Fill {
            cells: fill.cells.and(&self.known_later(draft)),
            ..fill
        }
    }

    /// What became known with the value alone.
    fn known_later(&self, draft: &Draft) -> Cells {
        let mut cells = self.cache.tag_cells(&draft.tags);
        cells.extend(self.cache.linked_cells(&draft.linked));
        Cells::new(cells)
    }

    fn admit(&self, lead: &Lead<V>, offer: Offer<'_, V>) -> Admission {
        let mut leaving = Leaving::new();
        let (region, key) = (&self.bound.region, lead.key());
        let (precedence, rank) = (offer.precedence, offer.life.rank);
        let admitted = lead.commit(|standing| {
            let admitted = region.admit(key, standing, offer, &mut leaving);
            if admitted == Admission::Refused {
                let stays = |there| precedence.outlives_refusal(rank, there);
                leaving.extend(region.remove_unless(key, stays));
            }
            admitted
        });
        drop(leaving);
        if admitted == Admission::Refused {
            self.bound.meter.record(Event::RefusedFill);
            trace::refused_fill(&self.bound.meter.function, key);
        }
        admitted
    }
}

/// `cells`, and what the load has recorded.
fn recorded(cells: &Cells, draft: &Draft) -> Cells {
    match &draft.recording {
        Some(recording) => recording.added_to(cells),
        None => cells.clone(),
    }
}
