//! What this process itself has begun to invalidate: Redis may know already, and its own memory not yet.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The invalidations of this process that are under way.
#[derive(Debug, Clone, Default)]
pub(super) struct Own(Arc<Mutex<Numbers>>);

#[derive(Debug, Default)]
struct Numbers {
    next: u64,
    under_way: BTreeSet<u64>,
}

/// One of them; it ends when this is dropped.
#[derive(Debug)]
pub(super) struct UnderWay {
    own: Own,
    number: u64,
}

/// A moment between two of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark(u64);

impl Own {
    pub(super) fn begin(&self) -> UnderWay {
        let mut numbers = self.numbers();
        let number = numbers.next;
        numbers.next += 1;
        numbers.under_way.insert(number);
        UnderWay {
            own: self.clone(),
            number,
        }
    }

    pub(super) fn mark(&self) -> Mark {
        Mark(self.numbers().next)
    }

    /// Whether all that began before `mark` has ended.
    pub(super) fn has_ended(&self, mark: Mark) -> bool {
        let numbers = self.numbers();
        numbers
            .under_way
            .first()
            .is_none_or(|number| *number >= mark.0)
    }

    fn numbers(&self) -> MutexGuard<'_, Numbers> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.own.numbers().under_way.remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_waits_for_what_began_before_it_alone() {
        let own = Own::default();
        let (first, second) = (own.begin(), own.begin());
        let mark = own.mark();
        let third = own.begin();
        drop(second);
        assert!(!own.has_ended(mark));
        drop(first);
        assert!(own.has_ended(mark));
        drop(third);
    }
}
