//! The way of async functions: so many calls at a time within one task, and no task of their own. Who drops the warming
//! drops what is under way.

use super::running::Running;
use super::settings::Warming;
use super::summary::{Tally, Warmed};
use crate::background::caught;
use crate::cached::Source;
use crate::key::CacheKey;
use std::future::{Future, poll_fn};
use std::task::Poll;

/// Keys in a row after which others get a turn: a key that is there never waits.
const TURN: u64 = 64;

/// Calls a function for each of `keys`; `call` names the entry and begins the call.
pub async fn warm_async<I, F, A>(keys: I, warming: impl Into<Warming>, mut call: F) -> Warmed
where
    I: IntoIterator,
    F: FnMut(I::Item) -> (CacheKey, A),
    A: Future<Output = Result<Source, String>>,
{
    let Warming {
        concurrency,
        on_progress,
    } = warming.into();
    let mut keys = keys.into_iter().fuse();
    let mut tally = Tally::begin(on_progress, keys.size_hint());
    let mut running = Running::new(concurrency);
    let mut left = TURN;
    loop {
        while running.has_room()
            && let Some(key) = keys.next()
        {
            let (key, answer) = call(key);
            running.add(async move { (key, caught(answer).await) });
        }
        let Some((key, outcome)) = running.next().await else {
            return tally.end();
        };
        tally.note(&key, outcome);
        left -= 1;
        if left == 0 {
            left = TURN;
            give_way().await;
        }
    }
}

/// Lets others have the thread, and goes on.
async fn give_way() {
    let mut gave = false;
    poll_fn(|context| {
        if gave {
            return Poll::Ready(());
        }
        gave = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}
