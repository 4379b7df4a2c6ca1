//! What one load has rested on so far.

use crate::invalidation::{Cell, Cells, Number};
use crate::key::EncodedKey;
use crate::sync::{Mutex, lock};
use std::collections::HashMap;
use std::sync::Arc;

/// Names whose versions one entry of a shared tier carries at the most: what rests on more stays in memory.
const MOST_NAMES: usize = 1000;

/// The parts of a load's value that other cached functions have returned.
#[derive(Debug)]
pub(crate) struct Recording {
    /// The cache, the region and the key of the entry that is being loaded.
    cache: usize,
    region: usize,
    key: EncodedKey,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// By the addresses of their cells.
    parts: HashMap<usize, Part>,
    /// The calls that have no answer yet, by the latest invalidation before each: what they rest on is not known.
    open: Vec<Number>,
    /// The versions under which the parts were read, by the names that a shared tier has for them; none, where the value is not
    /// to go there.
    versions: Option<HashMap<Arc<str>, u64>>,
    stale: bool,
    foreign: bool,
}

/// A name that the value rests on.
#[derive(Debug)]
struct Part {
    cell: Arc<Cell>,
    /// The latest invalidation before anything that it stands for was read.
    since: Number,
}

impl Recording {
    pub(crate) fn new(cache: usize, region: usize, key: EncodedKey) -> Self {
        Self {
            cache,
            region,
            key,
            state: Mutex::new(State::default()),
        }
    }

    /// Whether it is of an entry of this cache: the order of another's invalidations says nothing here.
    pub(crate) fn is_of(&self, cache: usize) -> bool {
        self.cache == cache
    }

    /// Whether it is of this very entry, for functions that call each other in a circle.
    pub(crate) fn is_for(&self, region: usize, key: &EncodedKey) -> bool {
        self.region == region && self.key == *key
    }

    /// The value rests on `cells`, which were read after the invalidation `since`.
    pub(crate) fn rest_on(&self, cells: impl IntoIterator<Item = Arc<Cell>>, since: Number) {
        let mut state = lock(&self.state);
        for cell in cells {
            // The first time counts: what was read then is a part too.
            let address = Arc::as_ptr(&cell).addr();
            let part = || Part { cell, since };
            state.parts.entry(address).or_insert_with(part);
        }
    }

    /// A call begins that may read what was not invalidated after `since`.
    pub(crate) fn open(&self, since: Number) {
        lock(&self.state).open.push(since);
    }

    /// It has its answer, and all that this rests on is noted; or it is given up.
    pub(crate) fn close(&self, since: Number) {
        let mut state = lock(&self.state);
        if let Some(place) = state.open.iter().position(|open| *open == since) {
            state.open.swap_remove(place);
        }
    }

    /// Whether the load still is what one would be that begins after the invalidation `now`. Any invalidation is taken to mean
    /// a call that was under way then.
    pub(crate) fn is_current(&self, now: Number) -> bool {
        let heard = lock(&self.state).open.iter().all(|since| *since >= now);
        heard && self.is_unchanged()
    }

    /// Whether nothing was invalidated since it was read.
    pub(crate) fn is_unchanged(&self) -> bool {
        let state = lock(&self.state);
        state
            .parts
            .values()
            .all(|part| part.cell.latest() <= part.since)
    }

    /// `cells`, and all that was noted.
    pub(crate) fn added_to(&self, cells: &Cells) -> Cells {
        let state = lock(&self.state);
        let noted = state.parts.values().map(|part| part.cell.clone());
        cells.and(&Cells::new(noted.collect()))
    }

    /// Some part is past its time.
    pub(crate) fn note_stale(&self) {
        let mut state = lock(&self.state);
        state.stale = true;
        state.versions = None;
    }

    pub(crate) fn is_stale(&self) -> bool {
        lock(&self.state).stale
    }

    /// Some part is not known here well enough: the value is not to be stored anywhere.
    pub(crate) fn note_foreign(&self) {
        lock(&self.state).foreign = true;
    }

    pub(crate) fn is_foreign(&self) -> bool {
        lock(&self.state).foreign
    }

    /// The value is to go to a shared tier: from now on versions are wanted.
    pub(crate) fn want_versions(&self) {
        let mut state = lock(&self.state);
        // What an earlier load of this flight has noted has no versions.
        if state.parts.is_empty() {
            state.versions.get_or_insert_default();
        }
    }

    /// It cannot be told under which versions some part was read.
    pub(crate) fn give_up_versions(&self) {
        lock(&self.state).versions = None;
    }

    pub(crate) fn wants_versions(&self) -> bool {
        lock(&self.state).versions.is_some()
    }

    /// Those of `names` whose versions are not noted; none, where no versions are wanted.
    pub(crate) fn unknown(&self, names: Vec<Arc<str>>) -> Option<Vec<Arc<str>>> {
        let state = lock(&self.state);
        let known = state.versions.as_ref()?;
        let is_unknown = |name: &Arc<str>| !known.contains_key(name);
        Some(names.into_iter().filter(is_unknown).collect())
    }

    /// Notes versions that were read before the parts they belong to.
    pub(crate) fn learn(&self, names: &[Arc<str>], versions: &[u64]) {
        let mut state = lock(&self.state);
        let Some(known) = &mut state.versions else {
            return;
        };
        for (name, version) in names.iter().zip(versions) {
            known.entry(name.clone()).or_insert(*version);
        }
        if known.len() > MOST_NAMES {
            state.versions = None;
        }
    }

    /// All names and their versions; none, if they cannot be told.
    #[cfg_attr(
        not(feature = "redis"),
        allow(dead_code, reason = "only a shared tier has versions")
    )]
    pub(crate) fn versions(&self) -> Option<Vec<(Arc<str>, u64)>> {
        let state = lock(&self.state);
        let known = state.versions.as_ref()?;
        Some(
            known
                .iter()
                .map(|(name, version)| (name.clone(), *version))
                .collect(),
        )
    }
}

#[cfg(all(test, not(shuttle)))]
mod tests {
    use super::*;
    use crate::key::KeyEncoder;

    fn recording() -> Recording {
        Recording::new(1, 2, KeyEncoder::new().finish(|_| "".into()))
    }

    #[test]
    fn what_was_invalidated_before_it_was_read_is_no_obstacle() {
        let (recording, cell) = (recording(), Arc::new(Cell::nameless(5)));
        recording.rest_on([cell.clone()], 5);
        assert!(recording.is_unchanged());
        cell.invalidate(6);
        assert!(!recording.is_unchanged());
    }

    #[test]
    fn any_invalidation_may_mean_a_call_that_has_no_answer_yet() {
        let recording = recording();
        recording.open(3);
        recording.open(5);
        assert!(recording.is_current(3));
        assert!(!recording.is_current(4));
        recording.close(3);
        assert!(recording.is_current(5));
        assert!(!recording.is_current(6));
        recording.close(5);
        assert!(recording.is_current(6));
    }

    #[test]
    fn a_part_that_is_read_again_rests_on_its_first_reading_still() {
        let (recording, cell) = (recording(), Arc::new(Cell::nameless(0)));
        recording.rest_on([cell.clone()], 3);
        cell.invalidate(4);
        recording.rest_on([cell], 4);
        assert!(!recording.is_unchanged());
    }

    #[test]
    fn the_first_version_of_a_name_counts() {
        let recording = recording();
        recording.want_versions();
        let name: Arc<str> = "k:user:7".into();
        recording.learn(std::slice::from_ref(&name), &[1]);
        recording.learn(std::slice::from_ref(&name), &[2]);
        assert_eq!(recording.versions(), Some(vec![(name, 1)]));
    }

    #[test]
    fn nothing_brings_versions_back_that_were_given_up() {
        let recording = recording();
        recording.rest_on([Arc::new(Cell::nameless(0))], 0);
        recording.give_up_versions();
        recording.want_versions();
        recording.learn(&["k:user:7".into()], &[1]);
        assert_eq!(recording.versions(), None);
    }

    #[test]
    fn what_rests_on_too_many_names_is_not_shared() {
        let recording = recording();
        recording.want_versions();
        let names: Vec<Arc<str>> = (0..=MOST_NAMES)
            .map(|number| format!("t:{number}").into())
            .collect();
        recording.learn(&names, &vec![1; names.len()]);
        assert_eq!(recording.versions(), None);
    }
}
