//! Invalidations that Redis has not heard of yet. Until it has, this process reads nothing there: what stands there may
//! be out of date, and only this process knows.

use super::Tier;
use super::bus::Memory;
use super::message::Operation;
use crate::invalidation::SourceLocation;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

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
    waiting: VecDeque<Postponed>,
    /// How many were ever added.
    added: u64,
}

#[derive(Debug, Clone)]
struct Postponed {
    number: Number,
    operation: Operation,
    /// Where it was asked for.
    location: Option<SourceLocation>,
}

/// Tells one postponed operation from an equal one that was postponed later: what was updated in between is the business
/// of the second alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Number(u64);

impl Queue {
    fn add(&mut self, operation: Operation, location: Option<SourceLocation>) {
        if self.waiting.len() >= MOST {
            self.waiting.clear();
            self.push(Operation::Everything, None);
        } else if !self.ends_with(&operation) {
            self.push(operation, location);
        }
    }

    fn push(&mut self, operation: Operation, location: Option<SourceLocation>) {
        self.added += 1;
        self.waiting.push_back(Postponed {
            number: Number(self.added),
            operation,
            location,
        });
    }

    /// Whether the last operation says the same, and is not the first, which may be under way: then it may have been
    /// carried out before what this one is about.
    fn ends_with(&self, operation: &Operation) -> bool {
        self.waiting.len() > 1
            && self
                .waiting
                .back()
                .is_some_and(|last| last.operation == *operation)
    }
}

impl Replay {
    /// Keeps operations for later.
    pub(super) fn add(&self, operations: Vec<Operation>, location: Option<SourceLocation>) {
        let mut queue = self.queue();
        for operation in operations {
            queue.add(operation, location);
        }
        self.length.store(queue.waiting.len(), Ordering::SeqCst);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.length.load(Ordering::SeqCst) == 0
    }

    pub(crate) fn len(&self) -> usize {
        self.length.load(Ordering::SeqCst)
    }

    fn first(&self) -> Option<Postponed> {
        self.queue().waiting.front().cloned()
    }

    /// Takes out the first operation, if it still is the one that was done.
    fn finish(&self, done: Number) {
        let mut queue = self.queue();
        if queue
            .waiting
            .front()
            .is_some_and(|first| first.number == done)
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
    pub(super) fn replay_postponed(self: &Arc<Self>, memory: &Weak<dyn Memory>) {
        if self.replay.is_empty() || self.replay.running.swap(true, Ordering::SeqCst) {
            return;
        }
        let (tier, memory) = (self.clone(), memory.clone());
        self.nodes.handle().spawn(async move {
            while let Some(first) = tier.replay.first() {
                let Postponed {
                    number,
                    operation,
                    location,
                } = first;
                match tier.try_to_tell(std::slice::from_ref(&operation)).await {
                    Ok(()) => {
                        tier.forget(&operation);
                        tier.replay.finish(number);
                        tier.counters.replayed.fetch_add(1, Ordering::Relaxed);
                        if let Some(memory) = memory.upgrade() {
                            memory.replayed(&operation, location);
                        }
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
        replay.add(vec![tags(1)], None);
        replay.add(vec![tags(2)], None);
        replay.add(vec![tags(2)], None);
        assert_eq!(replay.len(), 2);
        for tag in [1, 2] {
            let Postponed {
                number, operation, ..
            } = replay.first().unwrap();
            assert_eq!(operation, tags(tag));
            replay.finish(number);
        }
        assert!(replay.is_empty());
    }

    #[test]
    fn an_operation_under_way_is_not_taken_for_an_equal_one_that_came_later() {
        for operation in [tags(1), Operation::Everything] {
            let replay = Replay::default();
            replay.add(vec![operation.clone()], None);
            let under_way = replay.first().unwrap().number;
            replay.add(vec![operation], None);
            replay.finish(under_way);
            assert_eq!(replay.len(), 1);
        }
        let replay = Replay::default();
        replay.add(vec![Operation::Everything], None);
        let under_way = replay.first().unwrap().number;
        (0..MOST).for_each(|tag| {
            replay.add(vec![tags(tag)], None);
        });
        replay.finish(under_way);
        assert_eq!(replay.len(), 1);
    }

    #[test]
    fn too_many_operations_become_one_that_invalidates_everything() {
        let replay = Replay::default();
        (0..=MOST).for_each(|tag| {
            replay.add(vec![tags(tag)], None);
        });
        assert_eq!(replay.first().unwrap().operation, Operation::Everything);
        assert_eq!(replay.len(), 1);
    }
}
