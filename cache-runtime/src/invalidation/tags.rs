//! The tags of one cache: text → [`Cell`].
//!
//! A tag that a load takes from its *result* is known only afterwards. So an invalidation leaves its number also under
//! a tag that nobody uses yet, and such a cell is forgotten only after [`REMEMBERED`]; what was forgotten survives as
//! one number for all, which can refuse a value without need but never admit a stale one.

use super::{Cell, Number, Subject};
use crate::clock::Millis;
use crate::key::shortened;
use crate::sync::{AtomicU64, Mutex, MutexGuard, Ordering, lock};
use std::collections::HashMap;
use std::hash::BuildHasher;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

/// Parts of the table, each behind a lock of its own: where there are a million tags, to look through all of them takes
/// longer than a load may wait.
#[cfg(not(shuttle))]
const SHARDS: usize = 64;
#[cfg(shuttle)]
const SHARDS: usize = 1;

/// Sweeps of some tags that make one of all.
const SWEEPS: usize = 16;

/// How long an unused tag keeps its last invalidation, in milliseconds.
const REMEMBERED: Millis = 60_000;

#[derive(Debug)]
pub(crate) struct Tags {
    shards: [Mutex<Table>; SHARDS],
    /// The shard that is swept next.
    next: AtomicUsize,
    /// The latest invalidation of any tag.
    latest: AtomicU64,
    hasher: foldhash::fast::RandomState,
}

#[derive(Debug, Default)]
struct Table {
    cells: HashMap<Box<str>, Tag>,
    /// The latest invalidation among the forgotten cells.
    forgotten: Number,
}

#[derive(Debug)]
struct Tag {
    cell: Arc<Cell>,
    /// When the tag was last invalidated or asked for.
    used: Millis,
}

impl Default for Tags {
    fn default() -> Self {
        Self {
            shards: std::array::from_fn(|_| Mutex::new(Table::default())),
            next: AtomicUsize::new(0),
            latest: AtomicU64::new(0),
            hasher: foldhash::fast::RandomState::default(),
        }
    }
}

impl Tags {
    pub(crate) fn cell(&self, tag: &str, now: Millis) -> Arc<Cell> {
        let tag = shortened(tag);
        self.shard(&tag).tag(&tag, now).cell.clone()
    }

    pub(crate) fn invalidate(&self, tag: &str, number: Number, now: Millis) {
        let tag = shortened(tag);
        // Before the cell: who finds that unchanged has begun no later than this says.
        self.latest.fetch_max(number, Ordering::SeqCst);
        self.shard(&tag).tag(&tag, now).cell.invalidate(number);
    }

    /// The latest invalidation of any tag.
    pub(crate) fn latest(&self) -> Number {
        self.latest.load(Ordering::SeqCst)
    }

    fn shard(&self, tag: &str) -> MutexGuard<'_, Table> {
        #[allow(
            clippy::cast_possible_truncation,
            reason = "only the low bits choose the shard"
        )]
        let index = self.hasher.hash_one(tag) as usize % SHARDS;
        lock(&self.shards[index])
    }

    /// Forgets the tags that no entry and no load refers to any more.
    pub(crate) fn sweep(&self, now: Millis) {
        self.shards.iter().for_each(|shard| lock(shard).sweep(now));
    }

    /// The same for some of them, others each time: all within a quarter of the time for which they are remembered, if that
    /// is done each second.
    pub(crate) fn sweep_some(&self, now: Millis) {
        let some = SHARDS.div_ceil(SWEEPS);
        let first = self.next.fetch_add(some, Ordering::Relaxed);
        for shard in first..first + some {
            lock(&self.shards[shard % SHARDS]).sweep(now);
        }
    }

    pub(crate) fn len(&self) -> usize {
        let of = |shard: &Mutex<Table>| lock(shard).cells.len();
        self.shards.iter().map(of).sum()
    }

    /// The tags that most entries and loads refer to, with how many do; and how many tags were looked at for that. Not all,
    /// where there are very many: loads wait for this lock.
    #[cfg(feature = "dashboard")]
    pub(crate) fn most_used(&self, most: usize) -> (usize, Vec<(String, usize)>) {
        const LOOKED_AT: usize = 10_000;
        let mut used = Vec::new();
        for shard in &self.shards {
            let table = lock(shard);
            let some = table.cells.iter().take(LOOKED_AT - used.len());
            used.extend(some.map(|(text, tag)| (text.clone(), Arc::strong_count(&tag.cell) - 1)));
        }
        let looked_at = used.len();
        used.sort_by(|(one, ones), (other, others)| others.cmp(ones).then_with(|| one.cmp(other)));
        used.truncate(most);
        let named = used.into_iter().map(|(text, uses)| (text.into(), uses));
        (looked_at, named.collect())
    }
}

impl Table {
    fn sweep(&mut self, now: Millis) {
        let Self { cells, forgotten } = self;
        cells.retain(|_, tag| {
            let keep =
                Arc::strong_count(&tag.cell) > 1 || now < tag.used.saturating_add(REMEMBERED);
            if !keep {
                *forgotten = (*forgotten).max(tag.cell.latest());
            }
            keep
        });
    }

    fn tag(&mut self, tag: &str, now: Millis) -> &Tag {
        if !self.cells.contains_key(tag) {
            let cell = Arc::new(Cell::new(self.forgotten, Subject::Tag(tag.into())));
            self.cells.insert(tag.into(), Tag { cell, used: now });
        }
        let tag = self
            .cells
            .get_mut(tag)
            .expect("the tag was inserted above when it was missing");
        tag.used = now;
        tag
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_remembered_while_an_entry_uses_it() {
        let tags = Tags::default();
        let cell = tags.cell("users", 0);
        tags.sweep(10 * REMEMBERED);
        tags.invalidate("users", 5, 10 * REMEMBERED);
        assert_eq!(cell.latest(), 5);
    }

    #[test]
    fn a_forgotten_invalidation_still_refuses_older_loads() {
        let tags = Tags::default();
        tags.invalidate("users", 5, 0);
        tags.sweep(REMEMBERED - 1);
        assert_eq!(tags.len(), 1);
        tags.sweep(REMEMBERED);
        assert_eq!(tags.len(), 0);
        assert_eq!(tags.cell("users", REMEMBERED).latest(), 5);
    }

    #[test]
    fn a_part_is_swept_each_time_and_all_in_turn() {
        let tags = Tags::default();
        (0..1_000).for_each(|tag| drop(tags.cell(&tag.to_string(), 0)));
        tags.sweep_some(REMEMBERED);
        assert!((1..1_000).contains(&tags.len()) || SHARDS == 1);
        (1..SWEEPS).for_each(|_| tags.sweep_some(REMEMBERED));
        assert_eq!(tags.len(), 0);
    }

    #[cfg(feature = "dashboard")]
    #[test]
    fn tags_are_told_by_how_many_hold_them_and_not_all_are_looked_at() {
        let tags = Tags::default();
        let held: Vec<_> = ["rare", "often", "often"]
            .map(|tag| tags.cell(tag, 0))
            .into();
        tags.invalidate("unused", 1, 0);
        let named = |tag: &str, uses| (tag.to_owned(), uses);
        assert_eq!(
            tags.most_used(2),
            (3, vec![named("often", 2), named("rare", 1)])
        );
        drop(held);
        (0..20_000).for_each(|tag| drop(tags.cell(&tag.to_string(), 0)));
        assert_eq!(tags.most_used(2).0, 10_000);
    }
}
