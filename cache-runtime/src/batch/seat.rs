//! One element on its way: who sees to its entry.

use crate::flight::{Join, Lead, Waiting};
use crate::invalidation::{Cells, Links};
use crate::key::EncodedKey;
use crate::metrics::{Answer, Meter, Wait};
use crate::shape::Cacheable;
use crate::shared::{Finding, Glanced, Sharing};
use crate::tracking::Observer;
use std::pin::Pin;
use std::sync::Arc;

/// One element on its way.
pub(super) struct Seat<V: Cacheable> {
    pub(super) key: EncodedKey,
    /// The load that makes this call, if that records what it calls.
    pub(super) observer: Option<Arc<Observer>>,
    pub(super) join: Join,
    /// Whether a load that it waited for has failed.
    pub(super) was_let_down: bool,
    /// What was seen of its entry in the shared tier, before anybody saw to it.
    pub(super) glanced: Option<Box<Glanced>>,
    /// Whether what it was answered with is counted.
    pub(super) is_counted: bool,
    pub(super) state: State<V>,
}

/// Who sees to it.
pub(super) enum State<V: Cacheable> {
    /// Nobody yet.
    Open,
    /// This call: it is to load it.
    Led(Charge<V>),
    /// This call, as soon as it is clear whether another process does.
    Searching(Charge<V>, Search<V>),
    /// Another call.
    Waiting(
        Waiting<V>,
        #[allow(dead_code, reason = "it measures until it is dropped")] Wait,
    ),
    /// Nobody has to any more; none, if there is no value.
    Done(Option<V>),
}

/// What this call is to load.
pub(super) struct Charge<V: Cacheable> {
    /// The right to store; a call that `cache_if` sent past the cache has none.
    pub(super) lead: Option<Lead<V>>,
    /// What the entry rests on; none, as long as nobody has said it.
    pub(super) links: Option<Links>,
    pub(super) cells: Cells,
    /// Whether the shared tier has been asked.
    pub(super) was_shared: bool,
    pub(super) sharing: Option<Sharing<V>>,
}

/// A look into the shared tier that may take long.
pub(super) type Search<V> =
    Pin<Box<dyn Future<Output = (Sharing<V>, Finding<V>)> + Send + 'static>>;

impl<V: Cacheable> Seat<V> {
    pub(super) fn new(key: EncodedKey, join: Join, observer: Option<Arc<Observer>>) -> Self {
        Self {
            key,
            observer,
            join,
            was_let_down: false,
            glanced: None,
            is_counted: false,
            state: State::Open,
        }
    }

    /// Counts what it is answered with, once.
    pub(super) fn answered(&mut self, answer: Answer, meter: &Meter) {
        if !std::mem::replace(&mut self.is_counted, true) {
            meter.answer(answer);
        }
    }

    /// What it counts as if the call ends before it is answered.
    pub(super) fn answer_unsaid(&self) -> Answer {
        match &self.state {
            State::Open | State::Waiting(..) => Answer::Coalesced,
            State::Led(_) | State::Searching(..) | State::Done(_) => Answer::Miss,
        }
    }

    /// What this call is to load, if it is this.
    pub(super) fn charge(&mut self) -> Option<&mut Charge<V>> {
        match &mut self.state {
            State::Led(charge) => Some(charge),
            _ => None,
        }
    }

    /// The same, taken out: the seat is empty until it has a value.
    pub(super) fn take_charge(&mut self) -> Option<Charge<V>> {
        match std::mem::replace(&mut self.state, State::Done(None)) {
            State::Led(charge) => Some(charge),
            other => {
                self.state = other;
                None
            }
        }
    }
}

impl<V: Cacheable> Charge<V> {
    pub(super) fn by(lead: Option<Lead<V>>) -> Self {
        Self {
            lead,
            links: None,
            cells: Cells::default(),
            was_shared: false,
            sharing: None,
        }
    }
}
