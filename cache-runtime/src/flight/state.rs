//! One flight and its states. The leader's side is `lead.rs`, the waiters' `waiting.rs`; who may join, and what dooms a
//! flight, is decided in `table.rs`.

use super::waits::FlightId;
use crate::freshness::Life;
use crate::invalidation::{Cells, Number};
use crate::shape::SharedFailure;
use crate::sync::{Mutex, lock};
use std::sync::{Arc, OnceLock};
use std::task::Waker;

/// One load on its way.
pub(crate) struct Flight<V> {
    pub(super) id: FlightId,
    /// The latest invalidation before the load began.
    pub(super) begun: Number,
    /// What the load rests on, as soon as that is known.
    pub(super) cells: OnceLock<Cells>,
    /// Whether the leader blocks a thread. Sync callers wait only for such: an async leader may need their thread.
    pub(super) blocking: bool,
    /// Whether others may wait for this load.
    pub(super) open: bool,
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
    pub(super) fn new(begun: Number, blocking: bool, open: bool) -> Self {
        Self {
            id: NEXT_ID.fetch_add(1, std::sync::atomic::Ordering::Relaxed),
            begun,
            cells: OnceLock::new(),
            blocking,
            open,
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

    /// Counts one who waits; called under the lock of the table's shard.
    pub(super) fn join(&self) {
        lock(&self.state).waiting += 1;
    }

    /// Ends the loading phase and wakes those who wait for what comes next.
    pub(super) fn become_phase(&self, phase: Phase<V>) {
        let mut state = lock(&self.state);
        state.phase = phase;
        let wakers = match &state.phase {
            Phase::Waves(waves) => waves.free,
            _ => usize::MAX,
        };
        wake(&mut state, wakers);
    }

    /// A turn of a wave ended without a value.
    pub(super) fn end_turn(&self) {
        let mut state = lock(&self.state);
        let Phase::Waves(waves) = &mut state.phase else {
            return;
        };
        waves.running -= 1;
        if waves.running == 0 {
            waves.free = waves.next;
            waves.next = waves.next.saturating_mul(2);
            let free = waves.free;
            wake(&mut state, free);
        }
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

pub(super) fn wake<V>(state: &mut State<V>, number: usize) {
    let number = number.min(state.wakers.len());
    state
        .wakers
        .drain(..number)
        .for_each(|(_, waker)| waker.wake());
}
