//! Loads that wait for loads: finds the circles in which nobody could go on.
//!
//! A loader may call cached functions, also its own. Would a caller, by waiting for a flight, wait for a load that it
//! is itself running, or for one that waits for such a load, it loads alone instead. Only loads that wait inside other
//! loads pay for this: an ordinary caller leads nothing when it begins to wait.

use crate::sync::{Mutex, lock};
use std::cell::RefCell;
use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::LazyLock;
use std::task::{Context, Poll};

/// Names a flight within the process.
pub(crate) type FlightId = u64;

thread_local! {
    /// The flights whose loaders are being polled on this thread, the outermost first.
    static LEADING: RefCell<Vec<FlightId>> = const { RefCell::new(Vec::new()) };
}

/// Which flight waits for which: one pair for each caller that waits from within a load.
static WAITS: LazyLock<Mutex<HashMap<FlightId, Vec<FlightId>>>> = LazyLock::new(Mutex::default);

/// The flights that the running code is part of.
pub(crate) fn leading_now() -> Vec<FlightId> {
    LEADING.with_borrow(Clone::clone)
}

/// A future that knows, while it runs, which flight it loads for.
pub(crate) struct Scope<F> {
    flight: FlightId,
    future: F,
}

impl<F> Scope<F> {
    pub(crate) fn new(flight: FlightId, future: F) -> Self {
        Self { flight, future }
    }
}

impl<F: Future> Future for Scope<Pin<&mut F>> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let _leading = Leading::begin(self.flight);
        self.future.as_mut().poll(context)
    }
}

/// One poll of a loader; ends also by a panic.
struct Leading;

impl Leading {
    fn begin(flight: FlightId) -> Self {
        LEADING.with_borrow_mut(|leading| leading.push(flight));
        Self
    }
}

impl Drop for Leading {
    fn drop(&mut self) {
        LEADING.with_borrow_mut(Vec::pop);
    }
}

/// The note that the flights `waiting` wait for `awaited`.
#[derive(Debug)]
pub(super) struct Wait {
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

fn reaches(waits: &HashMap<FlightId, Vec<FlightId>>, from: FlightId, goals: &[FlightId]) -> bool {
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
