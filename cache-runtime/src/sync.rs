//! Locks and atomics of the concurrent core: those of std, or shuttle's when its model checker runs the flights.
//! What is locked, and in which order, is said by the files that use them.

#[cfg(not(shuttle))]
pub(crate) use std::thread_local;

#[cfg(shuttle)]
pub(crate) use shuttle::thread_local;

#[cfg(not(shuttle))]
pub(crate) use std::sync::{
    Mutex, MutexGuard, RwLock,
    atomic::{AtomicBool, AtomicU64, Ordering},
};

#[cfg(shuttle)]
pub(crate) use shuttle::sync::{
    Mutex, MutexGuard, RwLock,
    atomic::{AtomicBool, AtomicU64, Ordering},
};

use std::sync::PoisonError;

/// Locks `mutex`, also after a panic of another holder.
///
/// No code of the user runs under any of these locks, and every critical section leaves its data whole at each step,
/// so poison carries no information here.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A place where another thread may come in between, although nothing is touched here that the model checker knows:
/// what stands in the memory tier is behind locks that it does not see.
#[inline]
pub(crate) fn interleave() {
    #[cfg(shuttle)]
    AtomicBool::new(false).load(Ordering::SeqCst);
}
