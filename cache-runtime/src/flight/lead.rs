//! The leader's side of a flight: the right to load and to commit, and the duty to tell those who wait.

use super::state::{Flight, Landed, Phase, Waves};
use super::table::FlightTable;
use super::waits::FlightId;
use crate::freshness::Life;
use crate::invalidation::{Cells, Number};
use crate::key::EncodedKey;
use crate::shape::SharedFailure;
use crate::sync::lock;
use crate::tracking::Recording;
use std::sync::Arc;

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

    /// The turn of one who waited for `flight` since `begun`.
    pub(super) fn turn(
        table: Arc<FlightTable<V>>,
        key: EncodedKey,
        flight: Arc<Flight<V>>,
        begun: Number,
    ) -> Self {
        Self {
            flight,
            table,
            key,
            begun,
            role: Role::Turn,
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

    /// What the load calls from now on is recorded; in a wave, with what the loads before it have called.
    pub(crate) fn record(&self, recording: Recording) -> Arc<Recording> {
        let recording = Arc::new(recording);
        self.flight.recording.get_or_init(|| recording).clone()
    }

    /// Says what the value rests on that is about to land.
    pub(crate) fn rests_finally_on(&self, cells: Cells) {
        let mut known = lock(&self.flight.final_cells);
        // Two loads of a wave may land one after the other.
        *known = Some(match known.take() {
            Some(others) => others.and(&cells),
            None => cells,
        });
    }

    /// Runs `store` while no invalidation of the key can come between; it learns whether one came before.
    pub(crate) fn commit<R>(&self, store: impl FnOnce(Standing) -> R) -> R {
        self.table.commit(&self.key, &self.flight, store)
    }

    /// Lands the flight: nobody can join any more, and those who wait get the value. `life` is that of the stored entry.
    pub(crate) fn land(mut self, value: &V, life: Option<Life>) {
        self.table.remove(&self.key, &self.flight);
        // Nobody can come any more; if nobody waits either, the copy would be for no one.
        let awaited = lock(&self.flight.state).waiting > 0;
        let phase = if awaited {
            Phase::Landed(Arc::new(Landed {
                value: value.clone(),
                life,
                cells: lock(&self.flight.final_cells).clone(),
            }))
        } else {
            Phase::Abandoned
        };
        self.flight.become_phase(phase);
        // Only now: the clone is the user's code, and a panic in it must not leave anybody waiting.
        self.role = Role::Done;
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
                self.flight.return_turn();
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
