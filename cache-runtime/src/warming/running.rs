//! The calls of a warming that are under way: so many futures at the most, owned and polled by one task, each polled again
//! only when it was woken.

use crate::sync::{Mutex, lock};
use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

/// A bounded set of futures.
pub(super) struct Running<F> {
    places: Vec<Place<F>>,
    most: usize,
    empty: Vec<usize>,
    woken: Arc<Woken>,
}

struct Place<F> {
    future: Option<Pin<Box<F>>>,
    bell: Arc<Bell>,
}

/// The places whose futures are to be polled, and who polls them.
struct Woken {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    places: VecDeque<usize>,
    owner: Option<Waker>,
}

/// Rung by what one future waits for.
struct Bell {
    place: usize,
    rung: AtomicBool,
    woken: Arc<Woken>,
}

impl<F: Future> Running<F> {
    /// Room for so many.
    pub(super) fn new(most: usize) -> Self {
        Self {
            places: Vec::new(),
            most,
            empty: Vec::new(),
            woken: Arc::new(Woken {
                state: Mutex::new(State::default()),
            }),
        }
    }

    pub(super) fn has_room(&self) -> bool {
        !self.empty.is_empty() || self.places.len() < self.most
    }

    /// Takes a future in; there must be room.
    pub(super) fn add(&mut self, future: F) {
        let number = self.empty.pop().unwrap_or_else(|| self.further_place());
        let place = &mut self.places[number];
        place.future = Some(Box::pin(future));
        place.bell.ring();
    }

    /// What the next of them yields that ends; none, when there is none left.
    pub(super) async fn next(&mut self) -> Option<F::Output> {
        poll_fn(|context| self.poll_next(context)).await
    }

    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<F::Output>> {
        if self.empty.len() == self.places.len() {
            return Poll::Ready(None);
        }
        while let Some(number) = self.woken.next(context) {
            let Place { future, bell } = &mut self.places[number];
            bell.rung.store(false, Ordering::Release);
            let waker = Waker::from(bell.clone());
            let polled = future
                .as_mut()
                .map(|future| future.as_mut().poll(&mut Context::from_waker(&waker)));
            if let Some(Poll::Ready(output)) = polled {
                *future = None;
                self.empty.push(number);
                return Poll::Ready(Some(output));
            }
        }
        Poll::Pending
    }

    fn further_place(&mut self) -> usize {
        let place = self.places.len();
        self.places.push(Place {
            future: None,
            bell: Arc::new(Bell {
                place,
                rung: AtomicBool::new(false),
                woken: self.woken.clone(),
            }),
        });
        place
    }
}

impl Woken {
    /// A place to be polled; none, and then `context` is woken when there is one.
    fn next(&self, context: &Context<'_>) -> Option<usize> {
        let mut state = lock(&self.state);
        let place = state.places.pop_front();
        let before = match place {
            Some(_) => None,
            None => state.owner.replace(context.waker().clone()),
        };
        drop(state);
        drop(before);
        place
    }
}

impl Bell {
    fn ring(&self) {
        // Rung already: it is on the list.
        if self.rung.swap(true, Ordering::AcqRel) {
            return;
        }
        let owner = {
            let mut state = lock(&self.woken.state);
            state.places.push_back(self.place);
            state.owner.take()
        };
        if let Some(owner) = owner {
            owner.wake();
        }
    }
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.ring();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.ring();
    }
}

#[cfg(all(test, not(shuttle)))]
mod tests {
    use super::*;
    use crate::flight::block_on;
    use std::sync::atomic::AtomicUsize;
    use tokio::sync::oneshot;

    #[test]
    fn each_future_is_polled_only_when_it_was_woken() {
        let polls = AtomicUsize::new(0);
        let (senders, receivers): (Vec<_>, Vec<_>) = (0..8).map(|_| oneshot::channel()).unzip();
        let mut running = Running::new(8);
        for mut receiver in receivers {
            let polls = &polls;
            running.add(poll_fn(move |context| {
                polls.fetch_add(1, Ordering::Relaxed);
                Pin::new(&mut receiver).poll(context)
            }));
        }
        assert!(!running.has_room());
        let first = running.poll_next(&mut Context::from_waker(Waker::noop()));
        assert!(first.is_pending());
        block_on(async {
            for (number, sender) in senders.into_iter().enumerate() {
                sender.send(number).unwrap();
                assert_eq!(running.next().await, Some(Ok(number)));
            }
            assert_eq!(running.next().await, None);
        });
        // Once to begin with, each, and once with its value.
        assert_eq!(polls.into_inner(), 16);
    }

    #[test]
    fn a_place_is_used_again_when_its_future_has_ended() {
        let mut running = Running::new(1);
        for number in 0..3 {
            assert!(running.has_room());
            running.add(std::future::ready(number));
            assert!(!running.has_room());
            assert_eq!(block_on(running.next()), Some(number));
        }
    }
}
