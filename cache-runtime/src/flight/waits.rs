//! Loads that wait for loads: finds the circles in which nobody could go on.
//!
//! A loader may call cached functions, also its own. Would a caller, by waiting for a flight, wait for a load that it
//! is itself running, or for one that waits for such a load, it loads alone instead. Only loads that wait inside other
//! loads pay for this: an ordinary caller leads nothing when it begins to wait.

use crate::sync::{Mutex, lock, thread_local};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

/// Names a flight within the process.
pub(crate) type FlightId = u64;

thread_local! {
    /// The flights whose loaders are being polled on this thread, the outermost first.
    static LEADING: RefCell<Vec<Led>> = const { RefCell::new(Vec::new()) };
}

/// What one loader loads for.
enum Led {
    One(FlightId),
    /// Shared, not copied: it is noted at each poll, and seldom read.
    All(Arc<[FlightId]>),
}

/// Which flight waits for which: one pair for each caller that waits from within a load.
type Waits = HashMap<FlightId, Vec<FlightId>>;

#[cfg(not(shuttle))]
static WAITS: std::sync::LazyLock<Mutex<Waits>> = std::sync::LazyLock::new(Mutex::default);

// The model checker's locks live for one execution.
#[cfg(shuttle)]
shuttle::lazy_static! {
    static ref WAITS: Mutex<Waits> = Mutex::default();
}

/// The flights that the running code is part of.
pub(crate) fn leading_now() -> Vec<FlightId> {
    LEADING
        .try_with(|leading| {
            let leading = leading.borrow();
            leading.iter().flat_map(Led::flights).copied().collect()
        })
        .unwrap_or_default()
}

/// While this lives, code on this thread runs for a flight: one poll of a loader. Ends also by a panic.
pub(crate) struct Leading;

impl Leading {
    pub(crate) fn begin(flight: FlightId) -> Self {
        Self::note(Led::One(flight))
    }

    /// The same for a loader that loads for several.
    pub(crate) fn begin_all(flights: &Arc<[FlightId]>) -> Self {
        Self::note(Led::All(flights.clone()))
    }

    fn note(led: Led) -> Self {
        // A thread that is ending, where the list is gone already, finds no circles; its calls are answered all the same.
        let _ = LEADING.try_with(|leading| leading.borrow_mut().push(led));
        Self
    }
}

impl Led {
    fn flights(&self) -> &[FlightId] {
        match self {
            Self::One(flight) => std::slice::from_ref(flight),
            Self::All(flights) => flights,
        }
    }
}

impl Drop for Leading {
    fn drop(&mut self) {
        let _ = LEADING.try_with(|leading| leading.borrow_mut().pop());
    }
}

/// The note that the flights `waiting` wait for `awaited`.
#[derive(Debug)]
pub(crate) struct Wait {
    waiting: Vec<FlightId>,
    awaited: FlightId,
}

impl Wait {
    /// Notes the wait, unless it closes a circle. `leading` are the flights that the caller is part of.
    pub(super) fn begin(leading: &[FlightId], awaited: FlightId) -> Option<Self> {
        if !leading.is_empty() {
            let mut waits = lock(&WAITS);
            if reaches(&waits, awaited, leading) {
                return None;
            }
            for flight in leading {
                waits.entry(*flight).or_default().push(awaited);
            }
        }
        Some(Self {
            waiting: leading.to_vec(),
            awaited,
        })
    }
}

/// Notes that whoever loads on this thread waits for a load which it has handed to another.
pub(crate) fn attend(flight: FlightId) -> Option<Wait> {
    Wait::begin(&leading_now(), flight)
}

impl Drop for Wait {
    fn drop(&mut self) {
        if self.waiting.is_empty() {
            return;
        }
        let mut waits = lock(&WAITS);
        for flight in &self.waiting {
            let Some(awaited) = waits.get_mut(flight) else {
                continue;
            };
            if let Some(position) = awaited.iter().position(|flight| *flight == self.awaited) {
                awaited.swap_remove(position);
            }
            if awaited.is_empty() {
                waits.remove(flight);
            }
        }
    }
}

fn reaches(waits: &Waits, from: FlightId, goals: &[FlightId]) -> bool {
    let mut seen = vec![from];
    let mut next = 0;
    while let Some(flight) = seen.get(next).copied() {
        if goals.contains(&flight) {
            return true;
        }
        for awaited in waits.get(&flight).into_iter().flatten() {
            if !seen.contains(awaited) {
                seen.push(*awaited);
            }
        }
        next += 1;
    }
    false
}
