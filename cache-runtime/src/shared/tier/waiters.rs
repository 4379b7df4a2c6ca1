//! Callers that wait for a value which another process loads.

use std::collections::HashMap;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};

/// Who waits, by the full name of the entry. Within a process one caller waits for each; the others wait for it.
#[derive(Debug, Default)]
pub(crate) struct Waiters(Mutex<HashMap<Vec<u8>, Vec<Arc<Bell>>>>);

/// One caller's bell.
#[derive(Debug, Default)]
struct Bell(Mutex<Rung>);

#[derive(Debug, Default)]
struct Rung {
    rung: bool,
    waker: Option<Waker>,
}

/// Takes the caller off the list when dropped.
#[derive(Debug)]
pub(crate) struct Waiter<'a> {
    waiters: &'a Waiters,
    entry: &'a [u8],
    bell: Arc<Bell>,
}

impl Waiters {
    /// Waits for `entry` from now on.
    pub(crate) fn join<'a>(&'a self, entry: &'a [u8]) -> Waiter<'a> {
        let bell = Arc::new(Bell::default());
        self.table()
            .entry(entry.to_vec())
            .or_default()
            .push(bell.clone());
        Waiter {
            waiters: self,
            entry,
            bell,
        }
    }

    /// Wakes those who wait for `entry`.
    pub(crate) fn wake(&self, entry: &[u8]) {
        let bells = self.table().get(entry).cloned().unwrap_or_default();
        for bell in bells {
            bell.ring();
        }
    }

    fn table(&self) -> MutexGuard<'_, HashMap<Vec<u8>, Vec<Arc<Bell>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiter<'_> {
    /// Until the bell rings; at once if it rang since the last time.
    pub(crate) async fn rung(&self) {
        poll_fn(|context| {
            let mut state = self.bell.state();
            if std::mem::take(&mut state.rung) {
                return Poll::Ready(());
            }
            state.waker = Some(context.waker().clone());
            Poll::Pending
        })
        .await;
    }
}

impl Drop for Waiter<'_> {
    fn drop(&mut self) {
        let mut table = self.waiters.table();
        if let Some(bells) = table.get_mut(self.entry) {
            bells.retain(|bell| !Arc::ptr_eq(bell, &self.bell));
            if bells.is_empty() {
                table.remove(self.entry);
            }
        }
    }
}

impl Bell {
    fn ring(&self) {
        let waker = {
            let mut state = self.state();
            state.rung = true;
            state.waker.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    fn state(&self) -> MutexGuard<'_, Rung> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
