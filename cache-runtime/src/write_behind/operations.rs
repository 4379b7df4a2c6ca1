//! Behind the helpers of `#[write_behind]`.

use super::error::WriteBehindError;
use super::journal::{Appended, WriteJournal, Writes};
use super::report::{DeadLetter, Flushed, WriteQueue};
use super::sink::Sink;
use crate::background::Executor;
use crate::call::Call;
use crate::draft::nothing;
use crate::invalidation::Links;
use crate::key::KeyKinds;
use crate::shape::{Accept, Cacheable, Shape};
use crate::writes::{Putting, put_async, storing};
use std::any::TypeId;
use std::sync::Arc;
use tokio::sync::oneshot;

/// Notes a write and puts it into the cache.
///
/// # Errors
/// [`WriteBehindError`] if it was not noted; then the cache is as it was.
pub async fn save_later<Kinds, S, T>(
    writes: Writes<T>,
    call: Call<'static, '_, Kinds>,
    shape: S,
    links: Links,
    item: T,
    keep: impl FnOnce() -> Sink<T>,
) -> Result<(), WriteBehindError>
where
    Kinds: KeyKinds,
    S: Shape + Accept<T>,
    T: Cacheable,
{
    let has_tier = call.cache().tier().is_some();
    let journal = journal(&writes, &call)?;
    let under_way = UnderWay::begin(journal, keep);
    let key: Arc<str> = call.bare_key().text().into();
    let put = storing(call, shape, |own| *own = links, item.clone(), nothing);
    let write = Write {
        under_way,
        key,
        put: Some(put),
    };
    if has_tier {
        write.carried_out(item).await
    } else {
        write.carry_out(item).await
    }
}

/// Waits until all writes that were acknowledged are saved, or in the dead letters.
///
/// # Errors
/// [`WriteBehindError`] if the cache shuts down meanwhile, or the journal cannot be asked.
pub async fn flush_writes<T: 'static>(
    writes: Writes<T>,
    call: Call<'static, '_, ()>,
    keep: impl FnOnce() -> Sink<T>,
) -> Result<Flushed, WriteBehindError> {
    let journal = journal(&writes, &call)?;
    drop(UnderWay::begin(journal.clone(), keep));
    journal.flush().await
}

/// Begins to deliver, with nothing to write.
///
/// # Errors
/// [`WriteBehindError`] if there cannot be such a queue.
#[allow(
    clippy::needless_pass_by_value,
    reason = "a call is made for one operation"
)]
pub fn start_writes<T: 'static>(
    writes: Writes<T>,
    call: Call<'static, '_, ()>,
    keep: impl FnOnce() -> Sink<T>,
) -> Result<(), WriteBehindError> {
    let journal = journal(&writes, &call)?;
    drop(UnderWay::begin(journal, keep));
    Ok(())
}

/// How the queue stands.
///
/// # Errors
/// [`WriteBehindError`] if the journal cannot be asked.
pub async fn write_queue<T: 'static>(
    writes: Writes<T>,
    call: Call<'static, '_, ()>,
) -> Result<WriteQueue, WriteBehindError> {
    journal(&writes, &call)?.report().await
}

/// The writes that could not be saved.
///
/// # Errors
/// [`WriteBehindError`] if the journal cannot be asked.
pub async fn dead_letters<T: 'static>(
    writes: Writes<T>,
    call: Call<'static, '_, ()>,
) -> Result<Vec<DeadLetter<T>>, WriteBehindError> {
    journal(&writes, &call)?.dead_letters().await
}

fn journal<Kinds: KeyKinds, T: 'static>(
    writes: &Writes<T>,
    call: &Call<'static, '_, Kinds>,
) -> Result<Arc<dyn WriteJournal<T>>, WriteBehindError> {
    let (cache, instance, site) = (call.cache(), call.target.instance, writes.site);
    let id = (site.entries.id(), instance.types(), TypeId::of::<T>());
    let name = || format!("{}{}", site.entries.function(), instance.text());
    cache
        .write_queues()
        .queue(id, name, |name| (writes.open)(cache, site, name))
}

/// A call that may bring writes: until it ends, the queue keeps its sink, and when it ends, somebody delivers.
struct UnderWay<T>(Arc<dyn WriteJournal<T>>);

impl<T> UnderWay<T> {
    fn begin(journal: Arc<dyn WriteJournal<T>>, keep: impl FnOnce() -> Sink<T>) -> Self {
        let knows = journal.begin_call();
        let under_way = Self(journal);
        if !knows {
            under_way.0.know(keep(), Executor::here());
        }
        under_way
    }
}

impl<T> Drop for UnderWay<T> {
    fn drop(&mut self) {
        self.0.end_call();
    }
}

/// A write on its way into the journal and then into the cache.
struct Write<T> {
    under_way: UnderWay<T>,
    key: Arc<str>,
    put: Option<Putting>,
}

impl<T: Cacheable> Write<T> {
    /// Goes the whole way. Once the journal has the write, there is nothing to wait for where there is no shared tier.
    async fn carry_out(self, mut item: T) -> Result<(), WriteBehindError> {
        loop {
            let room = self.under_way.0.admit().await?;
            let _turn = self.under_way.0.turn(&self.key).await;
            match self.under_way.0.append(room, self.key.clone(), item).await {
                Appended::Noted => {
                    return {
                        store(self.put).await;
                        Ok(())
                    };
                }
                Appended::Full(back) => item = back,
                Appended::Failed(error) => return Err(error),
            }
        }
    }

    /// The same, on a task from where the journal is written: what it has taken goes into the cache too, whoever waits.
    async fn carried_out(self, mut item: T) -> Result<(), WriteBehindError> {
        let mut write = self;
        loop {
            let room = write.under_way.0.admit().await?;
            let turn = write.under_way.0.turn(&write.key).await;
            let (answer, answered) = oneshot::channel();
            let task = async move {
                let appended = write
                    .under_way
                    .0
                    .append(room, write.key.clone(), item)
                    .await;
                let outcome = match appended {
                    Appended::Noted => {
                        store(write.put.take()).await;
                        Ok(None)
                    }
                    Appended::Full(back) => Ok(Some((write, back))),
                    Appended::Failed(error) => Err(error),
                };
                drop(turn);
                // Nobody waits any more, and then nobody waits for room either.
                let _ = answer.send(outcome);
            };
            Executor::here().spawn(task);
            match answered.await {
                Ok(Ok(None)) => return Ok(()),
                Ok(Ok(Some((same, back)))) => (write, item) = (same, back),
                Ok(Err(error)) => return Err(error),
                // The runtime has ended, and the task with it.
                Err(_) => return Err(WriteBehindError::ShuttingDown),
            }
        }
    }
}

/// Puts the value into the cache. What the shared tier could not be told is told later, as after every put.
async fn store(put: Option<Putting>) {
    if let Some(put) = put {
        let _ = put_async(put).await;
    }
}
