//! The queues of one cache: each is made at the first call of its function, and all come to their end with the cache.

use super::error::WriteBehindError;
use super::journal::{Drain, Left, WriteJournal};
use crate::metrics::QueueStats;
use crate::sync::{Mutex, lock};
use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::Arc;

/// The number of a site, the types of its instance, and that of its items.
pub(super) type QueueId = (u32, &'static str, TypeId);

#[derive(Default)]
pub(crate) struct WriteQueues {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    known: HashMap<QueueId, Known>,
    closed: bool,
}

struct Known {
    name: String,
    /// An `Arc<dyn WriteJournal<T>>`.
    typed: Box<dyn Any + Send + Sync>,
    drain: Arc<dyn Drain>,
}

impl WriteQueues {
    /// The queue of a function; the first call makes it.
    pub(super) fn queue<T: 'static>(
        &self,
        id: QueueId,
        name: impl FnOnce() -> String,
        open: impl FnOnce(&str) -> Result<Arc<dyn WriteJournal<T>>, WriteBehindError>,
    ) -> Result<Arc<dyn WriteJournal<T>>, WriteBehindError> {
        let mut state = lock(&self.state);
        let known = state.known.get(&id);
        if let Some(queue) =
            known.and_then(|known| known.typed.downcast_ref::<Arc<dyn WriteJournal<T>>>())
        {
            return Ok(queue.clone());
        }
        if state.closed {
            return Err(WriteBehindError::ShuttingDown);
        }
        let name = name();
        let queue = open(&name)?;
        let known = Known {
            name,
            typed: Box::new(queue.clone()),
            drain: queue.clone(),
        };
        state.known.insert(id, known);
        Ok(queue)
    }

    /// How the queues stand, by name.
    pub(crate) fn stats(&self) -> Vec<QueueStats> {
        let mut rows: Vec<QueueStats> = lock(&self.state)
            .known
            .values()
            .map(|known| QueueStats {
                queue: known.name.clone(),
                ..known.drain.stats()
            })
            .collect();
        rows.sort_by(|left, right| left.queue.cmp(&right.queue));
        rows
    }

    /// No write is taken any more, and those that wait go out at once.
    pub(crate) fn close(&self) {
        self.drains().iter().for_each(|queue| queue.close());
    }

    /// Ends when nothing waits any more.
    pub(crate) async fn rest(&self) {
        for queue in self.drains() {
            queue.rest().await;
        }
    }

    /// Ends what still goes on. Returns what was saved since `close`, and what was not.
    pub(crate) async fn stop(&self) -> Left {
        let mut left = Left::default();
        for queue in self.drains() {
            let of_queue = queue.stop().await;
            left.saved += of_queue.saved;
            left.unsaved += of_queue.unsaved;
        }
        left
    }

    fn drains(&self) -> Vec<Arc<dyn Drain>> {
        let mut state = lock(&self.state);
        state.closed = true;
        state
            .known
            .values()
            .map(|known| known.drain.clone())
            .collect()
    }
}

impl Drop for WriteQueues {
    fn drop(&mut self) {
        // Nobody can write any more. What waits in memory goes out before its task ends; a journal elsewhere is left to others.
        self.drains().iter().for_each(|queue| queue.leave());
    }
}
