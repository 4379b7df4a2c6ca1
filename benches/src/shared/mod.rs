//! Hits in Redis, with the memory tier off: ours and the peers beside a bare `GET` and its decoding on one multiplexed connection.

mod contender;

pub use contender::{Boxed, Contender, Load, Measured};

use crate::comparison::{Absent, Better, Cell, Column, Comparison, NOT_OFFERED};
use crate::page::Page;
use crate::peers::{cacheable_crate, cached_crate, cachekit_crate, hitbox_crate, oxcache_crate};
use crate::rounds::median;
use crate::standing::OURS;
use crate::table;
use cache_runtime::{Cache, cached};
use cache_test_servers::Redis;
use redis::aio::MultiplexedConnection;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

/// Each contender is measured once in each.
const ROUNDS: usize = 15;
/// Hits of one measurement, for one caller and for many.
const HITS: [usize; 2] = [5_000, 20_000];
/// Keys that are asked for in turn.
const KEYS: u64 = 1_000;
/// Callers at the same time.
const CALLERS: [usize; 3] = [1, 64, 512];
/// Bytes of text in a value.
const SIZES: [(&str, usize); 2] = [("200 B", 180), ("4 KiB", 4076)];
/// Entries that one tag is invalidated for.
const TAGGED: u64 = 1_000_000;
/// What the harness itself sends, and what connections do for themselves.
const NOT_OF_A_HIT: [&str; 5] = [
    "info",
    "config|resetstat",
    "ping",
    "client|setinfo",
    "client|getname",
];

/// Who has no row, and why.
#[must_use]
pub fn absent() -> Vec<Absent> {
    let not_offered = |name| Absent {
        name,
        why: NOT_OFFERED,
    };
    vec![
        not_offered("cachet (a trait to implement)"),
        not_offered("foyer"),
        not_offered("memoize"),
        not_offered("moka"),
        oxcache_crate::REDIS,
    ]
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
    let contenders = runtime.block_on(contenders(&server, &connection));
    print_hits(&runtime, &contenders);
    print_commands(&runtime, &server, &contenders);
    table::print(
        "Commands and time of ours alone",
        &["", "measured"],
        &[
            vec![
                "commands per miss with lock, beyond the loader".into(),
                format!("{:.3}", commands_per_miss(&runtime, &server)),
            ],
            invalidation(&runtime, &server),
        ],
    );
}

/// Everybody who keeps pages in Redis, the bare command first; all pages of all are there.
async fn contenders(server: &Redis, connection: &MultiplexedConnection) -> Vec<Contender> {
    let url = server.url();
    let limit = connection.clone();
    let all = vec![
        Contender::new("bare `GET` and decoding", move |bytes, id| {
            let connection = limit.clone();
            async move { bare(&connection, bytes, id).await.id }
        }),
        Contender::new(OURS, |bytes, id| async move { page(bytes, id).await.id }),
        cached_crate::redis(&url),
        hitbox_crate::redis(&url),
        cachekit_crate::redis(&url).await,
        cacheable_crate::redis(connection.clone()),
    ];
    for contender in &all[1..] {
        for (_, bytes) in SIZES {
            contender.hit_all(once(bytes)).await;
        }
    }
    all
}

/// Each page once.
fn once(bytes: usize) -> Load {
    Load {
        bytes,
        callers: 1,
        hits: usize::try_from(KEYS).expect("a thousand"),
        pages: KEYS,
    }
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

fn print_hits(runtime: &Runtime, contenders: &[Contender]) {
    let absent = absent();
    let mut rates = Comparison::new(
        "Hits in Redis, one connection, memory tier off: thousand a second",
        &absent,
    );
    let mut tails = Comparison::new(
        "The same hits: 99 of 100 take no longer than so many µs",
        &absent,
    );
    for (name, bytes) in SIZES {
        for callers in CALLERS {
            let load = Load {
                bytes,
                callers,
                hits: if callers == 1 { HITS[0] } else { HITS[1] },
                pages: KEYS,
            };
            let head = match callers {
                1 => format!("{name}, 1 caller"),
                _ => format!("{name}, {callers} callers"),
            };
            let samples = samples(runtime, contenders, load);
            let rate = cells(contenders, &samples, |measured| measured.rate);
            let tail = cells(contenders, &samples, |measured| measured.p99);
            rates = rates.with(Column::new(head.clone(), Better::Higher, rate));
            tails = tails.with(Column::new(head, Better::Lower, tail));
        }
    }
    rates.print();
    tails.print();
}

/// What each contender did in each round; the order rotates.
fn samples(runtime: &Runtime, contenders: &[Contender], load: Load) -> Vec<Vec<Measured>> {
    let mut samples = vec![Vec::with_capacity(ROUNDS); contenders.len()];
    for round in 0..ROUNDS {
        for turn in 0..contenders.len() {
            let which = (round + turn) % contenders.len();
            samples[which].push(runtime.block_on(contenders[which].hit_all(load)));
        }
    }
    samples
}

/// Medians, and medians of the ratios to the first in the same round.
fn cells(
    contenders: &[Contender],
    samples: &[Vec<Measured>],
    of: fn(&Measured) -> f64,
) -> Vec<Cell> {
    let cell = |(contender, own): (&Contender, &Vec<Measured>)| {
        let middle = median(own.iter().map(of).collect());
        let ratios = own.iter().zip(&samples[0]);
        let ratio = median(ratios.map(|(own, bare)| of(own) / of(bare)).collect());
        Cell {
            name: contender.name.to_owned(),
            figure: ratio,
            text: format!("{middle:.0}, {ratio:.2} ×"),
        }
    };
    contenders.iter().zip(samples).map(cell).collect()
}

fn print_commands(runtime: &Runtime, server: &Redis, contenders: &[Contender]) {
    let cell = |contender: &Contender| {
        server.reset_stats();
        runtime.block_on(contender.hit_all(once(SIZES[0].1)));
        let each = all_commands(server) / keys();
        Cell {
            name: contender.name.to_owned(),
            figure: each,
            text: format!("{each:.3}"),
        }
    };
    let cells = contenders.iter().map(cell).collect();
    Comparison::new("Commands that the server counts for a hit", &absent())
        .with(Column::new("commands", Better::Lower, cells))
        .print();
}

#[allow(clippy::cast_precision_loss, reason = "a thousand")]
fn keys() -> f64 {
    KEYS as f64
}

/// All that the server was asked.
#[allow(clippy::cast_precision_loss, reason = "a few thousand")]
fn all_commands(server: &Redis) -> f64 {
    let stats = server.command_stats();
    let asked = stats
        .iter()
        .filter(|(name, _)| !NOT_OF_A_HIT.contains(&name.as_str()));
    asked.map(|(_, calls)| *calls as f64).sum()
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
fn commands_per_miss(runtime: &Runtime, server: &Redis) -> f64 {
    runtime.block_on(async { locked(KEYS).await });
    server.reset_stats();
    runtime.block_on(async {
        for id in 0..KEYS {
            locked(id).await;
        }
    });
    commands(server) as f64 / keys()
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
