//! A panic of the user's code, held back until somebody has use for it.

use crate::trace;
use std::any::Any;
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

/// What a panic carries.
pub(crate) type Panic = Box<dyn Any + Send>;

/// What `future` yields, or the panic that ended it.
///
/// Whoever gets the panic sees nothing of what the future left half done: it owns that, and is dropped.
pub(crate) async fn caught<F: Future>(future: F) -> Result<F::Output, Panic> {
    let mut future = pin!(future);
    poll_fn(|context| {
        let polled = catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context)));
        match polled {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(output)) => Poll::Ready(Ok(output)),
            Err(panic) => Poll::Ready(Err(panic)),
        }
    })
    .await
}

/// What a panic says.
pub(crate) fn message(panic: &Panic) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("(not a text)")
}

/// Tells of a panic that reaches no caller. It is counted where it happened.
pub(crate) fn report(function: &str, panic: &Panic) {
    if !trace::panicked(function) {
        let message = message(panic);
        eprintln!(
            "cache-runtime: a load of `{function}` panicked, and no caller saw it: {message}"
        );
    }
}
