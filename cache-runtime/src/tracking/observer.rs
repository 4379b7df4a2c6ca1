//! A call that some load rests on: what it notes before it looks, and what it notes with a value.

use super::Recording;
use crate::cache::Cache;
use crate::clock::Millis;
use crate::context;
use crate::flight::Landed;
use crate::freshness::Life;
use crate::invalidation::{Cell, Cells, Number};
use crate::key::{CacheKey, EncodedKey};
use crate::sync::{Mutex, lock};
use std::sync::Arc;

/// One call, for as long as it has no answer yet.
#[derive(Debug)]
pub(crate) struct Observer {
    pub(super) recording: Arc<Recording>,
    /// The latest invalidation before the call has looked at anything.
    since: Number,
    /// What its answer rests on, as far as that is known.
    pub(super) cells: Mutex<Cells>,
}

impl Observer {
    /// For a call that some load on this thread makes. To be asked before anything is looked at.
    ///
    /// `key` makes the key of the entry that the call means.
    pub(crate) fn begin(
        cache: &Cache,
        region: usize,
        encoded: &EncodedKey,
        key: &dyn Fn() -> CacheKey,
    ) -> Option<Arc<Self>> {
        let recording = context::recording()?;
        if recording.is_for(region, encoded) {
            return None;
        }
        if !recording.is_of(cache.address()) {
            recording.note_foreign();
            return None;
        }
        let cells = cache.cells_of(&key());
        // Read when the cells are there: an earlier invalidation of the key has nothing left that this call could find.
        let since = cache.world().sequence.current();
        recording.rest_on(cells.clone(), since);
        recording.open(since);
        Some(Arc::new(Self {
            recording,
            since,
            cells: Mutex::new(Cells::new(cells.into())),
        }))
    }

    /// The answer rests on these.
    pub(crate) fn saw(&self, cells: &Cells) {
        self.recording.rest_on(cells.iter().cloned(), self.since);
        let mut seen = lock(&self.cells);
        *seen = seen.and(cells);
    }

    /// The answer is the value of an entry.
    pub(crate) fn saw_entry(&self, cells: &Cells, life: &Life, now: Millis) {
        self.saw(cells);
        if life.is_stale(now) {
            self.saw_stale();
        }
    }

    /// The same, where it was but looked at.
    pub(crate) fn glimpsed(&self, cells: &Cells, life: &Life, now: Millis) {
        self.saw_entry(cells, life, now);
        self.recording.give_up_versions();
    }

    /// The answer is that of another's load.
    pub(crate) fn saw_landed<V>(&self, landed: &Landed<V>, now: Millis) {
        match (&landed.cells, landed.life) {
            (Some(cells), Some(life)) => self.saw_entry(cells, &life, now),
            (Some(cells), None) => self.saw(cells),
            (None, _) => self.saw_something(),
        }
    }

    /// The answer is past its time.
    pub(crate) fn saw_stale(&self) {
        self.recording.note_stale();
    }

    /// The answer is that of another call, which does not say what it rests on.
    pub(crate) fn saw_something(&self) {
        self.recording.note_foreign();
    }

    /// Whether the load that this call is a part of is to be shared.
    pub(crate) fn wants_proof(&self) -> bool {
        self.recording.wants_versions()
    }

    pub(super) fn noted(&self) -> Vec<Arc<Cell>> {
        lock(&self.cells).iter().cloned().collect()
    }
}

impl Drop for Observer {
    fn drop(&mut self) {
        self.recording.close(self.since);
    }
}
