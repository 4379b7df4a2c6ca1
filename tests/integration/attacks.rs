//! Places where a user's code, a thread's end or a mix of sync and async callers could leave a lock or a waiter behind.

use crate::polling::Task;
use cache_runtime::testing::Gate;
use cache_runtime::{Cache, cached, testing};
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

/// Runs `act` on a thread of its own; fails where it would hang.
#[track_caller]
fn assert_ends<T: Send + 'static>(act: impl FnOnce() -> T + Send + 'static) -> T {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(act()));
    receiver
        .recv_timeout(Duration::from_secs(20))
        .expect("it hangs, or it panicked")
}

/// An error that cannot be shared: those who wait take turns.
#[derive(Debug)]
struct Unshared;

#[cached(key = "mixed:<id>", ttl = "1h", ignore(gate, fails))]
fn mixed_blocking(gate: &Gate, fails: bool, id: u64) -> Result<u64, Unshared> {
    gate.pass_blocking();
    if fails { Err(Unshared) } else { Ok(id) }
}

#[cached(key = "mixed:<id>", ttl = "1h", ignore(gate))]
async fn mixed(gate: &Gate, id: u64) -> Result<u64, Unshared> {
    gate.pass().await;
    Ok(id)
}

/// Calls on a thread of its own a function that fails as soon as `gate` opens.
fn failing_leader(cache: &Cache, gate: &Gate) -> thread::JoinHandle<()> {
    let (cache, gate) = (cache.clone(), gate.clone());
    thread::spawn(move || {
        let _entered = testing::enter(&cache);
        assert!(mixed_blocking(&gate, true, 7).is_err());
    })
}

#[test]
fn a_sync_caller_does_not_wait_for_an_async_one_that_took_a_turn() {
    let (cache, _clock) = testing::cache();
    let answer = assert_ends(move || {
        let _entered = testing::enter(&cache);
        let (first, second, open) = (Gate::new(), Gate::new(), Gate::new());
        open.open_for_good();
        let leader = failing_leader(&cache, &first);
        first.entered_blocking(1);
        let mut turn = Task::started(mixed(&second, 7));
        first.open();
        leader.join().unwrap();
        turn.step();
        assert_eq!(second.arrivals(), 1, "its turn");

        // The turn cannot go on before this returns: both are of this thread.
        let answer = mixed_blocking(&open, false, 7).unwrap();
        second.open();
        turn.step();
        assert_eq!(turn.output.take().unwrap().unwrap(), 7);
        answer
    });
    assert_eq!(answer, 7);
}

#[test]
fn an_async_caller_that_waited_for_a_sync_load_which_failed_loads_apart_from_the_sync_ones() {
    let (cache, _clock) = testing::cache();
    let answer = assert_ends(move || {
        let _entered = testing::enter(&cache);
        let (first, second, open) = (Gate::new(), Gate::new(), Gate::new());
        open.open_for_good();
        let leader = failing_leader(&cache, &first);
        first.entered_blocking(1);
        let mut waiter = Task::started(mixed(&second, 7));
        assert_eq!(second.arrivals(), 0, "it waits");
        let other = {
            let (cache, open) = (cache.clone(), open.clone());
            thread::spawn(move || {
                let _entered = testing::enter(&cache);
                mixed_blocking(&open, false, 7).unwrap()
            })
        };
        first.open();
        leader.join().unwrap();
        waiter.step();
        // Whether it waited or came later: the other one needs nothing from this thread.
        let answer = other.join().unwrap();
        second.open();
        waiter.step();
        assert_eq!(waiter.output.take().unwrap().unwrap(), 7);
        answer
    });
    assert_eq!(answer, 7);
}

#[cached(key = "at-exit:<id>", ttl = "1h")]
fn at_exit(id: u64) -> u64 {
    id
}

#[cached(
    key = "at-exit-circular:<id>",
    ttl = "1h",
    depends_on(at_exit_circular(id))
)]
fn at_exit_circular(id: u64) -> u64 {
    at_exit(id)
}

/// Calls a cached function when its thread ends.
struct CallsAtExit(Arc<AtomicU64>);

impl Drop for CallsAtExit {
    fn drop(&mut self) {
        self.0
            .store(at_exit_circular(7) + at_exit(7), Ordering::SeqCst);
    }
}

#[test]
fn a_call_from_a_thread_that_is_ending_is_answered() {
    thread_local! {
        static LAST: RefCell<Option<CallsAtExit>> = const { RefCell::new(None) };
    }
    let seen = Arc::new(AtomicU64::new(0));
    let last = CallsAtExit(seen.clone());
    thread::spawn(|| {
        // Before the cache's own thread-locals: those are gone first.
        LAST.set(Some(last));
        at_exit_circular(8);
    })
    .join()
    .unwrap();
    assert_eq!(seen.load(Ordering::SeqCst), 14);
}

/// A value whose clone panics while it is told to.
#[derive(Debug)]
struct Moody(Arc<AtomicBool>);

impl Clone for Moody {
    fn clone(&self) -> Self {
        assert!(!self.0.load(Ordering::SeqCst), "in a mood");
        Self(self.0.clone())
    }
}

#[cached(key = "moody", ttl = "1h", ignore(mood))]
fn moody(mood: &Arc<AtomicBool>) -> Moody {
    Moody(mood.clone())
}

#[test]
fn a_clone_that_panics_leaves_the_table_usable() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let mood = Arc::new(AtomicBool::new(false));
    moody(&mood);
    mood.store(true, Ordering::SeqCst);
    assert!(catch_unwind(AssertUnwindSafe(|| moody(&mood))).is_err());
    assert!(catch_unwind(AssertUnwindSafe(peek_moody)).is_err());
    mood.store(false, Ordering::SeqCst);

    assert!(peek_moody().is_some());
    moody(&mood);
    invalidate_moody().unwrap();
    moody(&mood);
    testing::assert_loads(&cache, "moody", 2);
}

/// A value that calls the cache when it is dropped.
#[derive(Debug, Clone)]
struct CallsBack {
    id: u64,
    _last: Arc<Last>,
}

#[derive(Debug)]
struct Last(Cache, u64);

impl Drop for Last {
    fn drop(&mut self) {
        let _entered = testing::enter(&self.0);
        // The entry beside it, and its own.
        at_exit(self.1);
        let _ = peek_calls_back(&self.0, self.1);
        invalidate_calls_back(&self.0, self.1).expect("memory does not fail");
    }
}

#[cached(key = "calls-back:<id>", ttl = "1h", capacity = 2, tags = ["calls-back"], cache = cache, ignore(cache))]
fn calls_back(cache: &Cache, id: u64) -> CallsBack {
    let last = Arc::new(Last(cache.clone(), id));
    CallsBack { id, _last: last }
}

#[test]
fn a_value_whose_drop_calls_the_cache_is_dropped_outside_its_locks() {
    let (cache, clock) = testing::cache();
    assert_ends(move || {
        for id in 0..10 {
            assert_eq!(calls_back(&cache, id).id, id);
        }
        refresh_calls_back(&cache, 9);
        put_calls_back(&cache, 9, calls_back(&cache, 8)).unwrap();
        invalidate_calls_back(&cache, 9).unwrap();
        calls_back(&cache, 1);
        cache.invalidate_pattern_blocking("calls-back:*").unwrap();
        calls_back(&cache, 2);
        cache.invalidate_tag_blocking("calls-back").unwrap();
        calls_back(&cache, 2);
        clock.advance(Duration::from_secs(3600));
        calls_back(&cache, 2);
        clock.advance(Duration::from_secs(3600));
        cache.sweep();
        calls_back(&cache, 3);
        cache.clear_blocking().unwrap();
    });
}

#[test]
fn a_value_that_is_put_stays_also_where_dependencies_go_in_a_circle() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    at_exit_circular(7);
    put_at_exit_circular(7, 99).unwrap();
    assert_eq!(at_exit_circular(7), 99);
}
