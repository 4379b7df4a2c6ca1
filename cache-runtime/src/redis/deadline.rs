//! The one deadline around a command. The timer belongs to the background runtime, so that the future may be polled by any
//! executor, and is only made when the first poll finds no answer.

use std::pin::pin;
use std::task::Poll;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::time::sleep;

/// The output of `future`, or `None` if `limit` passes first.
pub(super) async fn within<F: Future>(
    handle: &Handle,
    limit: Duration,
    future: F,
) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut timer = pin!(None);
    std::future::poll_fn(move |context| {
        if let Poll::Ready(output) = future.as_mut().poll(context) {
            return Poll::Ready(Some(output));
        }
        if timer.is_none() {
            let _entered = handle.enter();
            timer.set(Some(sleep(limit)));
        }
        match timer.as_mut().as_pin_mut() {
            Some(timer) => timer.poll(context).map(|()| None),
            None => Poll::Pending,
        }
    })
    .await
}
