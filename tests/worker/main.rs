//! A process of a fleet: holds a cache with memory and Redis, and does what it is told, line by line.
//!
//! An order is `<number> <verb> <words>`; all run at the same time. An answer is `<number> = <text>`. A load that pauses
//! says `<number> read` when it has read the database, goes on at `<number of its order> go`, and is given up at `… drop`. What the orders are is
//! in `orders.rs`, what is cached in `functions.rs`, the database in `source.rs`. `tests/shared/fleet.rs` is the other side.

mod functions;
mod orders;
mod source;
mod words;
mod writers;

use cache_runtime::Cache;
use cache_runtime::testing::Gate;
use source::Source;
use std::collections::HashMap;
use std::io::{BufRead, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::task::JoinHandle;

/// What an order works with.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) cache: Cache,
    pub(crate) source: Arc<Source>,
    /// The number of the order, if its load pauses after it has read the database.
    pub(crate) pause: Option<(String, Gate)>,
}

impl Plan {
    /// The row, read as a load does it.
    pub(crate) async fn read(&self, name: &str, id: u64) -> Option<String> {
        let row = self.source.read(name, id);
        if let Some((number, gate)) = &self.pause {
            say(&format!("{number} read"));
            gate.pass().await;
        }
        row
    }

    /// The same on a thread that may be blocked.
    pub(crate) fn read_blocking(&self, name: &str, id: u64) -> Option<String> {
        cache_runtime::testing::run(self.read(name, id))
    }
}

/// Tells the parent. A parent that is gone wants to hear nothing.
pub(crate) fn say(line: &str) {
    let mut output = std::io::stdout().lock();
    let _ = writeln!(output, "{line}");
    let _ = output.flush();
}

/// Connects as the parent said; impatience is for other tests.
pub(crate) async fn connect() -> Cache {
    let lease = setting("LEASE")
        .parse()
        .expect("the parent gives milliseconds");
    let wait = setting("LOCK_WAIT")
        .parse()
        .expect("the parent gives milliseconds");
    let built = Cache::builder()
        .namespace("test")
        .redis(setting("CACHE_URL"))
        .redis_timeout(Duration::from_secs(20))
        .lease(Duration::from_millis(lease))
        .lock_wait(Duration::from_millis(wait))
        .build()
        .await;
    built.expect("the parent started a Redis")
}

fn setting(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(4)
        .enable_all()
        .build()
        .expect("a process can have threads");
    let source = Arc::new(Source::connect(&setting("DATABASE")));
    let cache = Arc::new(Mutex::new(runtime.block_on(connect())));
    let mut gates: HashMap<String, Gate> = HashMap::new();
    let mut tasks: HashMap<String, JoinHandle<()>> = HashMap::new();
    say("ready");
    for line in std::io::stdin().lock().lines() {
        let Ok(line) = line else { break };
        let (number, order) = line.split_once(' ').expect("an order has a number");
        let number = number.to_owned();
        if order == "drop" {
            tasks.remove(&number).expect("it was ordered").abort();
            continue;
        }
        if order == "go" {
            gates.entry(number).or_default().open_for_good();
            continue;
        }
        let mut words: Vec<String> = order.split(' ').map(str::to_owned).collect();
        let pauses = words[0] == "pausing";
        let pause = pauses.then(|| {
            words.remove(0);
            let gate = gates.entry(number.clone()).or_default();
            (number.clone(), gate.clone())
        });
        let plan = Plan {
            cache: cache.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            source: source.clone(),
            pause,
        };
        let place = cache.clone();
        let name = number.clone();
        let task = runtime.spawn(async move {
            let answer = if words[0] == "anew" {
                drop(plan);
                let new = connect().await;
                *place.lock().unwrap_or_else(PoisonError::into_inner) = new;
                "done".into()
            } else {
                orders::carry_out(plan, &words).await
            };
            say(&format!("{number} = {answer}"));
        });
        tasks.insert(name, task);
    }
    // The parent is gone, and nobody waits for what is under way.
    std::process::exit(0);
}
