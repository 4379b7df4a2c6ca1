//! Invalidations that Redis has not heard of yet. Until it has, this process reads nothing there: what stands there may
//! be out of date, and only this process knows.

use super::Tier;
use super::message::Operation;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Operations that are kept one by one. Beyond, one that invalidates everything takes the place of all.
const MOST: usize = 10_000;

/// The queue of one cache.
#[derive(Debug, Default)]
pub(crate) struct Replay {
    queue: Mutex<VecDeque<Operation>>,
    /// Its length, for those who only ask whether there is anything.
    length: AtomicUsize,
    running: AtomicBool,
}

impl Replay {
    /// Keeps an operation for later. Returns whether it was.
    pub(super) fn add(&self, operation: Operation) -> bool {
        let mut queue = self.queue();
        if queue.len() >= MOST {
            queue.clear();
            queue.push_back(Operation::Everything);
        } else if queue.back() != Some(&operation) {
            queue.push_back(operation);
        }
        self.length.store(queue.len(), Ordering::SeqCst);
        true
    }

    pub(super) fn is_empty(&self) -> bool {
        self.length.load(Ordering::SeqCst) == 0
    }

    pub(crate) fn len(&self) -> usize {
        self.length.load(Ordering::SeqCst)
    }

    fn first(&self) -> Option<Operation> {
        self.queue().front().cloned()
    }

    /// Takes out the first operation, if it still is the one that was done.
    fn finish(&self, done: &Operation) {
        let mut queue = self.queue();
        if queue.front() == Some(done) {
            queue.pop_front();
        }
        self.length.store(queue.len(), Ordering::SeqCst);
    }

    fn queue(&self) -> MutexGuard<'_, VecDeque<Operation>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Tier {
    /// Does what is left to be done, in order, as far as Redis answers. Called every now and then.
    pub(super) fn replay_postponed(self: &Arc<Self>) {
        if self.replay.is_empty() || self.replay.running.swap(true, Ordering::SeqCst) {
            return;
        }
        let tier = self.clone();
        self.nodes.handle().spawn(async move {
            while let Some(operation) = tier.replay.first() {
                match tier.try_to_tell(&operation).await {
                    Ok(()) => {
                        tier.forget(&operation);
                        tier.replay.finish(&operation);
                        tier.counters.replayed.fetch_add(1, Ordering::Relaxed);
                    }
                    Err(fault) if fault.may_pass() => break,
                    // It will never be done; the error was told to who asked for it.
                    Err(_) => tier.replay.finish(&operation),
                }
            }
            tier.replay.running.store(false, Ordering::SeqCst);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(tag: usize) -> Operation {
        Operation::Tags(vec![tag.to_string()])
    }

    #[test]
    fn operations_are_kept_in_order_until_they_are_done() {
        let replay = Replay::default();
        assert!(replay.is_empty());
        replay.add(tags(1));
        replay.add(tags(2));
        replay.add(tags(2));
        assert_eq!(replay.len(), 2);
        assert_eq!(replay.first(), Some(tags(1)));
        replay.finish(&tags(1));
        assert_eq!(replay.first(), Some(tags(2)));
        replay.finish(&tags(2));
        assert!(replay.is_empty());
    }

    #[test]
    fn too_many_operations_become_one_that_invalidates_everything() {
        let replay = Replay::default();
        (0..=MOST).for_each(|tag| {
            replay.add(tags(tag));
        });
        assert_eq!(replay.first(), Some(Operation::Everything));
        assert_eq!(replay.len(), 1);
    }
}
