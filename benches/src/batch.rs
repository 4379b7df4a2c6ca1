//! Batches: a hundred hits in Redis beside one bare `MGET` and its decoding, and a hundred hits in memory beside as many look-ups.

use crate::comparison::{Better, Cell, Column, Comparison};
use crate::page::Page;
use crate::peers::{cacheable_crate, cached_crate, cachekit_crate, hitbox_crate};
use crate::rounds::median;
use crate::shared::{Boxed, Contender, absent};
use crate::standing::OURS;
use crate::table;
use cache_runtime::{Cache, cached};
use cache_test_servers::Redis;
use redis::aio::MultiplexedConnection;
use std::collections::HashMap;
use std::future::Future;
use std::time::Instant;
use tokio::runtime::Runtime;

/// Each competitor is measured once in each.
const ROUNDS: usize = 25;
/// Batches of one measurement.
const BATCHES: u64 = 200;
/// Elements of one batch.
const SIZE: u64 = 100;
/// Elements that are asked for in turn.
const KEYS: u64 = 1_000;
/// Bytes of text in a value.
const TEXT: usize = 180;
const BARE: &str = "bare `MGET` and decoding";

/// A way to get the elements of a batch.
struct Way {
    name: &'static str,
    get: Box<dyn Fn(Vec<u64>) -> Boxed<usize>>,
}

impl Way {
    fn new<F>(name: &'static str, get: impl Fn(Vec<u64>) -> F + 'static) -> Self
    where
        F: Future<Output = usize> + Send + 'static,
    {
        Self {
            name,
            get: Box::new(move |ids| Box::pin(get(ids))),
        }
    }
}

#[allow(clippy::unused_async, reason = "hits are measured, not loads")]
#[cached(key = "pages:<id>", batch = ids, ttl = "1h", tier = "redis")]
async fn pages(ids: Vec<u64>) -> HashMap<u64, Page> {
    ids.into_iter()
        .map(|id| (id, Page::load(id, TEXT)))
        .collect()
}

#[allow(clippy::unused_async, reason = "hits are measured, not loads")]
#[cached(key = "page:<bytes>:<id>", ttl = "1h", tier = "redis")]
async fn page(bytes: usize, id: u64) -> Page {
    Page::load(id, bytes)
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
    print_redis(&runtime, &server, &connection);
    print_memory(&runtime);
}

fn print_redis(runtime: &Runtime, server: &Redis, connection: &MultiplexedConnection) {
    let limit = connection.clone();
    let mut ways = vec![
        Way::new(BARE, move |ids| {
            let connection = limit.clone();
            async move { bare(&connection, ids).await.len() }
        }),
        Way::new(OURS, |ids| async move { pages(ids).await.len() }),
    ];
    let batches = ways.len();
    ways.extend(runtime.block_on(singly(server, connection)));
    let cells = cells(&ways, &rounds(runtime, &ways));
    let (batch, single) = cells.split_at(batches);
    Comparison::new(
        "100 hits in Redis, 200 B each, memory tier off: µs",
        &absent(),
    )
    .with(Column::new("one batch", Better::Lower, batch.to_vec()))
    .with(Column::new(
        "100 calls at once",
        Better::Lower,
        single.to_vec(),
    ))
    .print();
}

/// The same elements by a hundred calls at the same time, which everybody offers who keeps values in Redis.
async fn singly(server: &Redis, connection: &MultiplexedConnection) -> Vec<Way> {
    let url = server.url();
    let contenders = [
        Contender::new(OURS, |bytes, id| async move { page(bytes, id).await.id }),
        cached_crate::redis(&url),
        hitbox_crate::redis(&url),
        cachekit_crate::redis(&url).await,
        cacheable_crate::redis(connection.clone()),
    ];
    for contender in &contenders {
        contender.hit_at_once(TEXT, (0..KEYS).collect()).await;
    }
    contenders
        .into_iter()
        .map(|contender| {
            let name = contender.name;
            Way {
                name,
                get: Box::new(move |ids| contender.hit_at_once(TEXT, ids)),
            }
        })
        .collect()
}

fn print_memory(runtime: &Runtime) {
    let ways = [
        Way::new("100 calls into a map", |ids| async move {
            let each = ids.into_iter().map(|id| (id, number(id)));
            each.collect::<HashMap<_, _>>().len()
        }),
        Way::new("one batch", |ids| async move { numbers(&ids).len() }),
        Way::new("100 calls alone", |ids| async move {
            ids.into_iter().filter(|id| number(*id) == *id).count()
        }),
    ];
    let cells = cells(&ways, &rounds(runtime, &ways));
    let rows: Vec<Vec<String>> = cells
        .into_iter()
        .map(|cell| vec![cell.name, cell.text])
        .collect();
    table::print(
        "100 hits in memory, `u64`, of ours: µs",
        &["", "µs, ratio"],
        &rows,
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
        number(id);
        let value = postcard::to_stdvec(&Page::load(id, TEXT)).expect("it has a known length");
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

/// Microseconds a batch of each way, in turn.
#[allow(clippy::cast_precision_loss, reason = "hundreds of batches")]
fn rounds(runtime: &Runtime, ways: &[Way]) -> Vec<Vec<f64>> {
    let mut samples = vec![Vec::with_capacity(ROUNDS); ways.len()];
    for round in 0..ROUNDS {
        for turn in 0..ways.len() {
            let which = (round + turn) % ways.len();
            let batches: Vec<Boxed<usize>> = (0..BATCHES)
                .map(|turn| {
                    let ids = (0..SIZE).map(|place| (turn * 31 + place * 7) % KEYS);
                    (ways[which].get)(ids.collect())
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

/// Medians, and medians of the ratios to the first in the same round.
fn cells(ways: &[Way], samples: &[Vec<f64>]) -> Vec<Cell> {
    let cell = |(way, own): (&Way, &Vec<f64>)| {
        let middle = median(own.clone());
        let ratios = own.iter().zip(&samples[0]);
        let ratio = median(ratios.map(|(own, first)| own / first).collect());
        Cell {
            name: way.name.to_owned(),
            figure: ratio,
            text: format!("{middle:.1}, {ratio:.2} ×"),
        }
    };
    ways.iter().zip(samples).map(cell).collect()
}
