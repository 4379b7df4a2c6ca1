//! Invalidations on their way to Redis and to the other processes.
//!
//! The order is: Redis first, then the message, then this process' memory. The other way round a call in between could
//! read the old entry from Redis and keep it in memory.

use super::Tier;
use super::message::{Message, Operation, RemoteKey};
use super::names;
use super::scripts::{EXPIRE, PUBLISH};
use crate::error::Error;
use crate::invalidation::{Invalidated, Order};
use crate::key::CacheKey;
use crate::redis::{Fault, Shard};
use redis::Value;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use tokio::task::JoinHandle;

/// Keys that one script removes at most: Lua hands them over on a stack.
const AT_ONCE: usize = 1000;

/// What an operation means in Redis.
#[derive(Debug, Default)]
struct Removal {
    /// Full names of entries and versions.
    keys: Vec<Vec<u8>>,
    /// Names whose versions are among them.
    names: Vec<Arc<str>>,
    /// A glob of entries, and one of the versions of those that depend on them.
    globs: Option<[Vec<u8>; 2]>,
    /// An entry to be marked stale.
    expires: Option<Vec<u8>>,
}

impl Tier {
    /// Does in Redis what `operation` says, and tells the other processes. What could not be done is done later.
    ///
    /// # Errors
    /// [`Error::Untold`] if it is not done yet.
    pub(crate) async fn tell(self: &Arc<Self>, operation: Operation) -> Result<(), Error> {
        let outcome = self.try_to_tell(&operation).await;
        self.forget(&operation);
        outcome.map_err(|fault| self.postpone(operation, &fault))
    }

    /// The same, without a second chance.
    pub(super) async fn try_to_tell(self: &Arc<Self>, operation: &Operation) -> Result<(), Fault> {
        let removal = self.removal(operation);
        if let Some(entry) = &removal.expires {
            let shard = self.nodes.shard_of(entry);
            self.nodes.script(shard, &EXPIRE, &[entry], &[]).await?;
        }
        if let Some([entries, versions]) = &removal.globs {
            self.unlink_matching(entries).await?;
            self.unlink_matching(versions).await?;
        }
        let operations = std::slice::from_ref(operation);
        self.remove_and_publish(&removal.keys, operations, removal.touches_tags())
            .await
    }

    /// Removes keys and publishes `operations`: in one step where bus and keys live together, else one after the other.
    async fn remove_and_publish(
        &self,
        keys: &[Vec<u8>],
        operations: &[Operation],
        tags: bool,
    ) -> Result<(), Fault> {
        let buses = self.nodes.shards();
        let mut groups = self.by_shard(keys);
        // Where versions live apart from the bus, loads must be able to tell before the versions are gone. Elsewhere one
        // script does both, which a server that is full takes too, because it removes something first.
        if tags && groups.iter().any(|(shard, _)| !buses.contains(shard)) {
            for bus in &buses {
                self.mark_tags(*bus).await?;
            }
        }
        groups.sort_by_key(|(shard, _)| buses.contains(shard));
        let mut published = false;
        for (shard, places) in groups {
            let keys: Vec<&[u8]> = places.iter().map(|place| &*keys[*place]).collect();
            if buses.contains(&shard) {
                for keys in keys.chunks(AT_ONCE) {
                    self.publish(shard, keys, operations, tags).await?;
                }
                published = true;
            } else {
                let mut unlink = redis::cmd("UNLINK");
                for key in keys {
                    unlink.arg(key);
                }
                self.nodes.run(shard, unlink).await?;
            }
        }
        match buses.first() {
            Some(bus) if !published => self.publish(*bus, &[], operations, false).await,
            _ => Ok(()),
        }
    }

    /// Removes keys beside a bus, and publishes on it.
    pub(super) async fn publish(
        &self,
        bus: Shard,
        keys: &[&[u8]],
        operations: &[Operation],
        tags: bool,
    ) -> Result<(), Fault> {
        let name = self.names.bus();
        let body = Message {
            origin: self.origin,
            operations: operations.to_vec(),
        }
        .to_bytes();
        let epoch = fresh_epoch();
        let keys: Vec<&[u8]> = std::iter::once(&*name)
            .chain(keys.iter().copied())
            .collect();
        let tags: &[u8] = if tags { b"1" } else { b"" };
        let arguments: [&[u8]; 3] = [&body, epoch.as_bytes(), tags];
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

    fn removal(&self, operation: &Operation) -> Removal {
        let entry_and_version = |text: &str| {
            let name = names::dependency_text(text);
            Removal {
                keys: vec![self.names.entry(text), self.names.version(&name)],
                names: vec![name],
                ..Removal::default()
            }
        };
        let versions = |names: Vec<Arc<str>>| Removal {
            keys: names.iter().map(|name| self.names.version(name)).collect(),
            names,
            ..Removal::default()
        };
        match operation {
            Operation::Invalidate(key) => entry_and_version(&key.text),
            Operation::InvalidateText(text) => entry_and_version(text),
            Operation::Expire(key) => Removal {
                expires: Some(self.names.entry(&key.text)),
                ..versions(vec![names::dependency_text(&key.text)])
            },
            // The entry itself was written just before.
            Operation::Put(key) => versions(vec![names::dependency_text(&key.text)]),
            Operation::Tags(tags) => versions(tags.iter().map(|tag| names::tag(tag)).collect()),
            Operation::Function(pattern) => versions(vec![names::function(pattern)]),
            Operation::Everything => versions(vec![names::everything()]),
            Operation::Pattern(glob) => Removal {
                globs: Some([
                    self.names.entries(glob),
                    self.names.version(&names::dependency_text(glob)),
                ]),
                ..Removal::default()
            },
            Operation::Landed(_) => Removal::default(),
        }
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

    fn postpone(self: &Arc<Self>, operation: Operation, fault: &Fault) -> Error {
        self.note(fault);
        let queued = fault.may_pass() && self.replay.add(operation);
        let what_next = if queued {
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

impl Removal {
    fn touches_tags(&self) -> bool {
        self.names.iter().any(|name| names::tag_of(name).is_some())
    }
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
    pub(crate) fn carry(self: &Arc<Self>, order: &Order, after: After) -> Telling {
        self.carry_operation(Operation::of(order), after)
    }

    /// Tells of a value that was put where only this process has it: copies of others, and what depends on the entry
    /// anywhere, are out of date. Then does `after`.
    pub(crate) fn carry_put(self: &Arc<Self>, key: &CacheKey, after: After) -> Telling {
        self.carry_operation(Operation::Put(RemoteKey::of(key)), after)
    }

    fn carry_operation(self: &Arc<Self>, operation: Operation, after: After) -> Telling {
        let tier = self.clone();
        self.carry_with(async move { tier.tell(operation).await }, after)
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
        let told = handle.clone().spawn(async move {
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
        });
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
