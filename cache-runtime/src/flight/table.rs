//! The flights of one region by key: registering, joining, dooming, and the commit that no invalidation can split.

use super::lead::{Lead, Standing};
use super::state::Flight;
use super::waiting::Waiting;
use super::waits::{FlightId, Wait};
use crate::invalidation::Number;
use crate::key::EncodedKey;
use crate::sync::{Mutex, MutexGuard, lock};
use std::collections::HashMap;
use std::hash::BuildHasher;
use std::sync::Arc;

/// Shards of one table: flights of different keys seldom meet.
#[cfg(not(shuttle))]
const SHARDS: usize = 16;
#[cfg(shuttle)]
const SHARDS: usize = 1;

type Shard<V> = HashMap<EncodedKey, Vec<Arc<Flight<V>>>, foldhash::fast::RandomState>;

/// The loads that are on their way in one region.
///
/// The lock of a key's shard serialises, for that key, joining, committing and invalidating.
pub(crate) struct FlightTable<V> {
    shards: [Mutex<Shard<V>>; SHARDS],
    hasher: foldhash::fast::RandomState,
}

/// How a caller means to take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Join {
    /// Wait for a load that is on its way, else lead one that others may join.
    Shared,
    /// Lead, whatever else is on its way; others may join if nobody else leads openly.
    Own,
    /// Lead alone; nobody joins.
    Alone,
    /// Lead if nothing is on its way, else do nothing.
    IfIdle,
}

/// What a caller became.
pub(crate) enum Entrance<V: Clone> {
    Lead(Lead<V>),
    Wait(Waiting<V>),
    /// Somebody else is at it ([`Join::IfIdle`]).
    Busy,
    /// Waiting would never end: the load on its way waits for this caller.
    Circle,
}

/// A caller at the entrance.
pub(crate) struct Arrival<'a> {
    pub(crate) join: Join,
    pub(crate) blocking: bool,
    /// The flights that the caller is itself part of.
    pub(crate) leading: &'a [FlightId],
    /// The latest invalidation so far.
    pub(crate) now: Number,
}

impl<V: Clone> FlightTable<V> {
    pub(crate) fn new() -> Self {
        Self {
            shards: std::array::from_fn(|_| Mutex::new(Shard::default())),
            hasher: foldhash::fast::RandomState::default(),
        }
    }

    /// Lets a caller in. `current` tells whether a flight still is what a new load would be.
    pub(crate) fn enter(
        self: &Arc<Self>,
        key: &EncodedKey,
        arrival: &Arrival<'_>,
        current: impl Fn(&Flight<V>) -> bool,
    ) -> Entrance<V> {
        let mut shard = self.shard(key);
        let flights = shard.entry(key.clone()).or_default();
        let others = !flights.is_empty();
        let open = flights
            .iter()
            .position(|flight| flight.open && flight.admits(arrival.blocking) && current(flight));
        match (arrival.join, open) {
            (Join::IfIdle, _) if others => return Entrance::Busy,
            (Join::Shared, Some(position)) => {
                let flight = flights[position].clone();
                let Some(wait) = Wait::begin(arrival.leading, flight.id) else {
                    return Entrance::Circle;
                };
                flight.join();
                return Entrance::Wait(Waiting::new(
                    self.clone(),
                    key.clone(),
                    flight,
                    arrival,
                    wait,
                ));
            }
            _ => {}
        }
        let flight = Arc::new(Flight::new(
            arrival.now,
            arrival.blocking,
            arrival.join != Join::Alone && open.is_none(),
            arrival.join == Join::Own,
        ));
        flights.push(flight.clone());
        Entrance::Lead(Lead::new(self.clone(), key.clone(), flight))
    }

    /// Dooms the loads of `key`: takes them out of the table. Runs `remove` while none of them can commit. Returns how many there were.
    pub(crate) fn invalidate(&self, key: &EncodedKey, remove: impl FnOnce()) -> usize {
        let mut shard = self.shard(key);
        let doomed = shard.remove(key).map_or(0, |flights| flights.len());
        remove();
        doomed
    }

    /// Dooms the loads of every key that `chosen` picks.
    pub(crate) fn doom_where(&self, chosen: &dyn Fn(&EncodedKey) -> bool) -> usize {
        self.shards
            .iter()
            .map(|shard| doom_in(&mut lock(shard), chosen))
            .sum()
    }

    /// Runs `store` while no invalidation of the key can come between. A refresh or a put then dooms all others: also what
    /// began after it may have read a tier beyond memory before the new value came there.
    pub(super) fn commit<R>(
        &self,
        key: &EncodedKey,
        flight: &Flight<V>,
        store: impl FnOnce(Standing) -> R,
    ) -> R {
        let mut shard = self.shard(key);
        let is_this = |other: &Arc<Flight<V>>| std::ptr::eq(Arc::as_ptr(other), flight);
        let registered = shard
            .get_mut(key)
            .filter(|flights| flights.iter().any(is_this));
        match registered {
            None => store(Standing::Doomed),
            Some(flights) => {
                if flight.supersedes {
                    flights.retain(is_this);
                }
                store(Standing::Current)
            }
        }
    }

    /// Takes a flight out; nobody joins it any more.
    pub(super) fn remove(&self, key: &EncodedKey, flight: &Arc<Flight<V>>) {
        take_out(&mut self.shard(key), key, flight);
    }

    /// Takes a flight out if nobody is left who could land it.
    pub(super) fn remove_deserted(&self, key: &EncodedKey, flight: &Arc<Flight<V>>) {
        let mut shard = self.shard(key);
        if flight.is_deserted() {
            take_out(&mut shard, key, flight);
        }
    }

    /// Loads on their way for the keys that `chosen` picks.
    pub(crate) fn count_where(&self, chosen: &dyn Fn(&EncodedKey) -> bool) -> usize {
        let in_shard = |shard: &Shard<V>| {
            let picked = shard.iter().filter(|(key, _)| chosen(key));
            picked.map(|(_, flights)| flights.len()).sum::<usize>()
        };
        self.shards.iter().map(|shard| in_shard(&lock(shard))).sum()
    }

    /// Keys with a load on its way.
    pub(crate) fn len(&self) -> usize {
        self.shards.iter().map(|shard| lock(shard).len()).sum()
    }

    fn shard(&self, key: &EncodedKey) -> MutexGuard<'_, Shard<V>> {
        #[allow(
            clippy::cast_possible_truncation,
            reason = "only the low bits choose the shard"
        )]
        let index = self.hasher.hash_one(key) as usize % SHARDS;
        lock(&self.shards[index])
    }
}

fn take_out<V>(shard: &mut Shard<V>, key: &EncodedKey, flight: &Arc<Flight<V>>) {
    if let Some(flights) = shard.get_mut(key) {
        flights.retain(|other| !Arc::ptr_eq(other, flight));
        if flights.is_empty() {
            shard.remove(key);
        }
    }
}

fn doom_in<V>(shard: &mut Shard<V>, chosen: &dyn Fn(&EncodedKey) -> bool) -> usize {
    let mut doomed = 0;
    shard.retain(|key, flights| {
        let hit = chosen(key);
        doomed += if hit { flights.len() } else { 0 };
        !hit
    });
    doomed
}

#[cfg(all(test, not(shuttle)))]
mod tests {
    use super::*;
    use crate::key::KeyEncoder;

    fn lead(table: &Arc<FlightTable<u32>>, key: &EncodedKey, join: Join) -> Lead<u32> {
        let arrival = Arrival {
            join,
            blocking: false,
            leading: &[],
            now: 0,
        };
        // Nothing is worth joining: some name was invalidated meanwhile.
        match table.enter(key, &arrival, |_| false) {
            Entrance::Lead(lead) => lead,
            _ => unreachable!("nobody waits where nothing is worth joining"),
        }
    }

    #[test]
    fn what_is_put_dooms_also_what_began_after_it() {
        let table = Arc::new(FlightTable::new());
        let key = KeyEncoder::new().finish(|_| "".into());
        let before = lead(&table, &key, Join::Shared);
        let put = lead(&table, &key, Join::Own);
        let after = lead(&table, &key, Join::Shared);
        assert_eq!(put.commit(|standing| standing), Standing::Current);
        put.land(&1, None);
        assert_eq!(before.commit(|standing| standing), Standing::Doomed);
        assert_eq!(after.commit(|standing| standing), Standing::Doomed);
        before.land(&0, None);
        after.land(&0, None);
        assert_eq!(table.len(), 0);
    }
}
