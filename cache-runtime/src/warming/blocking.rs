//! The way of sync functions: so many threads, the caller's among them, that take one key after the other.

use super::settings::Warming;
use super::summary::{Outcome, Tally, Warmed};
use crate::cached::Source;
use crate::key::CacheKey;
use std::iter::Fuse;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Mutex, PoisonError};
use std::thread;
use tokio::runtime::Handle;

/// Calls a function for each of `keys`; `call` names the entry and begins the call.
///
/// # Panics
/// If the iterator panics, or who is told of progress.
pub fn warm<I, F, A>(keys: I, warming: impl Into<Warming>, call: F) -> Warmed
where
    I: IntoIterator<IntoIter: Send>,
    F: Fn(I::Item) -> (CacheKey, A) + Sync,
    A: FnOnce() -> Result<Source, String>,
{
    let Warming {
        concurrency,
        on_progress,
    } = warming.into();
    let keys = keys.into_iter().fuse();
    let tally = Tally::begin(on_progress, keys.size_hint());
    // No more threads than there are keys, where that is known.
    let helpers = keys
        .size_hint()
        .1
        .map_or(concurrency, |most| most.min(concurrency))
        .saturating_sub(1);
    let work = Work {
        keys: Mutex::new(keys),
        tally: Mutex::new(tally),
        call,
    };
    work.share_among(helpers);
    let tally = work.tally.into_inner();
    tally.unwrap_or_else(PoisonError::into_inner).end()
}

struct Work<I, F> {
    keys: Mutex<Fuse<I>>,
    tally: Mutex<Tally>,
    call: F,
}

impl<I, F, A> Work<I, F>
where
    I: Iterator + Send,
    F: Fn(I::Item) -> (CacheKey, A) + Sync,
    A: FnOnce() -> Result<Source, String>,
{
    /// Does all of it on this thread and on `helpers` more, as far as the system has them.
    fn share_among(&self, helpers: usize) {
        let runtime = Handle::try_current().ok();
        #[cfg(feature = "testing")]
        let within = crate::testing::entered();
        let help = || {
            let _runtime = runtime.as_ref().map(Handle::enter);
            #[cfg(feature = "testing")]
            let _within = crate::testing::enter_again(within);
            self.take_part();
        };
        thread::scope(|scope| {
            let helpers: Vec<_> = (0..helpers)
                .map_while(|_| thread::Builder::new().spawn_scoped(scope, help).ok())
                .collect();
            self.take_part();
            for helper in helpers {
                if let Err(panic) = helper.join() {
                    resume_unwind(panic);
                }
            }
        });
    }

    /// Takes one key after the other until none is left.
    fn take_part(&self) {
        while let Some(key) = self.next_key() {
            let (key, answer) = (self.call)(key);
            let outcome: Outcome = catch_unwind(AssertUnwindSafe(answer));
            // Who panicked here was the teller of progress: the others go on, and the panic reaches the caller.
            let mut tally = self.tally.lock().unwrap_or_else(PoisonError::into_inner);
            tally.note(&key, outcome);
        }
    }

    fn next_key(&self) -> Option<I::Item> {
        // An iterator that panicked is not asked again.
        self.keys.lock().ok()?.next()
    }
}
