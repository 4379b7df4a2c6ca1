//! What callers notice of the end of an entry: many tasks ask for one key while it expires again and again.

use crate::table;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

const TASKS: usize = 64;
/// Each task asks so often, as requests would come in.
const PAUSE: Duration = Duration::from_millis(1);
const LOAD: Duration = Duration::from_millis(20);
/// Some fifteen lives of 200 ms.
const LENGTH: Duration = Duration::from_secs(3);
/// What nobody who waits for a load can keep.
const TARGET: Duration = Duration::from_millis(1);

mod ours {
    use super::LOAD;
    use cache_runtime::cached;
    use std::sync::atomic::{AtomicU64, Ordering};

    pub(super) static LOADS: AtomicU64 = AtomicU64::new(0);

    async fn load(id: u64) -> u64 {
        LOADS.fetch_add(1, Ordering::Relaxed);
        tokio::time::sleep(LOAD).await;
        id
    }

    #[cached(key = "unending:<id>", ttl = "1h")]
    pub(super) async fn unending(id: u64) -> u64 {
        load(id).await
    }

    #[cached(key = "ends:<id>", ttl = "200ms")]
    pub(super) async fn plain(id: u64) -> u64 {
        load(id).await
    }

    #[cached(key = "ends early:<id>", ttl = "200ms", stampede = "early")]
    pub(super) async fn early(id: u64) -> u64 {
        load(id).await
    }

    #[cached(
        key = "ends and is revalidated:<id>",
        ttl = "200ms",
        stale_while_revalidate = "200ms"
    )]
    pub(super) async fn revalidated(id: u64) -> u64 {
        load(id).await
    }

    #[cached(key = "refreshed ahead:<id>", ttl = "200ms", refresh_ahead = 0.5)]
    pub(super) async fn ahead(id: u64) -> u64 {
        load(id).await
    }
}

/// Prints the table.
///
/// # Panics
/// If the system refuses a runtime.
pub fn print() {
    let runtime = Runtime::new().expect("a runtime needs a few threads");
    let rows = [
        row(&runtime, "no expiry: what the machine does", || {
            ours::unending(1)
        }),
        row(&runtime, "ttl alone", || ours::plain(1)),
        row(&runtime, "stampede = \"early\"", || ours::early(1)),
        row(&runtime, "stale_while_revalidate", || ours::revalidated(1)),
        row(&runtime, "refresh_ahead", || ours::ahead(1)),
    ];
    let head = [
        "time of a call, in µs",
        "calls",
        "loads",
        "p50",
        "p99",
        "p100",
        "over 1 ms",
    ];
    table::print(
        "64 tasks ask for one key, ttl 200 ms, a load takes 20 ms",
        &head,
        &rows,
    );
}

fn row<F>(
    runtime: &Runtime,
    name: &str,
    call: impl Fn() -> F + Clone + Send + 'static,
) -> Vec<String>
where
    F: Future<Output = u64> + Send + 'static,
{
    runtime.block_on(call());
    let before = loads();
    let mut times = runtime.block_on(hammer(&call));
    times.sort_unstable();
    let micros = |share: usize| {
        let time = times[(times.len() - 1) * share / 100];
        format!("{:.2}", time.as_secs_f64() * 1e6)
    };
    let slow = times.iter().filter(|time| **time > TARGET).count();
    vec![
        name.to_owned(),
        times.len().to_string(),
        (loads() - before).to_string(),
        micros(50),
        micros(99),
        micros(100),
        slow.to_string(),
    ]
}

/// The time of each call of all tasks.
async fn hammer<F>(call: &(impl Fn() -> F + Clone + Send + 'static)) -> Vec<Duration>
where
    F: Future<Output = u64> + Send + 'static,
{
    let end = Instant::now() + LENGTH;
    let tasks: Vec<_> = (0..TASKS)
        .map(|_| tokio::spawn(ask_until(end, call.clone())))
        .collect();
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await.expect("a call does not panic"));
    }
    times
}

async fn ask_until<F: Future<Output = u64>>(end: Instant, call: impl Fn() -> F) -> Vec<Duration> {
    let mut times = Vec::new();
    while Instant::now() < end {
        let start = Instant::now();
        call().await;
        times.push(start.elapsed());
        tokio::time::sleep(PAUSE).await;
    }
    times
}

fn loads() -> u64 {
    ours::LOADS.load(std::sync::atomic::Ordering::Relaxed)
}
