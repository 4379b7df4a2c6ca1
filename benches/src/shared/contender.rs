//! [`Contender`]: one way to keep pages in Redis, asked by many callers at once.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// A future whose type is of no interest.
pub type Boxed<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// One row of the tables about Redis.
pub struct Contender {
    /// Its name in the tables.
    pub name: &'static str,
    hit_all: Box<dyn Fn(Load) -> Boxed<Measured>>,
    hit_at_once: Box<dyn Fn(usize, Vec<u64>) -> Boxed<usize>>,
}

/// Who asks for what.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// Bytes of text in a page.
    pub bytes: usize,
    /// How many ask at the same time.
    pub callers: usize,
    /// How many hits all of them have together.
    pub hits: usize,
    /// The pages that they ask for in turn.
    pub pages: u64,
}

/// What the callers saw.
#[derive(Debug, Clone, Copy)]
pub struct Measured {
    /// Thousand hits in a second.
    pub rate: f64,
    /// Microseconds.
    pub p99: f64,
}

impl Contender {
    /// Asks for a page of so many bytes by its number, and gets that number from it. A first call may load.
    pub fn new<F>(
        name: &'static str,
        hit: impl Fn(usize, u64) -> F + Clone + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = u64> + Send + 'static,
    {
        let again = hit.clone();
        Self {
            name,
            hit_all: Box::new(move |load| Box::pin(hit_all(load, hit.clone()))),
            hit_at_once: Box::new(move |bytes, ids| {
                Box::pin(hit_at_once(bytes, ids, again.clone()))
            }),
        }
    }

    /// All callers ask until all hits are had.
    pub async fn hit_all(&self, load: Load) -> Measured {
        (self.hit_all)(load).await
    }

    /// Asks for these pages by as many tasks at the same time.
    #[must_use]
    pub fn hit_at_once(&self, bytes: usize, ids: Vec<u64>) -> Boxed<usize> {
        (self.hit_at_once)(bytes, ids)
    }
}

#[allow(clippy::cast_precision_loss, reason = "tens of thousands of hits")]
async fn hit_all<F: Future<Output = u64> + Send + 'static>(
    load: Load,
    hit: impl Fn(usize, u64) -> F + Clone + Send + 'static,
) -> Measured {
    let each = load.hits / load.callers;
    let start = Instant::now();
    let mut tasks = JoinSet::new();
    for caller in 0..load.callers {
        let hit = hit.clone();
        tasks.spawn(async move {
            let mut times = Vec::with_capacity(each);
            for turn in 0..each {
                let id = (caller * 31 + turn * 7) as u64 % load.pages;
                let start = Instant::now();
                assert_eq!(hit(load.bytes, id).await, id);
                times.push(start.elapsed());
            }
            times
        });
    }
    let mut times: Vec<Duration> = tasks.join_all().await.into_iter().flatten().collect();
    let took = start.elapsed();
    times.sort_unstable();
    Measured {
        rate: times.len() as f64 / took.as_secs_f64() / 1e3,
        p99: times[times.len() * 99 / 100].as_secs_f64() * 1e6,
    }
}

async fn hit_at_once<F: Future<Output = u64> + Send + 'static>(
    bytes: usize,
    ids: Vec<u64>,
    hit: impl Fn(usize, u64) -> F,
) -> usize {
    let mut calls = JoinSet::new();
    for id in ids {
        calls.spawn(hit(bytes, id));
    }
    calls.join_all().await.len()
}

impl fmt::Debug for Contender {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Contender")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}
