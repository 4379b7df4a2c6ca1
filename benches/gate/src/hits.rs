//! The hits that are counted, each of one cached function.

#![allow(
    clippy::unnecessary_wraps,
    reason = "what is counted is a hit of a function that returns an `Option` or a `Result`"
)]

use cache_gate::counted;
use cache_runtime::{Cache, cached};
use std::convert::Infallible;
use std::future::{Future, ready};
use std::hint::black_box;
use std::pin::pin;
use std::sync::{Arc, LazyLock};
use std::task::{Context, Poll, Waker};

/// One kind of hit.
pub(crate) struct Hit {
    /// As the record has it.
    pub(crate) name: &'static str,
    /// Answers calls for the keys with these numbers, one after the other.
    pub(crate) run: fn(&[u32]),
}

/// All of them. A new row is recorded by `--record`.
pub(crate) const HITS: [Hit; 9] = [
    Hit {
        name: "u64",
        run: |keys| each(keys, |key| by_number(key.into())),
    },
    Hit {
        name: "&str of 12 bytes",
        run: |keys| named(keys, by_name),
    },
    Hit {
        name: "(u64, &str)",
        run: |keys| named(keys, |name| by_both(3, name)),
    },
    Hit {
        name: "async",
        run: |keys| each(keys, |key| at_once(by_number_async(key.into()))),
    },
    Hit {
        name: "None",
        run: |keys| each(keys, |key| nobody(key.into())),
    },
    Hit {
        name: "Result",
        run: |keys| each(keys, |key| fallible(key.into())),
    },
    Hit {
        name: "sliding",
        run: |keys| each(keys, |key| sliding(key.into())),
    },
    Hit {
        name: "stale windows and refresh_ahead",
        run: |keys| each(keys, |key| resilient(key.into())),
    },
    Hit {
        name: "a cache of its own",
        run: |keys| each(keys, |key| elsewhere(key.into())),
    },
];

/// Different keys: enough that each takes its own way through the table.
const KEYS: u32 = 2_000;
/// Without a common factor with their number: so each is asked for in turn, and never its neighbour next.
const STEP: u32 = 733;

impl Hit {
    /// Loads each key, then answers so many calls.
    pub(crate) fn run(&self, calls: u32) {
        let each: Vec<u32> = (0..KEYS).collect();
        // Twice: the first call of a function makes its region.
        (self.run)(&each);
        (self.run)(&each);
        let sequence: Vec<u32> = (0..calls).map(|call| call % KEYS * STEP % KEYS).collect();
        counted(&mut || (self.run)(&sequence));
    }
}

fn each<T>(keys: &[u32], hit: impl Fn(u32) -> T) {
    for &key in keys {
        black_box(hit(black_box(key)));
    }
}

fn named<T>(keys: &[u32], hit: impl Fn(&str) -> T) {
    static NAMES: LazyLock<Vec<String>> =
        LazyLock::new(|| (0..KEYS).map(|key| format!("user-{key:07}")).collect());
    let names = &*NAMES;
    each(keys, |key| hit(&names[key as usize]));
}

/// The answer of a future that never waits.
fn at_once<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => answer,
        Poll::Pending => unreachable!("no loader here waits for anything"),
    }
}

#[cached(key = "number:<id>", ttl = "1h", capacity = 20_000)]
fn by_number(id: u64) -> Arc<u64> {
    Arc::new(id)
}

#[cached(key = "name:<name>", ttl = "1h", capacity = 20_000)]
fn by_name(name: &str) -> Arc<u64> {
    Arc::new(name.len() as u64)
}

#[cached(key = "both:<tenant>:<name>", ttl = "1h", capacity = 20_000)]
fn by_both(tenant: u64, name: &str) -> Arc<u64> {
    Arc::new(tenant + name.len() as u64)
}

#[cached(key = "async:<id>", ttl = "1h", capacity = 20_000)]
async fn by_number_async(id: u64) -> Arc<u64> {
    ready(Arc::new(id)).await
}

#[cached(
    key = "nobody:<id>",
    ttl = "1h",
    negative_ttl = "1h",
    capacity = 20_000
)]
fn nobody(id: u64) -> Option<Arc<u64>> {
    (id > u64::from(KEYS)).then(|| Arc::new(id))
}

#[cached(key = "fallible:<id>", ttl = "1h", capacity = 20_000)]
fn fallible(id: u64) -> Result<Arc<u64>, Infallible> {
    Ok(Arc::new(id))
}

#[cached(key = "sliding:<id>", ttl = "1h", sliding = true, capacity = 20_000)]
fn sliding(id: u64) -> Arc<u64> {
    Arc::new(id)
}

#[cached(
    key = "resilient:<id>",
    ttl = "1h",
    stale_while_revalidate = "1m",
    refresh_ahead = 0.8,
    capacity = 20_000
)]
fn resilient(id: u64) -> Arc<u64> {
    Arc::new(id)
}

#[cached(key = "elsewhere:<id>", ttl = "1h", capacity = 20_000, cache = *ELSEWHERE)]
fn elsewhere(id: u64) -> Arc<u64> {
    Arc::new(id)
}

static ELSEWHERE: LazyLock<Cache> = LazyLock::new(Cache::memory);
