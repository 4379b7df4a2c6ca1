//! Batches: a hundred hits in Redis beside one bare `MGET` and its decoding, and a hundred hits in memory beside as many look-ups.

use crate::rounds::median;
use crate::table;
use cache_runtime::{Cache, cached};
use cache_test_servers::Redis;
use redis::aio::MultiplexedConnection;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::future::Future;
use std::time::Instant;
use tokio::runtime::Runtime;

/// Each competitor is measured once in each.
const ROUNDS: usize = 25;
/// Batches of one measurement.
const BATCHES: u64 = 400;
/// Elements of one batch.
const SIZE: u64 = 100;
/// Elements that are asked for in turn.
const KEYS: u64 = 1_000;
/// Bytes of text in a value.
const TEXT: usize = 180;

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Page {
    id: u64,
    text: String,
}

impl Page {
    fn load(id: u64) -> Self {
        Self {
            id,
            text: "x".repeat(TEXT),
        }
    }
}

#[allow(clippy::unused_async, reason = "hits are measured, not loads")]
#[cached(key = "pages:<id>", batch = ids, ttl = "1h", tier = "redis")]
async fn pages(ids: Vec<u64>) -> HashMap<u64, Page> {
    ids.into_iter().map(|id| (id, Page::load(id))).collect()
}

#[allow(clippy::unused_async, reason = "hits are measured, not loads")]
#[cached(key = "page:<id>", ttl = "1h", tier = "redis")]
async fn page(id: u64) -> Page {
    Page::load(id)
}

#[cached(key = "numbers:<id>", batch = ids, ttl = "1h", tier = "memory")]
fn numbers(ids: &[u64]) -> HashMap<u64, u64> {
    ids.iter().map(|id| (*id, *id)).collect()
}

#[cached(key = "number:<id>", ttl = "1h", tier = "memory")]
fn number(id: u64) -> u64 {
    id
}

/// The physical limit: one command, and each value decoded and put into a map.
async fn bare(connection: &MultiplexedConnection, ids: Vec<u64>) -> HashMap<u64, Page> {
    let mut connection = connection.clone();
    let mut get = redis::cmd("MGET");
    for id in &ids {
        get.arg(format!("bare:{id}"));
    }
    let values: Vec<Vec<u8>> = get
        .query_async(&mut connection)
        .await
        .expect("the server runs on this machine");
    let page = |value: &Vec<u8>| postcard::from_bytes(value).expect("it was written so");
    ids.into_iter().zip(values.iter().map(page)).collect()
}

/// Prints the tables.
///
/// # Panics
/// If the system refuses a runtime, or there is no `redis-server`.
pub fn print() {
    let runtime = Runtime::new().expect("a runtime needs a few threads");
    let server = Redis::start();
    let connection = runtime.block_on(prepare(&server));
    let redis = rounds(&runtime, |which, ids| {
        let connection = connection.clone();
        async move {
            match which {
                0 => bare(&connection, ids).await.len(),
                1 => pages(ids).await.len(),
                _ => singly(ids).await,
            }
        }
    });
    table::print(
        "A batch of 100 hits in Redis, memory tier off (µs a batch, medians of rounds in turn)",
        &[
            "",
            "bare MGET",
            "batch",
            "ratio",
            "100 calls at once",
            "ratio",
        ],
        &[row("200 B", &redis)],
    );
    let memory = rounds(&runtime, |which, ids| async move {
        match which {
            0 => ids
                .into_iter()
                .map(|id| (id, number(id)))
                .collect::<HashMap<_, _>>()
                .len(),
            1 => numbers(&ids).len(),
            _ => ids.into_iter().filter(|id| number(*id) == *id).count(),
        }
    });
    table::print(
        "A batch of 100 hits in memory (µs a batch, medians of rounds in turn)",
        &[
            "",
            "100 calls into a map",
            "batch",
            "ratio",
            "100 calls alone",
            "ratio",
        ],
        &[row("u64", &memory)],
    );
}

async fn prepare(server: &Redis) -> MultiplexedConnection {
    let cache = Cache::builder()
        .namespace("bench")
        .redis(server.url())
        .build()
        .await
        .expect("the server runs on this machine");
    cache.install().expect("nothing else was installed");
    let client = redis::Client::open(server.url()).expect("the address is one");
    let connection = client
        .get_multiplexed_async_connection()
        .await
        .expect("the server runs on this machine");
    pages((0..KEYS).collect()).await;
    for id in 0..KEYS {
        page(id).await;
        number(id);
        let value = postcard::to_stdvec(&Page::load(id)).expect("it has a known length");
        let mut connection = connection.clone();
        let _: () = redis::cmd("SET")
            .arg(format!("bare:{id}"))
            .arg(value)
            .query_async(&mut connection)
            .await
            .expect("the server runs on this machine");
    }
    numbers(&(0..KEYS).collect::<Vec<_>>());
    connection
}

/// The same elements by a hundred calls at the same time.
async fn singly(ids: Vec<u64>) -> usize {
    let mut calls = tokio::task::JoinSet::new();
    for id in ids {
        calls.spawn(page(id));
    }
    calls.join_all().await.len()
}

/// Microseconds a batch of each of three competitors, in turn.
#[allow(clippy::cast_precision_loss, reason = "hundreds of batches")]
fn rounds<F: Future<Output = usize> + Send + 'static>(
    runtime: &Runtime,
    batch: impl Fn(usize, Vec<u64>) -> F,
) -> [Vec<f64>; 3] {
    let mut samples = [Vec::new(), Vec::new(), Vec::new()];
    for round in 0..ROUNDS {
        for turn in 0..3 {
            let which = (round + turn) % 3;
            let batches: Vec<F> = (0..BATCHES)
                .map(|turn| {
                    let ids = (0..SIZE).map(|place| (turn * 31 + place * 7) % KEYS);
                    batch(which, ids.collect())
                })
                .collect();
            let took = runtime.block_on(async {
                let all = tokio::spawn(async move {
                    let start = Instant::now();
                    for batch in batches {
                        assert_eq!(batch.await as u64, SIZE);
                    }
                    start.elapsed()
                });
                all.await.expect("no batch panics")
            });
            samples[which].push(took.as_secs_f64() * 1e6 / BATCHES as f64);
        }
    }
    samples
}

fn row(name: &str, samples: &[Vec<f64>]) -> Vec<String> {
    let [first, ours, others] = samples else {
        return Vec::new();
    };
    let ratio = |of: &[f64]| {
        let ratios = of.iter().zip(first).map(|(one, other)| one / other);
        format!("{:.2} ×", median(ratios.collect()))
    };
    let middle = |all: &[f64]| format!("{:.1}", median(all.to_vec()));
    vec![
        name.into(),
        middle(first),
        middle(ours),
        ratio(ours),
        middle(others),
        ratio(others),
    ]
}
