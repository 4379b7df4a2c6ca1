//! A region with its value type: look-up, validity and storing. Loading is not its business.

use super::AnyRegion;
use crate::cache::World;
use crate::clock::{Clock, Millis, NEVER};
use crate::commit::Precedence;
use crate::flight::{Flight, FlightTable, Standing};
use crate::freshness::{self, Freshness, Life};
use crate::inspection::Seen;
use crate::invalidation::{Cell, Cells, Invalidated, Number};
use crate::key::{EncodedKey, Name, Render, Unwritten};
use crate::memory::{Bound, Due, Leaver, Leaving, Slot, Store};
use crate::metrics::RegionStats;
use crate::policies::Ruling;
use crate::policy::Policy;
use crate::shape::Cacheable;
use crate::sync::{AtomicBool, AtomicU64, interleave};
use crate::tracking::Recording;
use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// The entries of one template, key shape and value type.
pub(crate) struct TypedRegion<V: Cacheable> {
    store: Store<V>,
    /// When entries are to be looked through.
    due: Due,
    pub(crate) flights: Arc<FlightTable<V>>,
    /// Entries known to be valid up to here need no second look. With [`CLOSED`] in it, all entries do.
    epoch: AtomicU64,
    /// Whether any entry ever rested on a tag or on another entry.
    linked: AtomicBool,
    /// The latest invalidation of the whole function.
    all: Arc<Cell>,
    clock: Clock,
    world: Arc<World>,
    name: Arc<Name>,
    render: Render,
    /// The types of the parts of the keys, as text.
    #[cfg_attr(
        not(feature = "redis"),
        allow(dead_code, reason = "keys of other processes are compared by it")
    )]
    shape: String,
    /// Whether entries here are copies of what a shared tier has.
    copies: AtomicBool,
    /// Whether any value here ever had a rank.
    ranked: AtomicBool,
}

/// In the epoch: no entry is served without a second look, which a function that is switched off does not take. No number of
/// an invalidation is as great.
const CLOSED: Number = 1 << 63;

/// An entry that was found, by value.
#[derive(Clone)]
pub(crate) struct Entry<V> {
    pub(crate) value: V,
    pub(crate) life: Life,
    /// What it rests on.
    pub(crate) cells: Cells,
    /// Whether this look has moved its end.
    pub(crate) renewed: bool,
}

/// A value on offer to the region, with all that is known of it.
pub(crate) struct Offer<'a, V> {
    pub(crate) value: V,
    /// Bytes, where the function weighs its values.
    pub(crate) bytes: Option<usize>,
    pub(crate) life: Life,
    /// Of the function that stores it.
    pub(crate) policy: Policy,
    /// What is in force for that function now.
    pub(crate) ruling: &'a Ruling,
    /// The latest invalidation before the value was obtained.
    pub(crate) begun: Number,
    pub(crate) cells: Cells,
    pub(crate) precedence: Precedence,
    /// What the load has called, where that is recorded.
    pub(crate) recording: Option<Arc<Recording>>,
}

/// What became of an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Admission {
    Admitted,
    /// Something it rests on was invalidated meanwhile.
    Refused,
    /// There is a value of a higher rank.
    Outrun,
}

impl<V: Cacheable> TypedRegion<V> {
    pub(crate) fn new(
        world: Arc<World>,
        name: Arc<Name>,
        render: Render,
        all: Arc<Cell>,
        bound: Bound,
        shape: String,
    ) -> Self {
        Self {
            shape,
            copies: AtomicBool::new(false),
            ranked: AtomicBool::new(false),
            store: Store::new(bound),
            due: Due::default(),
            flights: Arc::new(FlightTable::new()),
            epoch: AtomicU64::new(0),
            linked: AtomicBool::new(false),
            all,
            clock: world.clock.clone(),
            world,
            name,
            render,
        }
    }

    /// The value if it is fresh beyond doubt; anything else is for [`look`](Self::look).
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "the call would cost a tenth of a hit")]
    pub(crate) fn hit(&self, key: &EncodedKey) -> Option<V> {
        let slot = self.store.get(key)?;
        let valid = slot.validated() >= self.epoch.load(Ordering::Acquire);
        (valid && slot.is_calm(self.clock.now())).then_some(slot.value)
    }

    /// What tells it apart from all other regions.
    pub(crate) fn address(&self) -> usize {
        std::ptr::from_ref(self).addr()
    }

    /// The template with placeholder names removed.
    pub(crate) fn pattern(&self) -> &str {
        self.name.pattern()
    }

    /// A key of this region, for who writes its text.
    pub(crate) fn unwritten<'a>(&'a self, encoded: &'a EncodedKey) -> Unwritten<'a> {
        Unwritten {
            name: &self.name,
            encoded,
            render: self.render,
        }
    }

    /// From now on entries here are copies of what a shared tier has.
    pub(crate) fn holds_copies(&self) {
        self.copies.store(true, Ordering::Relaxed);
    }

    /// Looks for a key with every rule applied. What is expired is not there.
    pub(crate) fn look(&self, key: &EncodedKey, policy: &Policy) -> Option<(Entry<V>, Freshness)> {
        // Through the table's own look-up first: it keeps entries that are asked for away from eviction.
        self.store.get(key)?;
        let entry = self.find(key, |slot| {
            policy
                .notes_hits()
                .then(|| slot.note_hit(policy, self.clock.now()))
                .flatten()
        })?;
        let freshness = freshness::of(&entry.life, policy, self.clock.now(), fastrand::f64);
        (freshness != Freshness::Expired).then_some((entry, freshness))
    }

    /// Looks without any effect: on eviction, on counters, by chance.
    pub(crate) fn peek(&self, key: &EncodedKey) -> Option<Entry<V>> {
        let entry = self.find(key, |_| None)?;
        (self.clock.now() < entry.life.retain_until()).then_some(entry)
    }

    /// Leaves the source of an entry alone for so long.
    pub(crate) fn quieten(&self, key: &EncodedKey, policy: &Policy, pause: Millis) {
        let now = self.clock.now();
        self.store.visit(key, |slot| {
            slot.quieten(now.saturating_add(pause), policy, now);
        });
    }

    /// When somebody last asked for an entry, as far as that is noted; none, if it is gone.
    pub(crate) fn asked_at(&self, key: &EncodedKey) -> Option<Millis> {
        self.store.visit(key, Slot::asked_at)
    }

    /// The entry in place, unless it did not survive the invalidations so far: then it is removed. `note` may move its
    /// end.
    fn find(
        &self,
        key: &EncodedKey,
        note: impl FnOnce(&Slot<V>) -> Option<Millis>,
    ) -> Option<Entry<V>> {
        let epoch = self.epoch();
        let mut found = None;
        let removed = self.store.remove_if(key, |slot| {
            let valid = self.is_valid(slot, epoch);
            found = valid.then(|| {
                let renewed = note(slot).is_some();
                (slot.life(), slot.cells(), renewed)
            });
            !valid
        });
        drop(removed);
        let (life, cells, renewed) = found?;
        // Cloned under the shared lock: a user's clone that panics would poison the exclusive one.
        let slot = self.store.peek(key)?;
        (slot.validated() >= epoch).then_some(Entry {
            value: slot.value,
            life,
            cells,
            renewed,
        })
    }

    /// The invalidation up to which an entry must be known to be valid.
    fn epoch(&self) -> Number {
        self.epoch.load(Ordering::Acquire) & !CLOSED
    }

    /// Whether an entry survived the invalidations so far. The function's floor is read here, after `epoch` was: the other
    /// way round, one that came in between would be missed for good.
    fn is_valid(&self, slot: &Slot<V>, epoch: Number) -> bool {
        slot.validated() >= epoch || slot.validate(self.all.latest(), epoch)
    }

    /// Whether a load on its way is still what a new load would be: then callers may wait for it.
    ///
    /// Where the names it rests on are not known yet, any invalidation since it began is taken to mean it.
    pub(crate) fn is_current(&self, flight: &Flight<V>, tags_from_result: bool) -> bool {
        let begun = flight.begun();
        let known = match flight.cells() {
            Some(cells) => cells.unchanged_since(begun),
            None => self.world.sequence.current() <= begun,
        };
        known
            && flight
                .recording()
                .is_none_or(|recording| recording.is_current(self.world.sequence.current()))
            && self.all.latest() <= begun
            && !(tags_from_result && self.world.tags.latest() > begun)
    }

    /// Stores a loaded value, unless something it rests on was invalidated since the load began, or its function was switched
    /// off. The caller holds the key still (see [`Lead::commit`](crate::flight::Lead::commit)).
    pub(crate) fn admit(
        &self,
        key: &EncodedKey,
        standing: Standing,
        mut offer: Offer<'_, V>,
        leaving: &mut Leaving<V>,
    ) -> Admission {
        if !offer.cells.is_empty() || offer.recording.is_some() {
            // Before the cells are read: an invalidation that comes after that reading sees this flag and raises the
            // epoch, so that the entry must prove itself.
            self.linked.store(true, Ordering::SeqCst);
        }
        if standing == Standing::Current && offer.ruling.is_off() {
            // What is there may be older than what is refused, and will be served when the function is switched on again.
            leaving.extend(self.remove(key));
            return Admission::Refused;
        }
        let current = standing == Standing::Current
            && self.all.latest() <= offer.begun
            && offer.cells.unchanged_since(offer.begun)
            && self.takes_up(&mut offer);
        interleave();
        if !current {
            return Admission::Refused;
        }
        let (own, there) = (offer.life.rank, self.rank_of(key, &offer));
        let rank = match offer.precedence {
            Precedence::UnlessNewer if there > own => return Admission::Outrun,
            Precedence::UnlessNewer | Precedence::Regardless | Precedence::Copy => own,
            Precedence::Successor => own.max(there),
        };
        let life = Life { rank, ..offer.life };
        self.place(key, Offer { life, ..offer }, leaving);
        Admission::Admitted
    }

    /// The rank of the value that an offer would replace.
    fn rank_of(&self, key: &EncodedKey, offer: &Offer<'_, V>) -> u64 {
        if offer.life.rank > 0 {
            self.ranked.store(true, Ordering::Relaxed);
        } else if !self.ranked.load(Ordering::Relaxed) {
            // Nothing here was ever put with an order.
            return 0;
        }
        self.store.visit(key, Slot::rank).unwrap_or(0)
    }

    /// Takes an entry out of the store, unless it may stay with its rank. The caller holds the key still.
    pub(crate) fn remove_unless(
        &self,
        key: &EncodedKey,
        stays: impl Fn(u64) -> bool,
    ) -> Option<Leaver<V>> {
        self.store.remove_if(key, |slot| !stays(slot.rank()))
    }

    /// Whether nothing that was recorded was invalidated since it was read; then the entry rests on that too, from now on.
    fn takes_up(&self, offer: &mut Offer<'_, V>) -> bool {
        let Some(recording) = offer.recording.take() else {
            return true;
        };
        // Before the cells are read: what is invalidated after that reading has a later number.
        let now = self.world.sequence.current();
        if !recording.is_unchanged() || !self.is_settled(offer) {
            return false;
        }
        offer.cells = recording.added_to(&offer.cells);
        offer.begun = now;
        true
    }

    /// The same for what was known before, which is to count from now on as well.
    fn is_settled(&self, offer: &Offer<'_, V>) -> bool {
        self.all.latest() <= offer.begun && offer.cells.unchanged_since(offer.begun)
    }

    /// Replaces whatever is stored or on its way for `key`.
    pub(crate) fn put(&self, key: &EncodedKey, offer: Offer<'_, V>) {
        let mut leaving = Leaving::new();
        self.flights.invalidate(key, || {
            // Refused because something it rests on was invalidated just now: what is there is older still.
            let admission = self.admit(key, Standing::Current, offer, &mut leaving);
            if admission == Admission::Refused {
                leaving.extend(self.remove(key));
            }
        });
    }

    /// Removes whatever is stored or on its way for `key`.
    pub(crate) fn withdraw(&self, key: &EncodedKey) -> (Option<Leaver<V>>, usize) {
        let mut removed = None;
        let loads = self.flights.invalidate(key, || removed = self.remove(key));
        (removed, loads)
    }

    /// Takes an entry out of the store. The caller holds the key still.
    pub(crate) fn remove(&self, key: &EncodedKey) -> Option<Leaver<V>> {
        self.store.remove(key)
    }

    fn place(&self, key: &EncodedKey, offer: Offer<'_, V>, leaving: &mut Leaving<V>) {
        let weight = self.store.weight(key, offer.bytes);
        let slot = Slot::new(
            offer.value,
            &offer.life,
            &offer.policy,
            offer.begun,
            weight,
            offer.cells,
        );
        self.store.insert(key.clone(), slot, leaving);
        self.due.note(offer.life.retain_until());
    }
}

impl<V: Cacheable> AnyRegion for TypedRegion<V> {
    fn invalidate(&self, key: &EncodedKey) -> Invalidated {
        let (removed, loads) = self.withdraw(key);
        Invalidated {
            entries: usize::from(removed.is_some()),
            loads,
        }
    }

    fn expire(&self, key: &EncodedKey) -> Invalidated {
        let mut entries = 0;
        let loads = self.flights.invalidate(key, || {
            let expired = self.store.visit(key, Slot::expire);
            entries = usize::from(expired.is_some());
        });
        Invalidated { entries, loads }
    }

    /// Loads first: one that commits before it is doomed is found in the store afterwards.
    fn invalidate_where(&self, chosen: &dyn Fn(&EncodedKey) -> bool) -> Invalidated {
        let loads = self.flights.doom_where(chosen);
        let entries = self.store.retain(|key, _| !chosen(key));
        Invalidated { entries, loads }
    }

    fn inspect(&self, chosen: &dyn Fn(&EncodedKey) -> bool) -> (Vec<Seen>, usize) {
        let (now, epoch) = (self.clock.now(), self.epoch());
        let weighs = self.store.bytes().is_some();
        let seen = |slot: &Slot<V>| {
            let life = slot.life();
            let there = now < life.retain_until() && self.is_valid(slot, epoch);
            there.then(|| Seen {
                life,
                cells: slot.cells(),
                bytes: weighs.then(|| slot.weight().into()),
                value_type: std::any::type_name::<V>(),
            })
        };
        let keys = self.store.keys_where(chosen);
        let entries = keys.iter().filter_map(|key| self.store.visit(key, seen)?);
        (entries.collect(), self.flights.count_where(chosen))
    }

    fn text(&self, key: &EncodedKey) -> String {
        self.name.render(key, self.render)
    }

    fn renders_by(&self, render: Render) -> bool {
        std::ptr::fn_addr_eq(self.render, render)
    }

    fn shape(&self) -> &str {
        &self.shape
    }

    fn instance(&self) -> &str {
        self.name.instance()
    }

    fn prefix(&self) -> &str {
        self.name.prefix()
    }

    fn suspect(&self, number: Number) {
        let raised = |epoch: Number| Some((epoch & !CLOSED).max(number) | (epoch & CLOSED));
        // Never refuses: there is always an answer.
        let _ = self
            .epoch
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, raised);
    }

    fn open_to_hits(&self, open: bool) {
        if open {
            self.epoch.fetch_and(!CLOSED, Ordering::SeqCst);
        } else {
            self.epoch.fetch_or(CLOSED, Ordering::SeqCst);
            // Takes each lock under which something is stored: who has found the function switched on before is done then.
            self.flights.doom_where(&|_| false);
        }
    }

    fn suspect_if_linked(&self, number: Number) {
        if self.linked.load(Ordering::SeqCst) {
            self.suspect(number);
        }
    }

    fn clear(&self) {
        self.store.clear();
    }

    fn shorten_copies(&self, limit: Millis, end: Millis) {
        if self.copies.load(Ordering::Relaxed) {
            self.store.retain(|_, slot| {
                if slot.life().fresh_copy_until() > limit {
                    slot.shorten(end);
                }
                true
            });
            self.due.note(end);
        }
    }

    fn sweep(&self, now: Millis) {
        let epoch = self.epoch();
        let first = std::cell::Cell::new(NEVER);
        self.due.begin();
        let removed = self.store.retain(|_, slot| {
            let end = slot.life().retain_until();
            let stays = now < end && self.is_valid(slot, epoch);
            if stays {
                first.set(first.get().min(end));
            }
            stays
        });
        self.due.swept(first.get(), epoch);
        self.store
            .counters()
            .expired
            .fetch_add(removed as u64, Ordering::Relaxed);
    }

    fn sweep_if_due(&self, now: Millis) {
        if self.due.is_due(now, self.epoch()) {
            let watch = self.clock.stopwatch();
            self.sweep(now);
            let took = Millis::from(watch.micros() / 1_000);
            self.due.rest(self.clock.now(), took);
        }
    }

    fn fill(&self, stats: &mut RegionStats) {
        let counters = self.store.counters();
        stats.entries += self.store.len();
        stats.evictions += counters.evicted.load(Ordering::Relaxed);
        stats.expirations += counters.expired.load(Ordering::Relaxed);
        stats.too_heavy += counters.too_heavy.load(Ordering::Relaxed);
        stats.bytes = self
            .store
            .bytes()
            .map(|bytes| bytes + stats.bytes.unwrap_or(0))
            .or(stats.bytes);
    }

    fn loads_running(&self) -> usize {
        self.flights.len()
    }

    fn fullness(&self) -> f64 {
        self.store.fullness()
    }

    fn as_any(self: Arc<Self>) -> Arc<dyn Any + Send + Sync> {
        self
    }
}
