//! The waiters' side of a flight.

use super::lead::Lead;
use super::state::{Flight, Landed, Phase, wake};
use super::table::{Arrival, FlightTable};
use super::waits::Wait;
use crate::invalidation::Number;
use crate::key::EncodedKey;
use crate::shape::SharedFailure;
use crate::sync::lock;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

/// What came of waiting.
pub(crate) enum Landing<V: Clone> {
    Value(Arc<Landed<V>>),
    Failed(SharedFailure),
    /// Nobody leads any more for whom this caller could wait: look again.
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
    blocking: bool,
    waker: Option<u64>,
    _wait: Wait,
}

impl<V: Clone> Waiting<V> {
    pub(super) fn new(
        table: Arc<FlightTable<V>>,
        key: EncodedKey,
        flight: Arc<Flight<V>>,
        arrival: &Arrival<'_>,
        wait: Wait,
    ) -> Self {
        Self {
            flight,
            table,
            key,
            begun: arrival.now,
            blocking: arrival.blocking,
            waker: None,
            _wait: wait,
        }
    }

    fn take_turn(&self) -> Lead<V> {
        Lead::turn(
            self.table.clone(),
            self.key.clone(),
            self.flight.clone(),
            self.begun,
        )
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
            Phase::Waves(_) if this.flight.blocking != this.blocking => {
                return Poll::Ready(Landing::Abandoned);
            }
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
        let before = state.forget(waker);
        state.wakers.push((waker, context.waker().clone()));
        drop(state);
        drop(before);
        Poll::Pending
    }
}

impl<V: Clone> Drop for Waiting<V> {
    fn drop(&mut self) {
        let (own, next) = {
            let mut state = lock(&self.flight.state);
            state.waiting -= 1;
            let own = self.waker.and_then(|waker| state.forget(waker));
            // The turn that this waiter was woken for, if it was, goes to the next one.
            (own, state.wakers_for_phase())
        };
        drop(own);
        wake(next);
        self.table.remove_deserted(&self.key, &self.flight);
    }
}
