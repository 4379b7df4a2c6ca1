//! The one deadline around a command. The timer belongs to the background runtime, so that the future may be polled by any
//! executor, and is only made when the first poll finds no answer.

use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::time::sleep;

/// The output of `future`, or `None` if `limit` passes first.
///
/// It is lent, here and on the way here: each function that takes a future by value keeps it twice, and they would add up.
pub(crate) async fn within<F: Future>(
    handle: &Handle,
    limit: Duration,
    mut future: Pin<&mut F>,
) -> Option<F::Output> {
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
