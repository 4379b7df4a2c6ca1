//! The writes that wait, in the order of their keys' first ones. Later writes of a key take the place of earlier ones; what
//! all of them are called in the journal stays with the entry.

use crate::clock::Millis;
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

/// The newest write of a key, and with it those that it replaces.
#[derive(Debug)]
pub(super) struct Entry<T, P> {
    pub(super) key: Arc<str>,
    pub(super) value: Arc<T>,
    /// When the first of its writes was acknowledged.
    pub(super) since: Millis,
    /// Where its writes stand in the journal, in order.
    pub(super) positions: Vec<P>,
    /// How often it has failed alone while others were saved.
    pub(super) strikes: u8,
}

impl<T, P: Clone> Clone for Entry<T, P> {
    fn clone(&self) -> Self {
        Self {
            key: self.key.clone(),
            value: self.value.clone(),
            since: self.since,
            positions: self.positions.clone(),
            strikes: self.strikes,
        }
    }
}

impl<T, P> Entry<T, P> {
    pub(super) fn new(key: Arc<str>, value: T, position: P, now: Millis) -> Self {
        Self {
            key,
            value: Arc::new(value),
            since: now,
            positions: vec![position],
            strikes: 0,
        }
    }

    /// Takes the place of `earlier`. What failed with that value may succeed with this one.
    fn after(&mut self, mut earlier: Self) {
        earlier.positions.append(&mut self.positions);
        self.positions = earlier.positions;
        self.since = earlier.since;
    }
}

/// Which end of the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Front,
    Back,
}

#[derive(Debug)]
pub(super) struct Pending<T, P> {
    line: VecDeque<Arc<str>>,
    entries: HashMap<Arc<str>, Entry<T, P>>,
    /// Of all entries, those that were replaced among them.
    writes: usize,
}

impl<T, P> Default for Pending<T, P> {
    fn default() -> Self {
        Self {
            line: VecDeque::new(),
            entries: HashMap::new(),
            writes: 0,
        }
    }
}

impl<T, P> Pending<T, P> {
    /// Adds a write that is newer than all of its key. Returns the value that it replaces.
    pub(super) fn push(&mut self, mut entry: Entry<T, P>) -> Option<Arc<T>> {
        self.writes += entry.positions.len();
        let mut replaced = None;
        if let Some(earlier) = self.entries.remove(&entry.key) {
            replaced = Some(earlier.value.clone());
            entry.after(earlier);
        } else {
            self.line.push_back(entry.key.clone());
        }
        self.entries.insert(entry.key.clone(), entry);
        replaced
    }

    /// Takes the first entries out.
    pub(super) fn take(&mut self, most: usize) -> Vec<Entry<T, P>> {
        let count = most.min(self.line.len());
        let keys: Vec<Arc<str>> = self.line.drain(..count).collect();
        let taken: Vec<Entry<T, P>> = keys
            .iter()
            .filter_map(|key| self.entries.remove(key))
            .collect();
        self.writes -= count_writes(&taken);
        taken
    }

    /// Puts entries back that were taken out, in their order. A key that was written since keeps its newer value.
    pub(super) fn put_back(&mut self, entries: Vec<Entry<T, P>>, end: End) {
        self.writes += count_writes(&entries);
        let mut keys = Vec::with_capacity(entries.len());
        for entry in entries {
            if let Some(newer) = self.entries.get_mut(&entry.key) {
                newer.after(entry);
            } else {
                keys.push(entry.key.clone());
                self.entries.insert(entry.key.clone(), entry);
            }
        }
        match end {
            End::Front => keys
                .into_iter()
                .rev()
                .for_each(|key| self.line.push_front(key)),
            End::Back => self.line.extend(keys),
        }
    }

    /// How many writes wait.
    pub(super) fn writes(&self) -> usize {
        self.writes
    }

    /// How many keys wait.
    pub(super) fn len(&self) -> usize {
        self.line.len()
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = &Entry<T, P>> {
        self.entries.values()
    }

    /// Since when the first in the line waits.
    pub(super) fn front_since(&self) -> Option<Millis> {
        self.line
            .front()
            .and_then(|key| self.entries.get(key))
            .map(|entry| entry.since)
    }
}

fn count_writes<T, P>(entries: &[Entry<T, P>]) -> usize {
    entries.iter().map(|entry| entry.positions.len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pushed(writes: &[(&str, u32)]) -> Pending<u32, u64> {
        let mut pending = Pending::default();
        for (place, (key, value)) in (1..).zip(writes) {
            pending.push(Entry::new((*key).into(), *value, place, place * 10));
        }
        pending
    }

    fn shown(entries: &[Entry<u32, u64>]) -> Vec<(&str, u32, &[u64], Millis)> {
        entries
            .iter()
            .map(|entry| (&*entry.key, *entry.value, &*entry.positions, entry.since))
            .collect()
    }

    #[test]
    fn the_last_write_of_a_key_wins_and_keeps_the_place_of_the_first() {
        let mut pending = pushed(&[("a", 1), ("b", 2), ("a", 3)]);
        let entries = pending.take(10);
        assert_eq!(
            shown(&entries),
            [("a", 3, &[1, 3][..], 10), ("b", 2, &[2], 20)]
        );
    }

    #[test]
    fn what_is_put_back_does_not_replace_what_was_written_meanwhile() {
        let mut pending = pushed(&[("a", 1), ("b", 2)]);
        let taken = pending.take(1);
        pending.push(Entry::new("c".into(), 4, 4, 40));
        pending.push(Entry::new("a".into(), 5, 5, 50));
        pending.put_back(taken, End::Front);
        assert_eq!(pending.writes(), 4);
        let entries = pending.take(10);
        assert_eq!(pending.writes(), 0);
        assert_eq!(
            shown(&entries),
            [
                ("b", 2, &[2][..], 20),
                ("c", 4, &[4], 40),
                ("a", 5, &[1, 5], 10)
            ]
        );
    }

    #[test]
    fn what_is_put_back_stands_in_its_order_at_the_end_that_was_said() {
        let mut pending = pushed(&[("a", 1), ("b", 2), ("c", 3)]);
        let taken = pending.take(2);
        pending.put_back(taken, End::Front);
        let taken = pending.take(2);
        assert_eq!(shown(&taken)[0].0, "a");
        pending.put_back(taken, End::Back);
        let keys: Vec<_> = pending.take(3).into_iter().map(|entry| entry.key).collect();
        assert_eq!(keys, ["c".into(), "a".into(), Arc::<str>::from("b")]);
    }

    #[test]
    fn a_newer_value_is_not_blamed_for_the_strikes_of_an_older_one() {
        let mut pending = pushed(&[("a", 1)]);
        let mut taken = pending.take(1);
        taken[0].strikes = 1;
        pending.put_back(taken, End::Back);
        pending.push(Entry::new("a".into(), 2, 2, 20));
        assert_eq!(pending.take(1)[0].strikes, 0);
    }
}
