//! What the process does that has the right to deliver a journal, and how it keeps that right.

use super::Stream;
use crate::clock::{Clock, Millis, millis};
use crate::redis::Fault;
use crate::shape::Cacheable;
use crate::shared::tier::{Journal, LeadToken, RawWrite, StreamId};
use crate::sync::Ordering;
use crate::timer::until;
use crate::write_behind::delivery::{Delivering, Ledger};
use crate::write_behind::queue::{Phase, Queue, Step, Taken};
use crate::write_behind::retry::pass;
use crate::write_behind::sink::Sink;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;
use tokio::sync::Notify;
use tokio::task::JoinHandle;

/// Longer the writes of other processes are not overlooked, where a batch could go out for them.
const LONGEST_LOOK: Millis = 500;
const SHORTEST_LOOK: Millis = 10;
/// How often what the sink has saved is told to a Redis that does not answer.
const TELL_AGAIN: Duration = Duration::from_millis(50);

/// The right to deliver, renewed as long as this lives; dropped, it is given up.
pub(super) struct Lead<T: Cacheable> {
    stream: Arc<Stream<T>>,
    token: LeadToken,
    lost: Arc<Notify>,
    renewal: JoinHandle<()>,
}

impl<T: Cacheable> Lead<T> {
    /// `asked`: when the right was asked for, on the system's clock. It may have lasted since then.
    pub(super) fn begin(stream: Arc<Stream<T>>, token: LeadToken, asked: Millis) -> Self {
        let lost = Arc::new(Notify::new());
        let renewing = {
            let (stream, token, lost) = (stream.clone(), token.clone(), lost.clone());
            async move {
                renew(&stream.journal, &token, asked).await;
                lost.notify_one();
            }
        };
        stream.leads.store(true, Ordering::Release);
        Self {
            renewal: stream.journal.spawn(renewing),
            stream,
            token,
            lost,
        }
    }

    /// What `future` yields; nothing, and it is dropped where it stands, if the right is lost meanwhile: somebody else may
    /// deliver the same keys from then on.
    pub(super) async fn hold<F: Future>(&self, future: F) -> Option<F::Output> {
        let (mut future, mut lost) = (pin!(future), pin!(self.lost.notified()));
        poll_fn(|context| {
            if lost.as_mut().poll(context).is_ready() {
                return Poll::Ready(None);
            }
            future.as_mut().poll(context).map(Some)
        })
        .await
    }
}

impl<T: Cacheable> Lead<T> {
    /// Gives the right up before this returns, so that another process need not wait for its end.
    pub(super) async fn resign(mut self) {
        self.renewal.abort();
        self.stream.leads.store(false, Ordering::Release);
        let token = std::mem::take(&mut self.token);
        // If Redis cannot be told, the right runs out.
        let _ = self.stream.journal.resign(&token).await;
    }
}

impl<T: Cacheable> Drop for Lead<T> {
    fn drop(&mut self) {
        self.renewal.abort();
        self.stream.leads.store(false, Ordering::Release);
        let (stream, token) = (self.stream.clone(), std::mem::take(&mut self.token));
        if token.is_empty() {
            return;
        }
        self.stream.journal.spawn(async move {
            // A right that could not be given up runs out.
            let _ = stream.journal.resign(&token).await;
        });
    }
}

/// Renews the right until it is lost, or can be no longer relied on.
async fn renew(journal: &Journal, token: &LeadToken, asked: Millis) {
    let lease = millis(journal.lease());
    let mut end = asked.saturating_add(lease);
    loop {
        let left = end.saturating_sub(Clock::System.exact());
        let pause = Duration::from_millis(left.min(lease / 3));
        journal.pause(pause).await;
        let asked = Clock::System.exact();
        if asked >= end {
            return;
        }
        match journal.renew(token).await {
            Ok(true) => end = asked.saturating_add(lease),
            Ok(false) => return,
            // Until its end nobody else can have it.
            Err(_) => {}
        }
    }
}

/// Why a delivery ended.
#[derive(Debug)]
pub(super) enum Deposed {
    /// Redis knows of another who delivers.
    ByAnother,
    ByFault,
}

impl From<Fault> for Deposed {
    fn from(_: Fault) -> Self {
        Self::ByFault
    }
}

/// A process that delivers.
pub(super) struct Leadership<'a, T: Cacheable> {
    pub(super) queue: &'a Queue<T, StreamId>,
    pub(super) stream: &'a Stream<T>,
    pub(super) sink: &'a Sink<T>,
    pub(super) lead: &'a Lead<T>,
}

impl<T: Cacheable> Leadership<'_, T> {
    /// Delivers until the end of the queue: what the one before had first, so that the writes of a key keep their order.
    pub(super) async fn deliver(&self) -> Result<(), Deposed> {
        self.take_over().await?;
        let delivering = Delivering {
            queue: self.queue,
            ledger: self,
            sink: self.sink,
        };
        loop {
            let is_read = self.read().await?;
            let moment = match self.queue.step() {
                Step::Deliver(batch) => {
                    delivering.deliver(batch).await?;
                    continue;
                }
                Step::End => return Ok(()),
                Step::WaitUntil(moment) => Some(moment),
                Step::Idle => None,
            };
            let is_empty = is_read && self.queue.len() == 0;
            if is_empty && self.queue.phase() == Phase::Closing {
                return Ok(());
            }
            self.wait(moment).await;
        }
    }

    async fn take_over(&self) -> Result<(), Deposed> {
        let mut cursor = "0-0".to_owned();
        loop {
            let most = self.queue.settings.batch.max(1_000);
            let taken = self
                .stream
                .journal
                .take_over(&self.lead.token, &cursor, most)
                .await?;
            let (writes, next) = taken.ok_or(Deposed::ByAnother)?;
            self.line_up(writes).await?;
            if next == "0-0" {
                return Ok(());
            }
            cursor = next;
        }
    }

    /// Reads as much as a batch can take. Returns whether that is all there is.
    async fn read(&self) -> Result<bool, Deposed> {
        let settings = &self.queue.settings;
        // One more than is tried at once tells whether that is all.
        let enough = pass(settings.batch, settings.retries) + 1;
        while self.queue.len() < enough {
            let read = self.stream.journal.read(&self.lead.token, enough).await?;
            let read = read.ok_or(Deposed::ByAnother)?;
            if let Some(upto) = read.urgent {
                self.queue.urge(upto);
            }
            if read.writes.is_empty() {
                return Ok(true);
            }
            self.line_up(read.writes).await?;
        }
        Ok(false)
    }

    async fn line_up(&self, writes: Vec<RawWrite>) -> Result<(), Deposed> {
        for write in writes {
            match self.stream.entry(&write) {
                Ok(entry) => self.queue.push(entry),
                Err(reason) => {
                    let error = format!("it cannot be read: {reason}");
                    let RawWrite { id, key, frame } = write;
                    self.bury(&key, &frame, &error, &[id]).await?;
                }
            }
        }
        Ok(())
    }

    /// Until something is due, there is news here, or others may have written.
    async fn wait(&self, moment: Option<Millis>) {
        let look = self.queue.settings.flush_every / 4;
        let look = Duration::from_millis(look.clamp(SHORTEST_LOOK, LONGEST_LOOK));
        let due = until(&self.queue.clock, moment.unwrap_or(Millis::MAX));
        let own = until_first(self.queue.news.notified(), due);
        until_first(own, self.stream.journal.pause(look)).await;
    }

    async fn bury(
        &self,
        key: &str,
        frame: &[u8],
        error: &str,
        ids: &[StreamId],
    ) -> Result<(), Deposed> {
        let (journal, token) = (&self.stream.journal, &self.lead.token);
        let buried = persist(journal, || journal.bury(token, key, frame, error, ids));
        buried.await
    }
}

impl<T: Cacheable> Ledger<T, StreamId> for Leadership<'_, T> {
    type Lost = Deposed;

    async fn saved(&self, entries: &[Taken<T, StreamId>]) -> Result<(), Deposed> {
        let ids: Vec<StreamId> = entries
            .iter()
            .flat_map(|entry| entry.positions.iter().copied())
            .collect();
        let (journal, token) = (&self.stream.journal, &self.lead.token);
        persist(journal, || journal.settle(token, &ids)).await
    }

    async fn buried(&self, entry: &Taken<T, StreamId>, error: &str) -> Result<(), Deposed> {
        let journal = &self.stream.journal;
        // It was read from such bytes.
        let frame = journal.write(self.stream.coder, &entry.key, &entry.value);
        let frame = frame.unwrap_or_default();
        self.bury(&entry.key, &frame, error, &entry.positions).await
    }

    async fn failed(&self, error: &str) {
        // Nothing but a report.
        let _ = self.stream.journal.note_failure(error).await;
    }
}

/// Tells Redis something until it has understood: what the sink has saved should not be delivered again because of one
/// answer that was late. Whoever loses the right to deliver meanwhile is stopped from outside.
async fn persist<F>(journal: &Journal, tell: impl Fn() -> F) -> Result<(), Deposed>
where
    F: Future<Output = Result<bool, Fault>>,
{
    loop {
        match tell().await {
            Ok(true) => return Ok(()),
            Ok(false) => return Err(Deposed::ByAnother),
            Err(fault) if fault.may_pass() => journal.pause(TELL_AGAIN).await,
            Err(fault) => return Err(fault.into()),
        }
    }
}

/// Ends with the first of two.
pub(super) async fn until_first(one: impl Future<Output = ()>, other: impl Future<Output = ()>) {
    let (mut one, mut other) = (pin!(one), pin!(other));
    poll_fn(|context| {
        if one.as_mut().poll(context).is_ready() {
            return Poll::Ready(());
        }
        other.as_mut().poll(context)
    })
    .await;
}
