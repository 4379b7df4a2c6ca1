//! Numbers the threads of the process, so that each can own counters that nobody else writes.

use std::cell::Cell;
use std::marker::PhantomData;
use std::sync::{Mutex, PoisonError};

/// Threads that get counters of their own at the same time; any more share one set.
pub(super) const OWNERS: usize = 128;

/// A number in `0..OWNERS` that only the current thread has, or none.
#[inline]
pub(super) fn own_number() -> Option<usize> {
    #[cfg(shuttle)]
    if is_watched() {
        return None;
    }
    let number = NUMBER.get();
    if number < OWNERS {
        Some(number)
    } else {
        unnumbered(number)
    }
}

const UNASKED: usize = usize::MAX;
const SHARED: usize = usize::MAX - 1;
/// In the place of the number, while somebody must be told of every hit of the thread: a hit finds that out without asking.
const WATCHED: usize = usize::MAX - 2;

thread_local! {
    // Without a destructor: the plainest thread-local there is.
    static NUMBER: Cell<usize> = const { Cell::new(UNASKED) };
    static RETURNED_AT_EXIT: Cell<Option<Returned>> = const { Cell::new(None) };
}

/// While this lives, the hits of this thread are not plain ones. Ends on the thread where it began.
#[derive(Debug)]
pub(crate) struct Watch {
    before: usize,
    _thread: PhantomData<*const ()>,
}

impl Watch {
    pub(crate) fn begin() -> Self {
        Self {
            before: watched::replace(WATCHED),
            _thread: PhantomData,
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        watched::replace(self.before);
    }
}

/// Whether somebody must be told of the hits of this thread.
#[cold]
pub(super) fn is_watched() -> bool {
    watched::get() == WATCHED
}

/// The place that says so: the number itself, as that is what a hit reads.
#[cfg(not(shuttle))]
mod watched {
    pub(super) fn get() -> usize {
        super::NUMBER.get()
    }

    pub(super) fn replace(number: usize) -> usize {
        super::NUMBER.replace(number)
    }
}

/// The threads of the model checker are one thread of the system, and count in one place.
#[cfg(shuttle)]
mod watched {
    use std::cell::Cell;

    crate::sync::thread_local! {
        static NUMBER: Cell<usize> = const { Cell::new(super::UNASKED) };
    }

    pub(super) fn get() -> usize {
        NUMBER.with(Cell::get)
    }

    pub(super) fn replace(number: usize) -> usize {
        NUMBER.with(|place| place.replace(number))
    }
}

/// Numbers that no thread has now.
static FREE: Mutex<Free> = Mutex::new(Free {
    returned: Vec::new(),
    next: 0,
});

struct Free {
    returned: Vec<usize>,
    next: usize,
}

#[cold]
fn unnumbered(number: usize) -> Option<usize> {
    if number == UNASKED { ask() } else { None }
}

fn ask() -> Option<usize> {
    let mut free = FREE.lock().unwrap_or_else(PoisonError::into_inner);
    let number = free.returned.pop().unwrap_or_else(|| {
        free.next += 1;
        free.next - 1
    });
    drop(free);
    if number >= OWNERS {
        give_back(number);
        NUMBER.set(SHARED);
        return None;
    }
    // While the thread is going away, its late counts go to the shared set.
    let kept = RETURNED_AT_EXIT
        .try_with(|returned| returned.set(Some(Returned(number))))
        .is_ok();
    NUMBER.set(if kept { number } else { SHARED });
    kept.then_some(number)
}

fn give_back(number: usize) {
    FREE.lock()
        .unwrap_or_else(PoisonError::into_inner)
        .returned
        .push(number);
}

/// Gives the number back when the thread ends. The lock hands the counters over to the next owner.
struct Returned(usize);

impl Drop for Returned {
    fn drop(&mut self) {
        NUMBER.set(SHARED);
        give_back(self.0);
    }
}
