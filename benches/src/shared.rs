//! Hits in Redis, with the memory tier off: ours beside a bare `GET` and its decoding on one multiplexed connection.

use crate::rounds::median;
use crate::table;
use cache_runtime::{Cache, cached};
use cache_test_servers::Redis;
use redis::aio::MultiplexedConnection;
use serde::{Deserialize, Serialize};
use std::future::Future;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

/// Each competitor is measured once in each.
const ROUNDS: usize = 15;
/// Hits of one measurement.
const HITS: usize = 20_000;
/// Keys that are asked for in turn.
const KEYS: u64 = 1_000;
/// Callers at the same time.
const CALLERS: [usize; 3] = [1, 64, 512];
/// Bytes of text in a value.
const SIZES: [(&str, usize); 2] = [("200 B", 180), ("4 KiB", 4076)];
/// Entries that one tag is invalidated for.
const TAGGED: u64 = 1_000_000;

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Page {
    id: u64,
    text: String,
}

impl Page {
    fn load(id: u64, bytes: usize) -> Self {
        let text = "x".repeat(bytes);
        Self { id, text }
    }
}

#[allow(clippy::unused_async, reason = "hits are measured, not loads")]
#[cached(key = "page:<bytes>:<id>", ttl = "1h", tier = "redis")]
async fn page(bytes: usize, id: u64) -> Page {
    Page::load(id, bytes)
}

#[allow(clippy::unused_async, reason = "what surrounds the load is counted")]
#[cached(key = "locked:<id>", ttl = "1h", tier = "redis", stampede = "lock")]
async fn locked(id: u64) -> Page {
    Page::load(id, 180)
}

#[allow(clippy::unused_async, reason = "a million of them")]
#[cached(key = "tagged:<id>", ttl = "1h", tier = "redis", tags = ["all"])]
async fn tagged(id: u64) -> u64 {
    id
}

/// The physical limit: one command, one decode.
async fn bare(connection: &MultiplexedConnection, bytes: usize, id: u64) -> Page {
    let mut connection = connection.clone();
    let key = format!("bare:{bytes}:{id}");
    let value: Vec<u8> = redis::cmd("GET")
        .arg(key)
        .query_async(&mut connection)
        .await
        .expect("the server runs on this machine");
    postcard::from_bytes(&value).expect("it was written so")
}

/// Prints the tables.
///
/// # Panics
/// If the system refuses a runtime, or there is no `redis-server`.
pub fn print() {
    let runtime = Runtime::new().expect("a runtime needs a few threads");
    let server = Redis::start();
    let connection = runtime.block_on(prepare(&server));
    let mut rows = Vec::new();
    for (name, bytes) in SIZES {
        for callers in CALLERS {
            rows.push(compare(&runtime, &connection, name, bytes, callers));
        }
    }
    table::print(
        "Hits in Redis, one connection, memory tier off (medians of rounds in turn)",
        &[
            "",
            "bare k/s",
            "ours k/s",
            "ratio",
            "bare p99 µs",
            "ours p99 µs",
            "ratio",
        ],
        &rows,
    );
    table::print(
        "Commands and time",
        &["", "measured"],
        &[
            vec![
                "commands per hit".into(),
                format!("{:.3}", commands_per_hit(&runtime, &server)),
            ],
            vec![
                "commands per miss with lock, beyond the loader".into(),
                format!("{:.3}", commands_per_miss(&runtime, &server)),
            ],
            invalidation(&runtime, &server),
        ],
    );
}

async fn prepare(server: &Redis) -> MultiplexedConnection {
    let cache = Cache::builder()
        .namespace("bench")
        .redis_timeout(Duration::from_secs(5))
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
    for (_, bytes) in SIZES {
        for id in 0..KEYS {
            page(bytes, id).await;
            let value = postcard::to_stdvec(&Page::load(id, bytes)).expect("it has a known length");
            let mut connection = connection.clone();
            let _: () = redis::cmd("SET")
                .arg(format!("bare:{bytes}:{id}"))
                .arg(value)
                .query_async(&mut connection)
                .await
                .expect("the server runs on this machine");
        }
    }
    connection
}

fn compare(
    runtime: &Runtime,
    connection: &MultiplexedConnection,
    name: &str,
    bytes: usize,
    callers: usize,
) -> Vec<String> {
    let mut samples = [Vec::new(), Vec::new()];
    for round in 0..ROUNDS {
        for turn in 0..2 {
            let which = (round + turn) % 2;
            let connection = connection.clone();
            let measured = if which == 0 {
                runtime.block_on(hit_all(callers, move |id| {
                    let connection = connection.clone();
                    async move { bare(&connection, bytes, id).await.id }
                }))
            } else {
                runtime.block_on(hit_all(callers, move |id| async move {
                    page(bytes, id).await.id
                }))
            };
            samples[which].push(measured);
        }
    }
    let [bare, ours] = samples;
    let ratios = |of: Reading| {
        median(
            bare.iter()
                .zip(&ours)
                .map(|(bare, ours)| of(ours) / of(bare))
                .collect(),
        )
    };
    let middle = |all: &[Measured], of: Reading| median(all.iter().map(of).collect());
    let rate: Reading = |measured| measured.rate;
    let tail: Reading = |measured| measured.p99;
    vec![
        format!("{name}, {callers} callers"),
        format!("{:.0}", middle(&bare, rate)),
        format!("{:.0}", middle(&ours, rate)),
        format!("{:.2} ×", ratios(rate)),
        format!("{:.0}", middle(&bare, tail)),
        format!("{:.0}", middle(&ours, tail)),
        format!("{:.2} ×", ratios(tail)),
    ]
}

type Reading = fn(&Measured) -> f64;

struct Measured {
    /// Thousand hits in a second.
    rate: f64,
    /// Microseconds.
    p99: f64,
}

#[allow(clippy::cast_precision_loss, reason = "tens of thousands of hits")]
async fn hit_all<F: Future<Output = u64> + Send + 'static>(
    callers: usize,
    hit: impl Fn(u64) -> F + Clone + Send + 'static,
) -> Measured {
    let each = HITS / callers;
    let start = Instant::now();
    let mut tasks = JoinSet::new();
    for caller in 0..callers {
        let hit = hit.clone();
        tasks.spawn(async move {
            let mut times = Vec::with_capacity(each);
            for turn in 0..each {
                let id = (caller * 31 + turn * 7) as u64 % KEYS;
                let start = Instant::now();
                assert_eq!(hit(id).await, id);
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

/// What this process sent: reads and scripts. What a script itself calls is part of the script's one round trip; none of
/// those in question here calls `GET`.
fn commands(server: &Redis) -> u64 {
    let stats = server.command_stats();
    ["get", "mget", "evalsha", "eval"]
        .iter()
        .filter_map(|name| stats.get(*name))
        .sum()
}

#[allow(clippy::cast_precision_loss, reason = "a few thousand")]
fn commands_per_hit(runtime: &Runtime, server: &Redis) -> f64 {
    server.reset_stats();
    runtime.block_on(async {
        for id in 0..KEYS {
            page(180, id).await;
        }
    });
    commands(server) as f64 / KEYS as f64
}

#[allow(clippy::cast_precision_loss, reason = "a few thousand")]
fn commands_per_miss(runtime: &Runtime, server: &Redis) -> f64 {
    runtime.block_on(async { locked(KEYS).await });
    server.reset_stats();
    runtime.block_on(async {
        for id in 0..KEYS {
            locked(id).await;
        }
    });
    commands(server) as f64 / KEYS as f64
}

fn invalidation(runtime: &Runtime, server: &Redis) -> Vec<String> {
    runtime.block_on(async {
        let mut tasks = JoinSet::new();
        for part in 0..64 {
            tasks.spawn(async move {
                let mut id = part;
                while id < TAGGED {
                    tagged(id).await;
                    id += 64;
                }
            });
        }
        tasks.join_all().await;
    });
    server.reset_stats();
    let cache = Cache::installed();
    let start = Instant::now();
    runtime
        .block_on(cache.invalidate_tag("all"))
        .expect("the server runs on this machine");
    let took = start.elapsed();
    vec![
        format!("invalidating one tag of {TAGGED} entries"),
        format!(
            "{} commands, {:.2} ms",
            commands(server),
            took.as_secs_f64() * 1e3
        ),
    ]
}
