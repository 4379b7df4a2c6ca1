//! The versions of names that this process knows, so that a hit need not ask for them.
//!
//! A version is known only while the bus is whole, and is guarded like an entry in memory: what was read before a name
//! was invalidated is not remembered after it. A stale version that slipped in would revive what was invalidated.

use crate::clock::Millis;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

/// The version of a name: random, and new after each invalidation.
pub(crate) type Version = u64;

/// How long a version is taken for granted, in milliseconds. Asking again keeps it alive in Redis too.
const CONFIRMED: Millis = 600_000;
/// Names that are remembered at most. Beyond, all are forgotten and asked for again.
const MOST: usize = 100_000;

#[derive(Debug, Default)]
pub(crate) struct Versions(RwLock<Table>);

#[derive(Debug, Default)]
struct Table {
    known: HashMap<Arc<str>, Known, foldhash::fast::RandomState>,
    /// Invalidations of any name so far.
    changes: u64,
    /// Whether invalidations by others would be heard.
    whole: bool,
}

#[derive(Debug, Clone, Copy)]
struct Known {
    version: Version,
    until: Millis,
}

/// A moment before something is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment(u64);

impl Versions {
    /// The versions of `names` as far as they are known, and the moment of this answer.
    pub(crate) fn known(&self, names: &[Arc<str>], now: Millis) -> (Vec<Option<Version>>, Moment) {
        let table = self.read();
        let version = |name| table.version(name, now);
        (names.iter().map(version).collect(), Moment(table.changes))
    }

    /// The versions of `names`, if all are known.
    pub(crate) fn all_known(&self, names: &[Arc<str>], now: Millis) -> Option<Vec<Version>> {
        let mut versions = Vec::with_capacity(names.len());
        let table = self.read();
        for name in names {
            versions.push(table.version(name, now)?);
        }
        Some(versions)
    }

    /// Remembers what was read after `moment`, unless any name was invalidated since.
    pub(crate) fn learn(
        &self,
        moment: Moment,
        learned: impl IntoIterator<Item = (Arc<str>, Version)>,
        now: Millis,
    ) {
        let mut table = self.write();
        if !table.whole || table.changes != moment.0 {
            return;
        }
        if table.known.len() >= MOST {
            table.known.clear();
        }
        let until = now.saturating_add(CONFIRMED);
        let learned = learned.into_iter();
        table
            .known
            .extend(learned.map(|(name, version)| (name, Known { version, until })));
    }

    /// Forgets names that were invalidated.
    pub(crate) fn forget<'a>(&self, names: impl IntoIterator<Item = &'a str>) {
        let mut table = self.write();
        table.changes += 1;
        for name in names {
            table.known.remove(name);
        }
    }

    /// Forgets the names that `chosen` picks.
    pub(crate) fn forget_where(&self, chosen: impl Fn(&str) -> bool) {
        let mut table = self.write();
        table.changes += 1;
        table.known.retain(|name, _| !chosen(name));
    }

    /// Forgets everything. What is read from now on is remembered only if the bus is `whole`.
    pub(crate) fn begin_anew(&self, whole: bool) {
        let mut table = self.write();
        table.changes += 1;
        table.known.clear();
        table.whole = whole;
    }

    fn read(&self) -> RwLockReadGuard<'_, Table> {
        // Every change leaves the table whole at each step.
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Table> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Table {
    fn version(&self, name: &Arc<str>, now: Millis) -> Option<Version> {
        let known = self.known.get(name)?;
        (now < known.until).then_some(known.version)
    }
}

/// A version that no name has had.
pub(crate) fn fresh_version() -> [u8; 8] {
    let mut bytes = super::random();
    // Zero says "none" in places where a version may be missing.
    bytes[0] |= u8::from(bytes == [0; 8]);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> [Arc<str>; 2] {
        ["t:users".into(), "f:user:{}".into()]
    }

    fn learned(versions: &Versions, moment: Moment) -> Vec<Option<Version>> {
        versions.learn(moment, names().into_iter().zip([1, 2]), 0);
        versions.known(&names(), 0).0
    }

    #[test]
    fn what_was_read_is_known_until_it_is_invalidated() {
        let versions = Versions::default();
        versions.begin_anew(true);
        let (_, moment) = versions.known(&names(), 0);
        assert_eq!(learned(&versions, moment), [Some(1), Some(2)]);
        assert_eq!(versions.all_known(&names(), 0), Some(vec![1, 2]));
        versions.forget(["t:users"]);
        assert_eq!(versions.known(&names(), 0).0, [None, Some(2)]);
        assert_eq!(versions.all_known(&names(), 0), None);
        versions.forget_where(|name| name.starts_with("f:"));
        assert_eq!(versions.known(&names(), 0).0, [None, None]);
    }

    #[test]
    fn what_was_read_before_an_invalidation_is_not_remembered_after_it() {
        let versions = Versions::default();
        versions.begin_anew(true);
        let (_, moment) = versions.known(&names(), 0);
        versions.forget(["t:users"]);
        assert_eq!(learned(&versions, moment), [None, None]);
    }

    #[test]
    fn nothing_is_known_while_the_bus_is_broken() {
        let versions = Versions::default();
        versions.begin_anew(false);
        let (_, moment) = versions.known(&names(), 0);
        assert_eq!(learned(&versions, moment), [None, None]);
    }

    #[test]
    fn what_is_known_is_confirmed_from_time_to_time() {
        let versions = Versions::default();
        versions.begin_anew(true);
        let (_, moment) = versions.known(&names(), 0);
        learned(&versions, moment);
        assert_eq!(
            versions.known(&names(), CONFIRMED - 1).0,
            [Some(1), Some(2)]
        );
        assert_eq!(versions.known(&names(), CONFIRMED).0, [None, None]);
    }
}
