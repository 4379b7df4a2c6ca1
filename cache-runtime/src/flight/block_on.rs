//! Runs a future on the calling thread: sync functions go through the same flow as async ones.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

#[cfg(not(shuttle))]
use std::thread::{self, Thread};

#[cfg(shuttle)]
use shuttle::thread::{self, Thread};

use crate::sync::{AtomicBool, Ordering};

/// The caller may stand in a task of tokio that has used up its share of polls. Then everything of tokio's that the future
/// waits for says "not yet" until that task yields, which it cannot do while it is blocked here.
#[cfg(feature = "redis")]
use tokio::task::unconstrained;

/// Without a shared tier no future waits for anything of tokio's.
#[cfg(not(feature = "redis"))]
use std::convert::identity as unconstrained;

/// Polls `future` until it is ready; the thread sleeps in between.
pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    #[cfg(feature = "redis")]
    let _blocking = super::blocking::Blocking::begin();
    let mut future = pin!(unconstrained(future));
    let signal = Arc::new(Signal {
        woken: AtomicBool::new(false),
        thread: thread::current(),
    });
    let waker = Waker::from(signal.clone());
    let mut context = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        // A flag of our own: `park` may return for the sake of somebody else, and the future's own code may park too.
        while !signal.woken.swap(false, Ordering::Acquire) {
            thread::park();
        }
    }
}

struct Signal {
    woken: AtomicBool,
    thread: Thread,
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        self.woken.store(true, Ordering::Release);
        self.thread.unpark();
    }
}
