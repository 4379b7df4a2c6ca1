//! One flight and its states. The leader's side is `lead.rs`, the waiters' `waiting.rs`; who may join, and what dooms a
//! flight, is decided in `table.rs`.

use super::waits::FlightId;
use crate::freshness::Life;
use crate::invalidation::{Cells, Number};
use crate::shape::SharedFailure;
use crate::sync::{Mutex, lock};
use crate::tracking::Recording;
use std::sync::{Arc, OnceLock};
use std::task::Waker;

/// One load on its way.
pub(crate) struct Flight<V> {
    pub(super) id: FlightId,
    /// The latest invalidation before the load began.
    pub(super) begun: Number,
    /// What the load rests on, as soon as that is known.
    pub(super) cells: OnceLock<Cells>,
    /// What the load has called so far, where that is recorded.
    pub(super) recording: OnceLock<Arc<Recording>>,
    /// What the value rests on that was landed; none, if nobody said.
    pub(super) final_cells: Mutex<Option<Cells>>,
    /// Whether the leader blocks a thread, and with it all who take a turn to load.
    pub(super) blocking: bool,
    /// Whether others may wait for this load.
    pub(super) open: bool,
    /// Whether its value makes those of earlier loads out of date: it was asked for because the old one was.
    pub(super) supersedes: bool,
    pub(super) state: Mutex<State<V>>,
}

pub(super) struct State<V> {
    pub(super) phase: Phase<V>,
    /// Callers that hold this flight to wait for it.
    pub(super) waiting: usize,
    pub(super) wakers: Vec<(u64, Waker)>,
    pub(super) next_waker: u64,
}

pub(super) enum Phase<V> {
    /// The leader loads.
    Loading,
    /// The value is there.
    Landed(Arc<Landed<V>>),
    /// The load failed and the error can be had.
    Failed(SharedFailure),
    /// The leader went away.
    Abandoned,
    /// Loads failed whose errors cannot be had: those who wait take turns.
    Waves(Waves),
}

/// A value, as those receive it who waited for it.
pub(crate) struct Landed<V> {
    pub(crate) value: V,
    pub(crate) life: Option<Life>,
    /// What the value rests on; none, if nobody said.
    pub(crate) cells: Option<Cells>,
}

/// Turns to load: `free` may still be taken in this wave, `running` are taken, the next wave has `next`.
pub(super) struct Waves {
    pub(super) free: usize,
    pub(super) running: usize,
    pub(super) next: usize,
}

/// A plain std atomic also under the model checker: no order of names matters.
static NEXT_ID: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(1);

impl<V> Flight<V> {
    pub(super) fn new(begun: Number, blocking: bool, open: bool, supersedes: bool) -> Self {
        Self {
            id: NEXT_ID.fetch_add(1, std::sync::atomic::Ordering::Relaxed),
            begun,
            cells: OnceLock::new(),
            recording: OnceLock::new(),
            final_cells: Mutex::new(None),
            blocking,
            open,
            supersedes,
            state: Mutex::new(State {
                phase: Phase::Loading,
                waiting: 0,
                wakers: Vec::new(),
                next_waker: 0,
            }),
        }
    }

    /// The latest invalidation before the load began.
    pub(crate) fn begun(&self) -> Number {
        self.begun
    }

    /// What the load rests on, as far as that is known by now.
    pub(crate) fn cells(&self) -> Option<&Cells> {
        self.cells.get()
    }

    /// What the load has called so far, where that is recorded.
    pub(crate) fn recording(&self) -> Option<&Arc<Recording>> {
        self.recording.get()
    }

    /// Whether a caller that blocks its thread, or does not, may wait for this flight.
    ///
    /// A sync caller never waits for an async one, which may need its thread. So an async one takes no turn where sync
    /// ones wait: it stays for the first load alone.
    pub(super) fn admits(&self, blocking: bool) -> bool {
        match (self.blocking, blocking) {
            (true, false) => matches!(lock(&self.state).phase, Phase::Loading),
            (flight, caller) => flight == caller,
        }
    }

    /// Counts one who waits; called under the lock of the table's shard.
    pub(super) fn join(&self) {
        lock(&self.state).waiting += 1;
    }

    /// Ends the loading phase and wakes all who wait: each finds out what there is for it.
    pub(super) fn become_phase(&self, phase: Phase<V>) {
        let (before, wakers) = {
            let mut state = lock(&self.state);
            let before = std::mem::replace(&mut state.phase, phase);
            (before, std::mem::take(&mut state.wakers))
        };
        wake(wakers.into_iter().map(|(_, waker)| waker));
        drop(before);
    }

    /// A turn of a wave ended with a failure. When all turns of a wave have, the next wave begins.
    pub(super) fn end_turn(&self) {
        self.change_waves(|waves| {
            waves.running -= 1;
            if waves.running == 0 && waves.free == 0 {
                waves.free = waves.next;
                waves.next = waves.next.saturating_mul(2);
            }
        });
    }

    /// A turn of a wave was left without an outcome: another caller may take it.
    pub(super) fn return_turn(&self) {
        self.change_waves(|waves| {
            waves.running -= 1;
            waves.free += 1;
        });
    }

    fn change_waves(&self, change: impl FnOnce(&mut Waves)) {
        let wakers = {
            let mut state = lock(&self.state);
            let Phase::Waves(waves) = &mut state.phase else {
                return;
            };
            change(waves);
            state.wakers_for_phase()
        };
        wake(wakers);
    }

    /// Whether nobody is left who could land this flight.
    pub(super) fn is_deserted(&self) -> bool {
        let state = lock(&self.state);
        match &state.phase {
            Phase::Loading => false,
            Phase::Waves(waves) => waves.running == 0 && state.waiting == 0,
            _ => true,
        }
    }
}

impl<V> State<V> {
    /// Takes out the waker of one who waits.
    pub(super) fn forget(&mut self, waker: u64) -> Option<Waker> {
        let position = self.wakers.iter().position(|(id, _)| *id == waker)?;
        Some(self.wakers.remove(position).1)
    }

    /// Takes out the wakers of those who have something to do now.
    pub(super) fn wakers_for_phase(&mut self) -> Vec<Waker> {
        let number = match &self.phase {
            Phase::Loading => 0,
            Phase::Waves(waves) => waves.free.min(self.wakers.len()),
            _ => self.wakers.len(),
        };
        self.wakers
            .drain(..number)
            .map(|(_, waker)| waker)
            .collect()
    }
}

/// Wakes, with no lock held: what a waker does is its runtime's business.
pub(super) fn wake(wakers: impl IntoIterator<Item = Waker>) {
    wakers.into_iter().for_each(Waker::wake);
}
