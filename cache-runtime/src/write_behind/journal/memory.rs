//! The journal that is nothing but the queue in this process. What is in it when the process ends is lost.

use super::{Appended, Boxed, DEAD_LETTERS, Drain, Left, Room, WriteJournal, Writes};
use crate::background::Executor;
use crate::metrics::QueueStats;
use crate::shape::Cacheable;
use crate::sync::{AtomicU64, Mutex, Ordering, lock};
use crate::timer::before;
use crate::write_behind::delivery::{Delivering, Ledger};
use crate::write_behind::error::WriteBehindError;
use crate::write_behind::pending::Entry;
use crate::write_behind::queue::{Counts, Phase, Queue, Seat, Step, Taken};
use crate::write_behind::report::{DeadItem, DeadLetter, Flushed, WriteQueue};
use crate::write_behind::sink::Sink;
use crate::write_behind::site::SinkSite;
use crate::write_behind::turns::Turn;
use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// A place in the order of writes.
type Position = u64;

/// A journal in memory.
#[must_use]
pub fn in_memory<T: Cacheable>(site: &'static SinkSite) -> Writes<T> {
    Writes {
        site,
        open: |cache, site, name| {
            Ok(Arc::new(MemoryJournal {
                queue: Arc::new(Queue::new(name, site.settings, cache.world().clock.clone())),
                archive: Arc::new(Archive {
                    room: Arc::new(Semaphore::new(site.settings.queue)),
                    letters: Mutex::default(),
                }),
                next: AtomicU64::new(1),
                closed_at: Mutex::default(),
            }))
        },
    }
}

struct MemoryJournal<T: Cacheable> {
    queue: Arc<Queue<T, Position>>,
    archive: Arc<Archive<T>>,
    /// The position of the next write; the first is one.
    next: AtomicU64,
    /// What had become of writes when the queue was closed.
    closed_at: Mutex<Option<Counts>>,
}

/// What outlives the writes.
struct Archive<T> {
    /// A permit for each write that may still be taken. Fair: who came first is let in first.
    room: Arc<Semaphore>,
    letters: Mutex<VecDeque<DeadLetter<T>>>,
}

impl<T: Cacheable> WriteJournal<T> for MemoryJournal<T> {
    fn admit(&self) -> Boxed<'_, Result<Room, WriteBehindError>> {
        let room = self.archive.room.clone();
        Box::pin(async move {
            let permit = room.acquire_owned().await;
            permit.map(Some).map_err(|_| WriteBehindError::ShuttingDown)
        })
    }

    fn turn<'a>(&'a self, key: &'a str) -> Boxed<'a, Turn> {
        Box::pin(self.queue.turns.take(key))
    }

    fn append(&self, room: Room, key: Arc<str>, item: T) -> Boxed<'_, Appended<T>> {
        let now = self.queue.clock.exact();
        let pushed = self.queue.push_next(|| {
            let position = self.next.fetch_add(1, Ordering::Relaxed);
            Entry::new(key, item, position, now)
        });
        let appended = match pushed {
            Ok(()) => {
                // Free again when the write has left the queue.
                if let Some(permit) = room {
                    permit.forget();
                }
                Appended::Noted
            }
            Err(error) => Appended::Failed(error),
        };
        Box::pin(std::future::ready(appended))
    }

    fn begin_call(&self) -> bool {
        self.queue.begin_call()
    }

    fn know(&self, sink: Sink<T>, executor: Executor) {
        self.queue.know(sink, executor);
    }

    fn end_call(&self) {
        let archive = self.archive.clone();
        self.queue
            .end_call(|waits| waits, |sink, seat| drive(sink, seat, archive));
    }

    fn flush(&self) -> Boxed<'_, Result<Flushed, WriteBehindError>> {
        let upto = self.next.load(Ordering::Relaxed) - 1;
        let tally = Tallying {
            queue: self.queue.clone(),
            number: self.queue.begin_tally(upto),
        };
        self.queue.hasten(upto);
        Box::pin(async move { tally.finish().await })
    }

    fn report(&self) -> Boxed<'_, Result<WriteQueue, WriteBehindError>> {
        let (counts, now) = (self.queue.counts(), self.queue.clock.exact());
        let age = |since| Duration::from_millis(now.saturating_sub(since));
        let report = WriteQueue {
            depth: self.queue.writes(),
            oldest: self.queue.oldest().map(age),
            retries: counts.failures,
            last_error: self.queue.last_error(),
            dead_letters: counts.dead as u64,
        };
        Box::pin(std::future::ready(Ok(report)))
    }

    fn dead_letters(&self) -> Boxed<'_, Result<Vec<DeadLetter<T>>, WriteBehindError>> {
        let letters = lock(&self.archive.letters).iter().cloned().collect();
        Box::pin(std::future::ready(Ok(letters)))
    }
}

impl<T: Cacheable> Drain for MemoryJournal<T> {
    fn close(&self) {
        lock(&self.closed_at).get_or_insert_with(|| self.queue.counts());
        self.archive.room.close();
        self.queue.set_phase(Phase::Closing);
    }

    fn rest(&self) -> Boxed<'_, ()> {
        Box::pin(async move {
            loop {
                let settled = self.queue.settled.notified();
                // Without anybody to deliver them, they would be waited for in vain.
                if self.queue.writes() == 0 || !self.queue.is_driven() {
                    return;
                }
                settled.await;
            }
        })
    }

    fn stop(&self) -> Boxed<'_, Left> {
        self.queue.stop();
        let before = lock(&self.closed_at).unwrap_or_default();
        let now = self.queue.counts();
        let left = Left {
            saved: now.saved - before.saved,
            unsaved: self.queue.writes() + (now.dead - before.dead),
        };
        Box::pin(std::future::ready(left))
    }

    fn leave(&self) {
        // Whoever delivers goes on until nothing waits.
        if self.queue.phase() == Phase::Open {
            self.close();
        }
    }

    fn stats(&self) -> QueueStats {
        self.queue.stats()
    }
}

/// Counts what becomes of writes, as long as somebody waits for it.
struct Tallying<T: Cacheable> {
    queue: Arc<Queue<T, Position>>,
    number: u64,
}

impl<T: Cacheable> Tallying<T> {
    async fn finish(self) -> Result<Flushed, WriteBehindError> {
        loop {
            let settled = self.queue.settled.notified();
            if let Some(Counts { saved, dead, .. }) = self.queue.finished(self.number) {
                return Ok(Flushed { saved, dead });
            }
            if self.queue.phase() == Phase::Over {
                return Err(WriteBehindError::ShuttingDown);
            }
            settled.await;
        }
    }
}

impl<T: Cacheable> Drop for Tallying<T> {
    fn drop(&mut self) {
        self.queue.end_tally(self.number);
    }
}

/// Delivers until nothing waits.
async fn drive<T: Cacheable>(sink: Sink<T>, mut seat: Seat<T, Position>, archive: Arc<Archive<T>>) {
    let queue = seat.queue().clone();
    let delivering = Delivering {
        queue: &queue,
        ledger: &*archive,
        sink: &sink,
    };
    loop {
        match queue.step() {
            Step::Deliver(batch) => {
                let Ok(()) = delivering.deliver(batch).await;
            }
            Step::WaitUntil(moment) => {
                before(&queue.clock, moment, queue.news.notified()).await;
            }
            Step::Idle if seat.leave_idle() => return,
            Step::Idle => {}
            Step::End => return,
        }
    }
}

impl<T: Cacheable> Ledger<T, Position> for Archive<T> {
    type Lost = Infallible;

    async fn saved(&self, entries: &[Taken<T, Position>]) -> Result<(), Infallible> {
        let writes = entries.iter().map(|entry| entry.positions.len()).sum();
        self.room.add_permits(writes);
        Ok(())
    }

    async fn buried(&self, entry: &Taken<T, Position>, error: &str) -> Result<(), Infallible> {
        let item = (*entry.value).clone();
        let forgotten = {
            let mut letters = lock(&self.letters);
            let forgotten = (letters.len() >= DEAD_LETTERS).then(|| letters.pop_front());
            letters.push_back(DeadLetter {
                key: entry.key.to_string(),
                item: DeadItem::Item(item),
                error: error.to_owned(),
            });
            forgotten
        };
        drop(forgotten);
        self.room.add_permits(entry.positions.len());
        Ok(())
    }

    async fn failed(&self, _: &str) {}
}
