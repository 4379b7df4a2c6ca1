//! Tasks and threads that belong to a load: they take its recording along.

use super::Recording;
use crate::context::{self, Said, Speaking};
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

/// A future that is part of the load which made it, wherever it is polled: what it calls becomes a dependency of the entry,
/// if the function has `track = true`.
///
/// A load sees what it calls itself, also after an `.await` and under `join!`. A task that it spawns is none of its own,
/// unless it is wrapped in this. Outside of such a load it is the future alone. What such a task calls after the load has
/// ended is not recorded any more.
///
/// ```
/// use cache_runtime::{cached, context};
///
/// #[cached(key = "price:<item>", ttl = "1h")]
/// async fn price(item: u64) -> u64 {
///     item * 2
/// }
///
/// #[cached(key = "total", ttl = "1h", track = true)]
/// async fn total() -> u64 {
///     let mut tasks = tokio::task::JoinSet::new();
///     for item in 1..=3 {
///         tasks.spawn(context::tracked(price(item)));
///     }
///     tasks.join_all().await.into_iter().sum()
/// }
///
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// assert_eq!(total().await, 12);
/// put_price(2, 100).await?; // and `total` is out of date
/// assert_eq!(total().await, 108);
/// # Ok::<_, cache_runtime::Error>(())
/// # }).unwrap();
/// ```
pub fn tracked<F: Future>(future: F) -> Tracked<F> {
    Tracked {
        recording: context::recording(),
        future: Box::pin(future),
    }
}

/// The same for what runs on a thread.
///
/// ```
/// use cache_runtime::{cached, context};
///
/// #[cached(key = "price-of:<item>", ttl = "1h")]
/// fn price(item: u64) -> u64 {
///     item * 2
/// }
///
/// #[cached(key = "both", ttl = "1h", track = true)]
/// fn both() -> u64 {
///     let other = std::thread::spawn(context::tracked_fn(|| price(2)));
///     price(1) + other.join().unwrap()
/// }
///
/// assert_eq!(both(), 6);
/// put_price(2, 100)?;
/// assert_eq!(both(), 102);
/// # Ok::<_, cache_runtime::Error>(())
/// ```
pub fn tracked_fn<R>(function: impl FnOnce() -> R) -> impl FnOnce() -> R {
    let recording = context::recording();
    move || {
        let mut said = Said::carried(recording);
        let _speaking = Speaking::begin(&mut said);
        function()
    }
}

/// The future of [`tracked`].
#[must_use = "futures do nothing unless polled"]
pub struct Tracked<F> {
    recording: Option<Arc<Recording>>,
    /// Boxed, so that it can be moved while it is polled.
    future: Pin<Box<F>>,
}

impl<F: Future> Future for Tracked<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let mut said = Said::carried(self.recording.clone());
        let _speaking = Speaking::begin(&mut said);
        self.future.as_mut().poll(context)
    }
}

impl<F> fmt::Debug for Tracked<F> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Tracked").finish_non_exhaustive()
    }
}
