//! Several futures at the same time: several commands on one connection then cost one round trip.

use crate::redis::Fault;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

/// Waits for both.
pub(crate) async fn both<A: Future, B: Future>(first: A, second: B) -> (A::Output, B::Output) {
    let (mut first, mut second) = (pin!(first), pin!(second));
    let (mut one, mut two) = (None, None);
    poll_fn(move |context| {
        if one.is_none()
            && let Poll::Ready(output) = first.as_mut().poll(context)
        {
            one = Some(output);
        }
        if two.is_none()
            && let Poll::Ready(output) = second.as_mut().poll(context)
        {
            two = Some(output);
        }
        match (one.take(), two.take()) {
            (Some(one), Some(two)) => Poll::Ready((one, two)),
            (first, second) => {
                (one, two) = (first, second);
                Poll::Pending
            }
        }
    })
    .await
}

/// Waits for the one that is ready first; the other is dropped.
pub(crate) async fn either(first: impl Future, second: impl Future) {
    let (mut first, mut second) = (pin!(first), pin!(second));
    poll_fn(move |context| {
        let one = first.as_mut().poll(context).is_ready();
        let two = second.as_mut().poll(context).is_ready();
        if one || two {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
}

/// Waits for all of these, also after a fault: what others are to do is done all the same. Returns the first fault.
pub(crate) async fn all<F>(futures: impl IntoIterator<Item = F>) -> Result<(), Fault>
where
    F: Future<Output = Result<(), Fault>>,
{
    let mut running: Vec<_> = futures.into_iter().map(Box::pin).collect();
    let mut outcome = Ok(());
    poll_fn(move |context| {
        running.retain_mut(|future| match future.as_mut().poll(context) {
            Poll::Pending => true,
            Poll::Ready(Ok(())) => false,
            Poll::Ready(Err(fault)) => {
                if outcome.is_ok() {
                    outcome = Err(fault);
                }
                false
            }
        });
        if running.is_empty() {
            Poll::Ready(std::mem::replace(&mut outcome, Ok(())))
        } else {
            Poll::Pending
        }
    })
    .await
}
