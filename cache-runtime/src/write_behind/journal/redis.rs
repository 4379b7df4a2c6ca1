//! The journal in Redis. A write is acknowledged when it stands in the stream, and leaves it when the sink has saved it; in
//! between any process may die. One process in the fleet delivers at a time; it reads the stream into its queue, and
//! what it has not delivered when it loses the right to is another's.

mod leading;

use self::leading::{Lead, Leadership, until_first};
use super::{Appended, Boxed, DEAD_LETTERS, Drain, Left, Room, WriteJournal, Writes};
use crate::background::Executor;
use crate::clock::Clock;
use crate::codec::Coder;
use crate::metrics::QueueStats;
use crate::redis::Fault;
use crate::shape::{Cacheable, coder_by_hand};
use crate::shared::tier::{Journal, RawWrite, StreamId};
use crate::sync::{AtomicBool, AtomicU64, Mutex, Ordering, lock};
use crate::write_behind::error::WriteBehindError;
use crate::write_behind::pending::Entry;
use crate::write_behind::queue::{Counts, Phase, Queue, Seat};
use crate::write_behind::report::{DeadItem, DeadLetter, Flushed, WriteQueue};
use crate::write_behind::sink::Sink;
use crate::write_behind::site::SinkSite;
use crate::write_behind::turns::Turn;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use std::time::Duration;

/// How often a writer looks whether there is room again, and one who waits for the end whether it has come.
const LOOK_AGAIN: Duration = Duration::from_millis(25);

/// What can be put into a journal in Redis.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be put into a journal in Redis",
    label = "not `Serialize + DeserializeOwned`",
    note = "what stands in a journal must be `Serialize + DeserializeOwned`; derive both, or write `journal = \"memory\"`"
)]
pub trait Journaled: Serialize + DeserializeOwned {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + DeserializeOwned> Journaled for T {}

/// A journal in Redis.
#[must_use]
pub fn in_redis<T: Cacheable + Journaled>(site: &'static SinkSite) -> Writes<T> {
    Writes {
        site,
        open: |cache, site, name| {
            let tier = cache.tier().ok_or(WriteBehindError::NoRedis)?;
            let stream = Stream {
                journal: Journal::new(tier, name, site.settings.queue, DEAD_LETTERS),
                coder: coder_by_hand::<T>(),
                leads: AtomicBool::new(false),
            };
            Ok(Arc::new(RedisJournal {
                queue: Arc::new(Queue::new(name, site.settings, cache.world().clock.clone())),
                stream: Arc::new(stream),
                entrance: Arc::default(),
                crowd: AtomicU64::new(0),
                full: AtomicBool::new(false),
                closed_at: Mutex::default(),
            }))
        },
    }
}

struct RedisJournal<T: Cacheable> {
    queue: Arc<Queue<T, StreamId>>,
    stream: Arc<Stream<T>>,
    /// Writers wait here when the journal is full, in their order; the first of them looks for room.
    entrance: Arc<tokio::sync::Mutex<()>>,
    /// How many do.
    crowd: AtomicU64,
    /// Whether the journal was full when it was last written to: the next writer goes into the line.
    full: AtomicBool,
    /// What had become of writes when the queue was closed.
    closed_at: Mutex<Option<Counts>>,
}

/// The journal and how its items are written.
struct Stream<T> {
    journal: Journal,
    coder: Coder<T>,
    /// Whether this process delivers.
    leads: AtomicBool,
}

impl<T: Cacheable> RedisJournal<T> {
    /// Waits in the line of those who found the journal full, if there is one.
    async fn wait_for_room(&self) -> Result<(), WriteBehindError> {
        let _member = Member::of(&self.crowd);
        let _first = self.entrance.lock().await;
        loop {
            self.check_open()?;
            if self.stream.journal.has_room().await.map_err(unreachable)? {
                self.full.store(false, Ordering::Relaxed);
                return Ok(());
            }
            let settled = self.queue.settled.notified();
            until_first(settled, self.stream.journal.pause(LOOK_AGAIN)).await;
        }
    }

    fn check_open(&self) -> Result<(), WriteBehindError> {
        match self.queue.phase() {
            Phase::Open => Ok(()),
            Phase::Closing | Phase::Over => Err(WriteBehindError::ShuttingDown),
        }
    }

    async fn note(&self, key: Arc<str>, item: T) -> Appended<T> {
        let frame = match self.stream.journal.write(self.stream.coder, &key, &item) {
            Ok(frame) => frame,
            Err(reason) => return Appended::Failed(WriteBehindError::Unwritable(reason)),
        };
        match self.stream.journal.append(&key, &frame).await {
            Ok(Some(_)) => {
                self.queue.news.notify_one();
                Appended::Noted
            }
            Ok(None) => {
                self.full.store(true, Ordering::Relaxed);
                Appended::Full(item)
            }
            Err(fault) => Appended::Failed(unreachable(fault)),
        }
    }
}

/// One in the line of those who wait for room.
struct Member<'a>(&'a AtomicU64);

impl<'a> Member<'a> {
    fn of(crowd: &'a AtomicU64) -> Self {
        crowd.fetch_add(1, Ordering::Relaxed);
        Self(crowd)
    }
}

impl Drop for Member<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl<T: Cacheable> WriteJournal<T> for RedisJournal<T> {
    fn admit(&self) -> Boxed<'_, Result<Room, WriteBehindError>> {
        Box::pin(async move {
            self.check_open()?;
            let is_full = self.full.load(Ordering::Relaxed);
            if is_full || self.crowd.load(Ordering::Relaxed) > 0 {
                self.wait_for_room().await?;
            }
            Ok(None)
        })
    }

    fn turn<'a>(&'a self, key: &'a str) -> Boxed<'a, Turn> {
        Box::pin(self.queue.turns.take(key))
    }

    fn append(&self, _: Room, key: Arc<str>, item: T) -> Boxed<'_, Appended<T>> {
        Box::pin(self.note(key, item))
    }

    fn begin_call(&self) -> bool {
        self.queue.begin_call()
    }

    fn know(&self, sink: Sink<T>, executor: Executor) {
        self.queue.know(sink, executor);
    }

    fn end_call(&self) {
        let stream = self.stream.clone();
        // Also with nothing to write: what a process has left behind is delivered by whoever is there.
        self.queue
            .end_call(|_| true, |sink, seat| drive(sink, seat, stream));
    }

    fn flush(&self) -> Boxed<'_, Result<Flushed, WriteBehindError>> {
        Box::pin(async move {
            let journal = &self.stream.journal;
            let flush = journal.flush().await.map_err(unreachable)?;
            let Some(upto) = flush.upto else {
                return Ok(Flushed::default());
            };
            self.queue.hasten(upto);
            while journal
                .first()
                .await
                .map_err(unreachable)?
                .is_some_and(|first| first <= upto)
            {
                if self.queue.phase() == Phase::Over {
                    return Err(WriteBehindError::ShuttingDown);
                }
                let settled = self.queue.settled.notified();
                until_first(settled, journal.pause(LOOK_AGAIN)).await;
            }
            let dead = journal.buried_since(&flush).await.map_err(unreachable)?;
            Ok(Flushed {
                saved: flush.writes - dead,
                dead,
            })
        })
    }

    fn report(&self) -> Boxed<'_, Result<WriteQueue, WriteBehindError>> {
        Box::pin(async move {
            let standing = self.stream.journal.standing().await.map_err(unreachable)?;
            let now = self.queue.clock.exact();
            let age = |first| {
                let noted = self.stream.journal.noted_at(first);
                Duration::from_millis(now.saturating_sub(noted))
            };
            Ok(WriteQueue {
                depth: standing.writes,
                oldest: standing.first.map(age),
                retries: standing.failures,
                last_error: Some(standing.error).filter(|error| !error.is_empty()),
                dead_letters: standing.dead,
            })
        })
    }

    fn dead_letters(&self) -> Boxed<'_, Result<Vec<DeadLetter<T>>, WriteBehindError>> {
        Box::pin(async move {
            let Stream { journal, coder, .. } = &*self.stream;
            let letters = journal.letters().await.map_err(unreachable)?;
            let letters = letters.into_iter().map(|letter| DeadLetter {
                item: match journal.open(*coder, &letter.key, &letter.frame) {
                    Ok(item) => DeadItem::Item(item),
                    Err(_) => DeadItem::Bytes(letter.frame),
                },
                key: letter.key,
                error: letter.error,
            });
            Ok(letters.collect())
        })
    }
}

impl<T: Cacheable> Drain for RedisJournal<T> {
    fn close(&self) {
        lock(&self.closed_at).get_or_insert_with(|| self.queue.counts());
        self.queue.set_phase(Phase::Closing);
    }

    fn rest(&self) -> Boxed<'_, ()> {
        Box::pin(async move {
            loop {
                let settled = self.queue.settled.notified();
                if !self.queue.is_driven() {
                    return;
                }
                settled.await;
            }
        })
    }

    fn stop(&self) -> Boxed<'_, Left> {
        Box::pin(async move {
            let led = self.stream.leads.load(Ordering::Acquire);
            self.queue.stop();
            let before = lock(&self.closed_at).unwrap_or_default();
            let now = self.queue.counts();
            let waiting = if led {
                self.stream
                    .journal
                    .standing()
                    .await
                    .map_or_else(|_| self.queue.writes(), |standing| standing.writes)
            } else {
                0
            };
            Left {
                saved: now.saved - before.saved,
                unsaved: waiting + (now.dead - before.dead),
            }
        })
    }

    fn leave(&self) {
        self.queue.stop();
    }

    fn stats(&self) -> QueueStats {
        self.queue.stats()
    }
}

/// Stands ready to deliver, until the end of the queue.
async fn drive<T: Cacheable>(sink: Sink<T>, mut seat: Seat<T, StreamId>, stream: Arc<Stream<T>>) {
    let queue = seat.queue().clone();
    while queue.phase() != Phase::Over {
        let (token, asked) = (Journal::token(), Clock::System.exact());
        if let Ok(true) = stream.journal.lead(&token).await {
            let lead = Lead::begin(stream.clone(), token, asked);
            let leadership = Leadership {
                queue: &queue,
                stream: &stream,
                sink: &sink,
                lead: &lead,
            };
            // What this process has not delivered stands in the stream still.
            let ended = lead.hold(leadership.deliver()).await;
            queue.forget();
            lead.resign().await;
            if matches!(ended, Some(Ok(()))) {
                break;
            }
        }
        if queue.phase() == Phase::Closing {
            break;
        }
        let pause = stream.journal.pause(stream.journal.lease() / 4);
        // At the end nobody waits for the lease of another.
        until_first(ended(&queue), pause).await;
    }
    queue.forget();
    seat.leave_idle();
    queue.settled.notify_waiters();
}

/// Ends when the queue does.
async fn ended<T: Cacheable>(queue: &Queue<T, StreamId>) {
    while queue.phase() == Phase::Open {
        queue.news.notified().await;
    }
}

#[allow(
    clippy::needless_pass_by_value,
    reason = "it is what an error is mapped by"
)]
fn unreachable(fault: Fault) -> WriteBehindError {
    WriteBehindError::Unreachable(fault.to_string())
}

impl<T: Cacheable> Stream<T> {
    /// A write as an entry of the queue, or why it cannot be read.
    fn entry(&self, write: &RawWrite) -> Result<Entry<T, StreamId>, String> {
        let item = self.journal.open(self.coder, &write.key, &write.frame)?;
        let noted = self.journal.noted_at(write.id);
        Ok(Entry::new(write.key.as_str().into(), item, write.id, noted))
    }
}
