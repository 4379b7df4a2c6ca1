//! One flight: its states, the leader's side ([`Lead`]) and the waiters' side ([`Waiting`]).
//! Who may join and what dooms it is decided in `table.rs`.

use super::table::FlightTable;
use super::waits::{FlightId, Wait};
use crate::freshness::Life;
use crate::invalidation::{Cells, Number};
use crate::key::EncodedKey;
use crate::shape::SharedFailure;
use crate::sync::{Mutex, lock};
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, Waker};

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
    state: Mutex<State<V>>,
}

struct State<V> {
    phase: Phase<V>,
    /// Callers that hold this flight to wait for it.
    waiting: usize,
    wakers: Vec<(u64, Waker)>,
    next_waker: u64,
}

enum Phase<V> {
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
struct Waves {
    free: usize,
    running: usize,
    next: usize,
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
    fn become_phase(&self, phase: Phase<V>) {
        let mut state = lock(&self.state);
        state.phase = phase;
        let wakers = match &state.phase {
            Phase::Waves(waves) => waves.free,
            _ => usize::MAX,
        };
        wake(&mut state, wakers);
    }

    /// A turn of a wave ended without a value.
    fn end_turn(&self) {
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

fn wake<V>(state: &mut State<V>, number: usize) {
    let number = number.min(state.wakers.len());
    state
        .wakers
        .drain(..number)
        .for_each(|(_, waker)| waker.wake());
}

/// The right, and the duty, to load: held by a leader, or by a waiter whose turn it is in a wave.
///
/// Dropped before the flight has landed, it hands over to those who wait.
pub(crate) struct Lead<V: Clone> {
    pub(super) flight: Arc<Flight<V>>,
    pub(super) table: Arc<FlightTable<V>>,
    pub(super) key: EncodedKey,
    /// The latest invalidation before this very load began; later than the flight's in a wave.
    begun: Number,
    role: Role,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Leader,
    Turn,
    Done,
}

impl<V: Clone> Lead<V> {
    pub(super) fn new(table: Arc<FlightTable<V>>, key: EncodedKey, flight: Arc<Flight<V>>) -> Self {
        Self {
            begun: flight.begun,
            flight,
            table,
            key,
            role: Role::Leader,
        }
    }

    pub(crate) fn id(&self) -> FlightId {
        self.flight.id
    }

    pub(crate) fn key(&self) -> &EncodedKey {
        &self.key
    }

    /// The latest invalidation before this load began.
    pub(crate) fn begun(&self) -> Number {
        self.begun
    }

    /// Says what the load rests on. From now on callers can tell whether the flight is still worth joining.
    pub(crate) fn rests_on(&self, cells: Cells) {
        // In a wave the cells were set by the first leader: the same key rests on the same names.
        let _ = self.flight.cells.set(cells);
    }

    /// Runs `store` while no invalidation of the key can come between; it learns whether one came before.
    pub(crate) fn commit<R>(&self, store: impl FnOnce(Standing) -> R) -> R {
        self.table.commit(&self.key, &self.flight, store)
    }

    /// Lands the flight: nobody can join any more, and those who wait get the value. `life` is that of the stored entry.
    pub(crate) fn land(mut self, value: &V, life: Option<Life>) {
        self.role = Role::Done;
        self.table.remove(&self.key, &self.flight);
        // Nobody can come any more; if nobody waits either, the copy would be for no one.
        let awaited = lock(&self.flight.state).waiting > 0;
        let phase = if awaited {
            Phase::Landed(Arc::new(Landed {
                value: value.clone(),
                life,
            }))
        } else {
            Phase::Abandoned
        };
        self.flight.become_phase(phase);
    }

    /// The load failed; `failure` is a copy of the error for those who wait, if there can be one.
    pub(crate) fn fail(mut self, failure: Option<SharedFailure>) {
        let role = std::mem::replace(&mut self.role, Role::Done);
        match (failure, role) {
            (Some(failure), _) => {
                self.table.remove(&self.key, &self.flight);
                self.flight.become_phase(Phase::Failed(failure));
            }
            (None, Role::Turn) => self.flight.end_turn(),
            (None, _) => {
                self.flight.become_phase(Phase::Waves(Waves {
                    free: 1,
                    running: 0,
                    next: 2,
                }));
            }
        }
        self.table.remove_deserted(&self.key, &self.flight);
    }
}

impl<V: Clone> Drop for Lead<V> {
    fn drop(&mut self) {
        match self.role {
            Role::Leader => {
                self.table.remove(&self.key, &self.flight);
                self.flight.become_phase(Phase::Abandoned);
            }
            Role::Turn => {
                self.flight.end_turn();
                self.table.remove_deserted(&self.key, &self.flight);
            }
            Role::Done => {}
        }
    }
}

/// How a load stands at the moment of its commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Current,
    /// Its key was invalidated while it ran.
    Doomed,
}

/// What came of waiting.
pub(crate) enum Landing<V: Clone> {
    Value(Arc<Landed<V>>),
    Failed(SharedFailure),
    /// Nobody leads any more: look again.
    Abandoned,
    /// It is this caller's turn to load.
    Turn(Lead<V>),
}

/// A caller that waits for a flight. A future; dropped early, it passes on the turn that it may have been offered.
pub(crate) struct Waiting<V: Clone> {
    flight: Arc<Flight<V>>,
    table: Arc<FlightTable<V>>,
    key: EncodedKey,
    begun: Number,
    waker: Option<u64>,
    _wait: Wait,
}

impl<V: Clone> Waiting<V> {
    pub(super) fn new(
        table: Arc<FlightTable<V>>,
        key: EncodedKey,
        flight: Arc<Flight<V>>,
        begun: Number,
        wait: Wait,
    ) -> Self {
        Self {
            flight,
            table,
            key,
            begun,
            waker: None,
            _wait: wait,
        }
    }

    fn take_turn(&self) -> Lead<V> {
        Lead {
            flight: self.flight.clone(),
            table: self.table.clone(),
            key: self.key.clone(),
            begun: self.begun,
            role: Role::Turn,
        }
    }
}

impl<V: Clone> Future for Waiting<V> {
    type Output = Landing<V>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = &mut *self;
        let mut state = lock(&this.flight.state);
        match &mut state.phase {
            Phase::Landed(value) => return Poll::Ready(Landing::Value(value.clone())),
            Phase::Failed(failure) => return Poll::Ready(Landing::Failed(failure.clone())),
            Phase::Abandoned => return Poll::Ready(Landing::Abandoned),
            Phase::Waves(waves) if waves.free > 0 => {
                waves.free -= 1;
                waves.running += 1;
                drop(state);
                return Poll::Ready(Landing::Turn(this.take_turn()));
            }
            Phase::Loading | Phase::Waves(_) => {}
        }
        let waker = *this.waker.get_or_insert(state.next_waker);
        state.next_waker = state.next_waker.max(waker + 1);
        state.wakers.retain(|(id, _)| *id != waker);
        state.wakers.push((waker, context.waker().clone()));
        Poll::Pending
    }
}

impl<V: Clone> Drop for Waiting<V> {
    fn drop(&mut self) {
        {
            let mut state = lock(&self.flight.state);
            state.waiting -= 1;
            let waker = self.waker;
            state.wakers.retain(|(id, _)| Some(*id) != waker);
            if let Phase::Waves(Waves { free, .. }) = &state.phase {
                // The turn that this waiter was woken for, if it was, goes to the next one.
                let free = *free;
                wake(&mut state, free);
            }
        }
        self.table.remove_deserted(&self.key, &self.flight);
    }
}
