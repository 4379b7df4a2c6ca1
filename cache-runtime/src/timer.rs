//! Waiting for a moment on the clock of a cache.
//!
//! Knows no async runtime: one thread of the process wakes those whose moment has come; on a clock that a test moves by
//! hand, whoever moves it does.

use crate::clock::{Clock, Millis};
use std::collections::BTreeMap;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::task::{Context, Poll, Waker};
use std::thread::Thread;
use std::time::Duration;

/// Ends at `moment`.
pub(crate) fn until(clock: &Clock, moment: Millis) -> Sleep {
    Sleep {
        clock: clock.clone(),
        moment,
        alarm: None,
    }
}

/// What `future` yields, or nothing if it takes longer than until `moment`.
pub(crate) async fn before<F: Future>(
    clock: &Clock,
    moment: Millis,
    future: F,
) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut sleep = until(clock, moment);
    poll_fn(|context| {
        if let Poll::Ready(output) = future.as_mut().poll(context) {
            return Poll::Ready(Some(output));
        }
        Pin::new(&mut sleep).poll(context).map(|()| None)
    })
    .await
}

/// The future of [`until`].
#[derive(Debug)]
pub(crate) struct Sleep {
    clock: Clock,
    moment: Millis,
    alarm: Option<AlarmId>,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let this = &mut *self;
        if this.clock.exact() >= this.moment {
            return Poll::Ready(());
        }
        let alarms = this.clock.alarms();
        alarms.forget(this.alarm.take());
        this.alarm = Some(alarms.set(this.moment, context.waker().clone()));
        // Looked at again: the clock may have been moved before the alarm was set.
        if this.clock.exact() >= this.moment {
            return Poll::Ready(());
        }
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        self.clock.alarms().forget(self.alarm.take());
    }
}

type AlarmId = (Millis, u64);

/// Those who wait, by their moments.
#[derive(Debug, Default)]
pub(crate) struct Alarms {
    waiting: Mutex<Waiting>,
    /// Of the system's clock alone.
    thread: OnceLock<Option<Thread>>,
}

#[derive(Debug, Default)]
struct Waiting {
    wakers: BTreeMap<AlarmId, Waker>,
    next: u64,
}

impl Alarms {
    pub(crate) const fn new() -> Self {
        Self {
            waiting: Mutex::new(Waiting {
                wakers: BTreeMap::new(),
                next: 0,
            }),
            thread: OnceLock::new(),
        }
    }

    fn set(&self, moment: Millis, waker: Waker) -> AlarmId {
        let mut waiting = self.waiting();
        waiting.next += 1;
        let alarm = (moment, waiting.next);
        let is_first = waiting
            .wakers
            .keys()
            .next()
            .is_none_or(|first| alarm < *first);
        waiting.wakers.insert(alarm, waker);
        drop(waiting);
        if is_first && let Some(thread) = self.thread.get().and_then(Option::as_ref) {
            thread.unpark();
        }
        alarm
    }

    fn forget(&self, alarm: Option<AlarmId>) {
        // Dropped outside the lock: a waker is its runtime's code.
        let waker = alarm.and_then(|alarm| self.waiting().wakers.remove(&alarm));
        drop(waker);
    }

    /// Wakes those whose moment has come. Returns the next one.
    pub(crate) fn ring(&self, now: Millis) -> Option<Millis> {
        let mut waiting = self.waiting();
        let later = waiting.wakers.split_off(&(now.saturating_add(1), 0));
        let due = std::mem::replace(&mut waiting.wakers, later);
        let next = waiting.wakers.keys().next().map(|(moment, _)| *moment);
        drop(waiting);
        due.into_values().for_each(Waker::wake);
        next
    }

    /// Lets a thread wake those who wait for the system's time.
    pub(crate) fn keep_ringing(&'static self, now: fn() -> Millis) {
        self.thread.get_or_init(|| {
            let thread = std::thread::Builder::new().name("cache-timer".into());
            // Where the system refuses the thread, nobody is woken by time alone: timeouts then end with what they bound.
            thread
                .spawn(move || {
                    loop {
                        match self.ring(now()) {
                            Some(next) => {
                                let pause = next.saturating_sub(now()).max(1);
                                std::thread::park_timeout(Duration::from_millis(pause));
                            }
                            None => std::thread::park(),
                        }
                    }
                })
                .ok()
                .map(|handle| handle.thread().clone())
        });
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(all(test, feature = "testing"))]
mod tests {
    use super::*;
    use crate::flight::block_on;
    use crate::testing::TestClock;
    use std::sync::atomic::{AtomicBool, Ordering};

    #[test]
    fn a_moment_comes_when_the_clock_is_moved_there_and_not_a_millisecond_before() {
        let hand = TestClock::new();
        let clock = hand.clock();
        let start = clock.now();
        let rung = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| {
                block_on(until(&clock, start + 10));
                assert!(rung.load(Ordering::SeqCst), "woken too early");
            });
            hand.advance(Duration::from_millis(9));
            rung.store(true, Ordering::SeqCst);
            hand.advance(Duration::from_millis(1));
            waiting.join().unwrap();
        });
    }

    #[test]
    fn what_is_ready_is_not_cut_off_by_its_deadline() {
        let clock = TestClock::new().clock();
        let answer = block_on(before(&clock, clock.now(), std::future::ready(7)));
        assert_eq!(answer, Some(7));
        let never = block_on(before(&clock, clock.now(), std::future::pending::<()>()));
        assert_eq!(never, None);
    }

    #[test]
    fn the_systems_clock_wakes_without_anybody_moving_it() {
        let clock = Clock::System;
        let watch = clock.stopwatch();
        block_on(until(&clock, clock.exact() + 20));
        assert!(watch.micros() >= 19_000);
    }

    #[test]
    fn who_does_not_wait_any_more_leaves_nothing_behind() {
        let hand = TestClock::new();
        let clock = hand.clock();
        let mut sleep = until(&clock, clock.now() + 10);
        let mut context = Context::from_waker(Waker::noop());
        assert!(Pin::new(&mut sleep).poll(&mut context).is_pending());
        assert_eq!(clock.alarms().waiting().wakers.len(), 1);
        drop(sleep);
        assert_eq!(clock.alarms().waiting().wakers.len(), 0);
    }
}
