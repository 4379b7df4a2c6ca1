//! A thousand tasks miss one key at once: how often is it loaded?

use crate::comparison::{Better, Cell, Column, Comparison};
use crate::peers::{
    absent, cacheable_crate, cached_crate, cachekit_crate, cachet_crate, foyer_crate, hitbox_crate,
    moka_crate, oxcache_crate, quick_cache_by_hand,
};
use crate::standing::OURS;
use crate::user::User;
use std::convert::Infallible;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Runtime;

const TASKS: usize = 1_000;

/// A call whose answer is of no interest.
pub type BoxedCall = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A function that everybody calls at once.
pub struct Rush {
    name: &'static str,
    call: Box<dyn Fn() -> BoxedCall>,
}

#[cache_runtime::cached(key = "stampede:<id>", ttl = "1h")]
async fn ours(id: u64) -> Arc<User> {
    load_slowly(id).await
}

/// A query that takes long enough for all to come.
pub async fn load_slowly(id: u64) -> Arc<User> {
    tokio::time::sleep(Duration::from_millis(50)).await;
    User::load_shared(id)
}

impl Rush {
    /// Calls whose load is [`load_slowly`].
    pub fn new<F>(name: &'static str, call: impl Fn() -> F + 'static) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        Self {
            name,
            call: Box::new(move || Box::pin(call())),
        }
    }
}

/// Prints the table.
///
/// # Panics
/// If the system refuses a runtime.
pub fn print() {
    let runtime = Runtime::new().expect("a runtime needs a few threads");
    let cells = rushes()
        .into_iter()
        .map(|rush| Cell::count(rush.name, loads(&runtime, &rush)))
        .collect();
    Comparison::new("1,000 tasks miss one key", &absent())
        .with(Column::new("loads", Better::Lower, cells))
        .print();
}

fn rushes() -> Vec<Rush> {
    let mut all = vec![Rush::new(OURS, || async { drop(ours(1).await) })];
    all.extend(cached_crate::stampede());
    all.push(moka_crate::stampede());
    all.push(with_quick_cache());
    all.push(foyer_crate::stampede());
    all.extend(cachet_crate::stampede());
    all.extend(hitbox_crate::stampede());
    all.push(cachekit_crate::stampede());
    all.extend(cacheable_crate::stampede());
    all.extend(oxcache_crate::stampede());
    all
}

fn with_quick_cache() -> Rush {
    let table = Arc::new(quick_cache_by_hand::table::<u64, Arc<User>>(100));
    Rush::new("quick_cache, get_or_insert_async", move || {
        let table = table.clone();
        async move {
            let load = async { Ok::<_, Infallible>(load_slowly(1).await) };
            let _: Result<_, Infallible> = table.get_or_insert_async(&1, load).await;
        }
    })
}

fn loads(runtime: &Runtime, rush: &Rush) -> u64 {
    let before = User::loads();
    runtime.block_on(async {
        let tasks: Vec<_> = (0..TASKS).map(|_| tokio::spawn((rush.call)())).collect();
        for task in tasks {
            task.await.expect("a call does not panic");
        }
    });
    User::loads() - before
}

impl fmt::Debug for Rush {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Rush")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}
