//! Invalidations on their way to Redis and to the other processes.
//!
//! The order is: Redis first, then the message, then this process' memory. The other way round a call in between could
//! read the old entry from Redis and keep it in memory.

use super::Tier;
use super::both::{all, both};
use super::message::{Message, Operation, RemoteKey};
use super::removal::{Place, Removal};
use super::scripts::{EXPIRE, PUBLISH};
use crate::error::Error;
use crate::invalidation::{Invalidated, Order, SourceLocation};
use crate::key::CacheKey;
use crate::redis::{Fault, Shard};
use crate::trace;
use redis::Value;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use tokio::task::JoinHandle;

/// Keys that one script removes at most: Lua hands them over on a stack.
const AT_ONCE: usize = 1000;

impl Tier {
    /// Does in Redis what `operations` say, and tells the other processes. What could not be done is done later; `location` is
    /// where it was asked for.
    ///
    /// # Errors
    /// [`Error::Untold`] if it is not done yet.
    pub(crate) async fn tell(
        self: &Arc<Self>,
        operations: Vec<Operation>,
        location: Option<SourceLocation>,
    ) -> Result<(), Error> {
        let outcome = self.try_to_tell(&operations).await;
        for operation in &operations {
            self.forget(operation);
        }
        outcome.map_err(|fault| self.postpone(operations, location, &fault))
    }

    /// The same, without a second chance.
    pub(super) async fn try_to_tell(
        self: &Arc<Self>,
        operations: &[Operation],
    ) -> Result<(), Fault> {
        let mut removal = Removal::default();
        for operation in operations {
            removal.add(self.removal(operation));
        }
        for glob in &removal.globs {
            self.unlink_matching(glob).await?;
        }
        self.remove_and_publish(&removal, operations).await
    }

    /// Removes keys, marks entries and publishes `operations`: in one step where bus and keys live together, else one after
    /// the other. What goes to several places goes there at the same time.
    async fn remove_and_publish(
        &self,
        removal: &Removal,
        operations: &[Operation],
    ) -> Result<(), Fault> {
        let buses = self.nodes.shards();
        let tags = removal.touches_tags();
        let (beside, apart): (Vec<_>, Vec<_>) = self
            .places_of(removal)
            .into_iter()
            .partition(|place| buses.contains(&place.shard));
        // Where versions live apart from the bus, loads must be able to tell before the versions are gone. Elsewhere one
        // script does both, which a server that is full takes too, because it removes something first.
        if tags && !apart.is_empty() {
            all(buses.iter().map(|bus| self.mark_tags(*bus))).await?;
        }
        all(apart.iter().map(|place| self.carry_out_apart(place))).await?;
        match buses.first() {
            Some(bus) if beside.is_empty() => {
                self.publish(Place::of(*bus), operations, false).await
            }
            _ => {
                all(beside
                    .into_iter()
                    .map(|place| self.publish_all(place, operations, tags)))
                .await
            }
        }
    }

    /// What is to be done where there is no bus.
    async fn carry_out_apart(&self, place: &Place<'_>) -> Result<(), Fault> {
        let marking = all(place.expires.iter().map(|entry| async {
            let entry = [*entry];
            let expired = self.nodes.script(place.shard, &EXPIRE, &entry, &[]);
            expired.await.map(drop)
        }));
        let removing = async {
            if place.keys.is_empty() {
                return Ok(());
            }
            let mut unlink = redis::cmd("UNLINK");
            for key in &place.keys {
                unlink.arg(*key);
            }
            self.nodes.run(place.shard, unlink).await.map(drop)
        };
        let (marked, removed) = both(marking, removing).await;
        marked.and(removed)
    }

    /// What is to be done beside a bus, in as few steps as the server takes.
    async fn publish_all(
        &self,
        place: Place<'_>,
        operations: &[Operation],
        tags: bool,
    ) -> Result<(), Fault> {
        let Place {
            shard,
            keys,
            expires,
        } = place;
        let mut chunks = keys.chunks(AT_ONCE);
        let first = Place {
            shard,
            keys: chunks.next().unwrap_or_default().to_vec(),
            expires,
        };
        self.publish(first, operations, tags).await?;
        for keys in chunks {
            let place = Place {
                keys: keys.to_vec(),
                ..Place::of(shard)
            };
            self.publish(place, operations, tags).await?;
        }
        Ok(())
    }

    /// Removes keys and marks entries beside a bus, and publishes on it.
    pub(super) async fn publish(
        &self,
        place: Place<'_>,
        operations: &[Operation],
        tags: bool,
    ) -> Result<(), Fault> {
        let Place {
            shard: bus,
            keys,
            expires,
        } = place;
        let name = self.names.bus();
        let body = Message {
            origin: self.origin,
            operations: operations.to_vec(),
        }
        .to_bytes();
        let epoch = fresh_epoch();
        let marked = expires.len().to_string();
        let keys: Vec<&[u8]> = std::iter::once(&*name).chain(keys).chain(expires).collect();
        let tags: &[u8] = if tags { b"1" } else { b"" };
        let arguments: [&[u8]; 4] = [&body, epoch.as_bytes(), tags, marked.as_bytes()];
        let reply = self.nodes.script(bus, &PUBLISH, &keys, &arguments).await?;
        // On a line that lost something, answers may belong to other questions. An invalidation must not be taken for done
        // because something else was.
        if reply == Value::BulkString(epoch.into_bytes()) {
            Ok(())
        } else {
            Err(Fault::unlike("publish", &reply))
        }
    }

    async fn mark_tags(&self, bus: Shard) -> Result<(), Fault> {
        let mut mark = redis::cmd("HSET");
        mark.arg(self.names.bus()).arg("tags").arg(fresh_epoch());
        self.nodes.run(bus, mark).await.map(drop)
    }

    /// A text for each bus that is another one after each invalidation of a tag. Random and not a count: one that was
    /// evicted would begin anew, and pass for what it was before.
    pub(super) async fn tag_marks(&self) -> Result<TagMarks, Fault> {
        let mut marks = Vec::new();
        for bus in self.nodes.shards() {
            let mark = match self.tag_mark(bus).await? {
                Some(mark) => mark,
                None => self.begin_tag_mark(bus).await?,
            };
            marks.push(mark);
        }
        Ok(marks)
    }

    /// Makes a mark where there is none: none, twice, could be two evictions with an invalidation between them.
    async fn begin_tag_mark(&self, bus: Shard) -> Result<Vec<u8>, Fault> {
        let mut begin = redis::cmd("HSETNX");
        begin.arg(self.names.bus()).arg("tags").arg(fresh_epoch());
        self.nodes.run(bus, begin).await?;
        let mark = self.tag_mark(bus).await?;
        mark.ok_or_else(|| Fault::unlike("HGET", &Value::Nil))
    }

    async fn tag_mark(&self, bus: Shard) -> Result<Option<Vec<u8>>, Fault> {
        let mut read = redis::cmd("HGET");
        read.arg(self.names.bus()).arg("tags");
        match self.nodes.run(bus, read).await? {
            Value::BulkString(mark) => Ok(Some(mark)),
            Value::Nil => Ok(None),
            other => Err(Fault::unlike("HGET", &other)),
        }
    }

    async fn unlink_matching(&self, glob: &[u8]) -> Result<(), Fault> {
        let mut found: Vec<Vec<u8>> = Vec::new();
        self.nodes
            .scan(glob, &mut |keys| found.extend(keys))
            .await?;
        for (shard, places) in self.by_shard(&found) {
            for places in places.chunks(AT_ONCE) {
                let mut unlink = redis::cmd("UNLINK");
                for place in places {
                    unlink.arg(&found[*place]);
                }
                self.nodes.run(shard, unlink).await?;
            }
        }
        Ok(())
    }

    /// Forgets what this process knows of the versions that an operation made out of date. Its own operations and those
    /// of others alike, when they are done.
    pub(super) fn forget(&self, operation: &Operation) {
        match operation {
            Operation::Pattern(_) => self.versions.forget_where(|name| name.starts_with("k:")),
            operation => {
                let names = self.removal(operation).names;
                self.versions.forget(names.iter().map(|name| &**name));
            }
        }
    }

    fn postpone(
        self: &Arc<Self>,
        operations: Vec<Operation>,
        location: Option<SourceLocation>,
        fault: &Fault,
    ) -> Error {
        self.note(fault);
        let what_next = if fault.may_pass() {
            self.replay.add(operations, location);
            "it is done as soon as Redis answers again, and until then this process does not read from Redis"
        } else {
            "it is not tried again"
        };
        Error::Untold(format!("{fault}; {what_next}"))
    }
}

/// What [`Tier::tag_marks`] tells.
pub(super) type TagMarks = Vec<Vec<u8>>;

/// A name that no bus has had.
fn fresh_epoch() -> String {
    format!("{:032x}", u128::from_le_bytes(super::random()))
}

/// An invalidation on its way. Once begun it is carried out, whether or not somebody still waits for it.
///
/// What is to be done in this process comes last. The caller does it; if it has gone, a thread that may be kept waiting.
pub(crate) struct Telling {
    steps: Arc<Mutex<Steps>>,
    told: JoinHandle<Result<(), Error>>,
}

/// What is to be done in this process.
pub(crate) type After = Box<dyn FnOnce() -> Invalidated + Send>;

struct Steps {
    /// Taken by whoever does it.
    after: Option<After>,
    told: bool,
    abandoned: bool,
}

impl Tier {
    /// Carries out `order` in Redis, and then does `after`.
    pub(crate) fn carry(
        self: &Arc<Self>,
        order: &Order,
        location: Option<SourceLocation>,
        after: After,
    ) -> Telling {
        self.carry_operations(Operation::all_of(order), location, after)
    }

    /// Tells of a value that was put where only this process has it: copies of others, and what depends on the entry
    /// anywhere, are out of date. Then does `after`.
    pub(crate) fn carry_put(self: &Arc<Self>, key: &CacheKey, after: After) -> Telling {
        self.carry_operations(vec![Operation::Put(RemoteKey::of(key))], None, after)
    }

    fn carry_operations(
        self: &Arc<Self>,
        operations: Vec<Operation>,
        location: Option<SourceLocation>,
        after: After,
    ) -> Telling {
        let tier = self.clone();
        self.carry_with(async move { tier.tell(operations, location).await }, after)
    }

    /// Does `work`, and then `after`.
    pub(crate) fn carry_with(
        &self,
        work: impl Future<Output = Result<(), Error>> + Send + 'static,
        after: After,
    ) -> Telling {
        // Ends when `after` has run, whoever runs it.
        let own = self.own.begin();
        let steps = Arc::new(Mutex::new(Steps {
            after: Some(Box::new(move || {
                let invalidated = after();
                drop(own);
                invalidated
            })),
            told: false,
            abandoned: false,
        }));
        let (handle, shared) = (self.nodes.handle(), steps.clone());
        let told = handle.clone().spawn(trace::within_current(async move {
            let outcome = work.await;
            let late = {
                let mut steps = shared.lock().unwrap_or_else(PoisonError::into_inner);
                steps.told = true;
                steps.abandoned.then(|| steps.after.take()).flatten()
            };
            if let Some(after) = late {
                handle.spawn_blocking(after);
            }
            outcome
        }));
        Telling { steps, told }
    }
}

impl Telling {
    fn take_after(&self) -> Option<After> {
        self.steps
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .after
            .take()
    }
}

impl Future for Telling {
    type Output = Result<Invalidated, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let told = match Pin::new(&mut self.told).poll(context) {
            Poll::Pending => return Poll::Pending,
            Poll::Ready(told) => told,
        };
        let invalidated = self.take_after().map(|after| after()).unwrap_or_default();
        let outcome = told.unwrap_or_else(|stopped| {
            Err(Error::Untold(format!("the task was stopped: {stopped}")))
        });
        Poll::Ready(outcome.map(|()| invalidated))
    }
}

impl Drop for Telling {
    fn drop(&mut self) {
        let after = {
            let mut steps = self.steps.lock().unwrap_or_else(PoisonError::into_inner);
            steps.abandoned = true;
            if steps.told { steps.after.take() } else { None }
        };
        if let Some(after) = after {
            after();
        }
    }
}
