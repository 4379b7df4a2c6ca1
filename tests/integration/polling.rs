//! Futures polled by hand: a test decides who moves next, and by how much.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

/// Polls a future once.
pub(crate) fn poll<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

/// A future with the flag that its waker sets: it is polled only when it asked for it, as a runtime would.
pub(crate) struct Task<'a, T> {
    future: Option<Pin<Box<dyn Future<Output = T> + 'a>>>,
    woken: Arc<Flag>,
    pub(crate) output: Option<T>,
}

struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::SeqCst);
    }
}

impl<'a, T> Task<'a, T> {
    /// A task that has not been polled yet.
    pub(crate) fn new(future: impl Future<Output = T> + 'a) -> Self {
        Self {
            future: Some(Box::pin(future)),
            woken: Arc::new(Flag(AtomicBool::new(true))),
            output: None,
        }
    }

    /// A task that has been polled once.
    pub(crate) fn started(future: impl Future<Output = T> + 'a) -> Self {
        let mut task = Self::new(future);
        task.step();
        task
    }

    /// Polls the task if it was woken; returns whether it was.
    pub(crate) fn step(&mut self) -> bool {
        let Some(future) = self
            .future
            .as_mut()
            .filter(|_| self.woken.0.swap(false, Ordering::SeqCst))
        else {
            return false;
        };
        let waker = Waker::from(self.woken.clone());
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            self.output = Some(output);
            self.future = None;
        }
        true
    }

    /// Drops the future where it stands.
    pub(crate) fn cancel(&mut self) {
        self.future = None;
    }

    pub(crate) fn is_done(&self) -> bool {
        self.output.is_some()
    }
}

/// Polls whoever was woken, in order, until nobody is.
pub(crate) fn settle<T>(tasks: &mut [Task<'_, T>]) {
    while tasks
        .iter_mut()
        .fold(false, |moved, task| task.step() | moved)
    {}
}
