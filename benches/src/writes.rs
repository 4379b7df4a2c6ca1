//! An update that makes three entries out of date: ours beside a bare pipeline of three `DEL` on one connection, which tells no
//! other process and kills no load.

use crate::rounds::median;
use crate::table;
use cache_runtime::{Cache, cache_invalidate, cached};
use cache_test_servers::Redis;
use redis::aio::MultiplexedConnection;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

/// Each competitor is measured once in each.
const ROUNDS: usize = 15;
/// Updates of one measurement, one after the other.
const UPDATES: u64 = 500;

macro_rules! entries {
    ($($name:ident = $key:literal;)*) => {$(
        #[allow(clippy::unused_async, reason = "writes are measured, not loads")]
        #[cached(key = $key, ttl = "1h", cache = *cache, ignore(cache))]
        async fn $name(cache: &Cache, id: u64) -> u64 {
            let _ = cache;
            id
        }
    )*};
}

entries! {
    user = "written-user:<id>";
    posts = "written-posts:<id>";
    friends = "written-friends:<id>";
}

#[allow(clippy::unused_async, reason = "the update itself costs nothing here")]
#[cache_invalidate(user(id), posts(id), friends(id), cache = *cache)]
async fn update(cache: &Cache, id: u64) -> Result<u64, String> {
    let _ = cache;
    Ok(id)
}

async fn bare(connection: &MultiplexedConnection, id: u64) {
    let mut pipeline = redis::pipe();
    for name in ["user", "posts", "friends"] {
        pipeline.del(format!("bare-{name}:{id}")).ignore();
    }
    let mut connection = connection.clone();
    let () = pipeline
        .query_async(&mut connection)
        .await
        .expect("the server runs on this machine");
}

/// Prints the table.
///
/// # Panics
/// If the system refuses a runtime, or there is no `redis-server`.
pub fn print() {
    let runtime = Runtime::new().expect("a runtime needs a few threads");
    let server = Redis::start();
    let (cache, connection) = runtime.block_on(prepare(&server));
    let mut samples = [Vec::new(), Vec::new()];
    for round in 0..ROUNDS {
        for turn in 0..2 {
            let which = (round + turn) % 2;
            let micros = runtime.block_on(async {
                if which == 0 {
                    timed(async |id| bare(&connection, id).await).await
                } else {
                    fill(&cache).await;
                    timed(async |id| drop(update(&cache, id).await)).await
                }
            });
            samples[which].push(micros);
        }
    }
    server.reset_stats();
    let _ = runtime.block_on(update(&cache, 0));
    let sent = server.command_stats().get("evalsha").copied();
    let [bare, ours] = samples;
    let ratios = bare.iter().zip(&ours).map(|(bare, ours)| ours / bare);
    let ratio = median(ratios.collect());
    table::print(
        "An update with three entries out of date (medians of rounds in turn)",
        &["", "µs", "ratio", "round trips"],
        &[
            row("a pipeline of three `DEL`", median(bare), 1.0, 1),
            row(
                "`#[cache_invalidate]` with three targets",
                median(ours),
                ratio,
                sent.unwrap_or(0),
            ),
        ],
    );
}

fn row(name: &str, micros: f64, ratio: f64, round_trips: u64) -> Vec<String> {
    vec![
        name.to_owned(),
        format!("{micros:.1}"),
        format!("{ratio:.2} ×"),
        round_trips.to_string(),
    ]
}

async fn prepare(server: &Redis) -> (Cache, MultiplexedConnection) {
    let cache = Cache::builder()
        .namespace("bench-writes")
        .redis_timeout(Duration::from_secs(5))
        .redis(server.url())
        .build()
        .await
        .expect("the server runs on this machine");
    let client = redis::Client::open(server.url()).expect("the address is one");
    let connection = client
        .get_multiplexed_async_connection()
        .await
        .expect("the server runs on this machine");
    (cache, connection)
}

async fn fill(cache: &Cache) {
    for id in 0..UPDATES {
        user(cache, id).await;
        posts(cache, id).await;
        friends(cache, id).await;
    }
}

/// Microseconds for one update.
#[allow(clippy::cast_precision_loss, reason = "a few hundred")]
async fn timed(update: impl AsyncFn(u64)) -> f64 {
    let start = Instant::now();
    for id in 0..UPDATES {
        update(id).await;
    }
    start.elapsed().as_secs_f64() * 1e6 / UPDATES as f64
}
