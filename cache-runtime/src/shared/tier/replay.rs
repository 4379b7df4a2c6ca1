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
    queue: Mutex<Queue>,
    /// Its length, for those who only ask whether there is anything.
    length: AtomicUsize,
    running: AtomicBool,
}

#[derive(Debug, Default)]
struct Queue {
    waiting: VecDeque<(Number, Operation)>,
    /// How many were ever added.
    added: u64,
}

/// Tells one postponed operation from an equal one that was postponed later: what was updated in between is the business
/// of the second alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Number(u64);

impl Queue {
    fn add(&mut self, operation: Operation) {
        if self.waiting.len() >= MOST {
            self.waiting.clear();
            self.push(Operation::Everything);
        } else if !self.ends_with(&operation) {
            self.push(operation);
        }
    }

    fn push(&mut self, operation: Operation) {
        self.added += 1;
        self.waiting.push_back((Number(self.added), operation));
    }

    /// Whether the last operation says the same, and is not the first, which may be under way: then it may have been
    /// carried out before what this one is about.
    fn ends_with(&self, operation: &Operation) -> bool {
        self.waiting.len() > 1
            && self
                .waiting
                .back()
                .is_some_and(|(_, last)| last == operation)
    }
}

impl Replay {
    /// Keeps operations for later.
    pub(super) fn add(&self, operations: Vec<Operation>) {
        let mut queue = self.queue();
        for operation in operations {
            queue.add(operation);
        }
        self.length.store(queue.waiting.len(), Ordering::SeqCst);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.length.load(Ordering::SeqCst) == 0
    }

    pub(crate) fn len(&self) -> usize {
        self.length.load(Ordering::SeqCst)
    }

    fn first(&self) -> Option<(Number, Operation)> {
        self.queue().waiting.front().cloned()
    }

    /// Takes out the first operation, if it still is the one that was done.
    fn finish(&self, done: Number) {
        let mut queue = self.queue();
        if queue
            .waiting
            .front()
            .is_some_and(|(first, _)| *first == done)
        {
            queue.waiting.pop_front();
        }
        self.length.store(queue.waiting.len(), Ordering::SeqCst);
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
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
            while let Some((number, operation)) = tier.replay.first() {
                match tier.try_to_tell(std::slice::from_ref(&operation)).await {
                    Ok(()) => {
                        tier.forget(&operation);
                        tier.replay.finish(number);
                        tier.counters.replayed.fetch_add(1, Ordering::Relaxed);
                    }
                    Err(fault) if fault.may_pass() => break,
                    // It will never be done; the error was told to who asked for it.
                    Err(_) => tier.replay.finish(number),
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
        replay.add(vec![tags(1)]);
        replay.add(vec![tags(2)]);
        replay.add(vec![tags(2)]);
        assert_eq!(replay.len(), 2);
        for tag in [1, 2] {
            let (number, operation) = replay.first().unwrap();
            assert_eq!(operation, tags(tag));
            replay.finish(number);
        }
        assert!(replay.is_empty());
    }

    #[test]
    fn an_operation_under_way_is_not_taken_for_an_equal_one_that_came_later() {
        for operation in [tags(1), Operation::Everything] {
            let replay = Replay::default();
            replay.add(vec![operation.clone()]);
            let (under_way, _) = replay.first().unwrap();
            replay.add(vec![operation]);
            replay.finish(under_way);
            assert_eq!(replay.len(), 1);
        }
        let replay = Replay::default();
        replay.add(vec![Operation::Everything]);
        let (under_way, _) = replay.first().unwrap();
        (0..MOST).for_each(|tag| {
            replay.add(vec![tags(tag)]);
        });
        replay.finish(under_way);
        assert_eq!(replay.len(), 1);
    }

    #[test]
    fn too_many_operations_become_one_that_invalidates_everything() {
        let replay = Replay::default();
        (0..=MOST).for_each(|tag| {
            replay.add(vec![tags(tag)]);
        });
        assert_eq!(replay.first().unwrap().1, Operation::Everything);
        assert_eq!(replay.len(), 1);
    }
}
