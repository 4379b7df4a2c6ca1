//! What a journal asks of a queue that stands elsewhere: there the queue is a part of it, read ahead.

use super::Queue;
use crate::write_behind::pending::Entry;

impl<T, P> Queue<T, P>
where
    T: Send + Sync + 'static,
    P: Copy + Ord + Send + Sync + 'static,
{
    /// Adds a write that is newer than all of its key that were added before.
    pub(in crate::write_behind) fn push(&self, entry: Entry<T, P>) {
        let replaced = self.state().pending.push(entry);
        // Outside the lock: what is replaced is the user's.
        drop(replaced);
    }

    /// All that waits here, forgotten: it stands in a journal elsewhere.
    pub(in crate::write_behind) fn forget(&self) {
        let gone = {
            let mut state = self.state();
            let in_flight = std::mem::take(&mut state.in_flight);
            state.urgent = None;
            (state.pending.take(usize::MAX), in_flight)
        };
        drop(gone);
    }

    /// Somebody waits for what was written up to there; whoever delivers knows.
    pub(in crate::write_behind) fn urge(&self, upto: P) {
        let mut state = self.state();
        state.urgent = state.urgent.max(Some(upto));
    }

    /// Entries that wait.
    pub(in crate::write_behind) fn len(&self) -> usize {
        self.state().pending.len()
    }
}
