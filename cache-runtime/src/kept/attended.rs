//! A load that its caller runs, and that moves to a task of its own when the caller leaves.

use super::alone::{see_off, set_off};
use crate::background::{Executor, Work};
use crate::cache::Cache;
use crate::limits::Limits;
use crate::shape::Cacheable;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

type Load<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// The future of such a load.
pub(super) struct Attended<T: Send + 'static, V: Cacheable> {
    /// None after its end, and while it is polled: what panics is not to go on.
    load: Option<Load<T>>,
    /// How it goes on alone; none, if it does not.
    further: Option<Further<V>>,
}

pub(super) struct Further<V: Cacheable> {
    pub(super) cache: Cache,
    pub(super) function: &'static str,
    pub(super) limits: Limits<'static, V>,
}

impl<T: Send + 'static, V: Cacheable> Attended<T, V> {
    pub(super) fn new(load: Load<T>, further: Option<Further<V>>) -> Self {
        Self {
            load: Some(load),
            further,
        }
    }
}

/// Nothing in here is pinned but what the box holds.
impl<T: Send + 'static, V: Cacheable> Unpin for Attended<T, V> {}

impl<T: Send + 'static, V: Cacheable> Future for Attended<T, V> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        let mut load = self
            .load
            .take()
            .expect("a future is not polled after it was ready");
        let polled = load.as_mut().poll(context);
        if polled.is_pending() {
            self.load = Some(load);
        }
        polled
    }
}

impl<T: Send + 'static, V: Cacheable> Drop for Attended<T, V> {
    fn drop(&mut self) {
        let (Some(load), Some(further)) = (self.load.take(), self.further.take()) else {
            return;
        };
        let Further {
            cache,
            function,
            limits,
        } = further;
        let ended = async move {
            drop(load.await);
        };
        // Without room the load is dropped after all, as if it had been told to stop.
        set_off(
            &cache,
            &Executor::here(),
            Work::Load,
            see_off(function, limits, ended),
        );
    }
}
