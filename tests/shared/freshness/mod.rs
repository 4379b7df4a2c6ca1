//! What freshness and resilience mean where entries are shared: windows beyond the ttl, refreshes in the background, and
//! sources that fail or hang, over a real Redis.
//!
//! Several caches in one test stand for as many processes. Each has a clock of its own that only the test moves; the server
//! keeps real time, which passes by the way and is never waited for. Where a process must die or run into another,
//! `schedule` and `refreshes` start real ones.

mod audits;
mod context;
mod fallbacks;
mod outages;
mod refreshes;
mod renewal;
mod revalidation;
mod schedule;
mod throttle;
mod timeouts;

use cache_runtime::testing::{self, Gate, TestClock};
use cache_runtime::{Cache, CacheBuilder};
use cache_test_servers::{Redis, Reply};
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

const SECOND: Duration = Duration::from_secs(1);
const MILLISECOND: Duration = Duration::from_millis(1);

/// A Redis, and the row that all loads read.
struct Scene {
    redis: Redis,
    row: Arc<AtomicU64>,
}

impl Scene {
    /// The row is 1.
    fn start() -> Self {
        Self {
            redis: Redis::start(),
            row: Arc::new(AtomicU64::new(1)),
        }
    }

    async fn processes<const COUNT: usize>(&self) -> [Process; COUNT] {
        let mut processes = Vec::new();
        for _ in 0..COUNT {
            processes.push(self.process(|builder| builder).await);
        }
        processes
            .try_into()
            .unwrap_or_else(|_| unreachable!("as many were started"))
    }

    /// One whose cache is set up in its own way.
    async fn process(&self, set_up: impl FnOnce(CacheBuilder) -> CacheBuilder) -> Process {
        // Impatience is for other tests.
        let builder = Cache::builder()
            .namespace("test")
            .redis(self.redis.url())
            .redis_timeout(20 * SECOND)
            .lock_wait(120 * SECOND)
            .lease(120 * SECOND);
        let (cache, clock) = testing::cache_with_tier(set_up(builder)).await;
        let source = Source {
            row: self.row.clone(),
            ..Source::default()
        };
        Process {
            cache,
            clock,
            source: Arc::new(source),
        }
    }

    fn set_row(&self, row: u64) {
        self.row.store(row, Ordering::SeqCst);
    }

    /// What stands in Redis under the text of a key.
    fn frame(&self, key: &str) -> Option<Frame> {
        match self.redis.command(&["GET", &entry(key)]) {
            Reply::Bytes(bytes) => Some(Frame(bytes)),
            Reply::Null => None,
            other => panic!("no entry is {other:?}"),
        }
    }

    /// Removes an entry as somebody does who knows nothing of the cache.
    fn delete(&self, key: &str) {
        let deleted = self.redis.command(&["DEL", &entry(key)]).integer();
        assert_eq!(deleted, 1, "{key}");
    }

    /// How long Redis keeps an entry, in milliseconds.
    fn time_to_live(&self, key: &str) -> i64 {
        self.redis.command(&["PTTL", &entry(key)]).integer()
    }

    /// How often scripts were asked for since the last time.
    fn scripts_since(&self) -> u64 {
        let scripts = self.redis.command_stats();
        self.redis.reset_stats();
        // A script that the server has not seen yet comes as a whole.
        let asked = |command| scripts.get(command).copied().unwrap_or(0);
        asked("evalsha") + asked("eval")
    }
}

fn entry(key: &str) -> String {
    format!("test:v1:{key}")
}

/// Lets time pass for all of them.
fn pass(processes: &[&Process], time: Duration) {
    for process in processes {
        process.clock.advance(time);
    }
}

/// A process with a cache, a clock, and its own way to the row.
#[derive(Debug, Clone)]
struct Process {
    cache: Cache,
    clock: TestClock,
    source: Arc<Source>,
}

impl Process {
    /// Until nothing goes on in the background.
    async fn settle(&self) {
        testing::settle(&self.cache).await;
    }

    fn loads(&self) -> u64 {
        self.source.loads.load(Ordering::SeqCst)
    }
}

/// The row as one process sees it.
#[derive(Debug, Default)]
struct Source {
    row: Arc<AtomicU64>,
    loads: AtomicU64,
    broken: AtomicBool,
    gate: Mutex<Option<Gate>>,
}

/// What a broken source says.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Broken;

impl Source {
    /// Reads the row, which is the same for all numbers, and then pauses, if it is to.
    async fn read(&self, _: u64) -> Result<u64, Broken> {
        self.loads.fetch_add(1, Ordering::SeqCst);
        let row = self.row.load(Ordering::SeqCst);
        let gate = self.gate.lock().unwrap().clone();
        if let Some(gate) = gate {
            gate.pass().await;
        }
        if self.broken.load(Ordering::SeqCst) {
            return Err(Broken);
        }
        Ok(row)
    }

    /// From now on loads pause when they have read the row.
    fn pausing(&self) -> Gate {
        let gate = Gate::new();
        *self.gate.lock().unwrap() = Some(gate.clone());
        gate
    }

    fn fail(&self) {
        self.broken.store(true, Ordering::SeqCst);
    }

    fn recover(&self) {
        self.broken.store(false, Ordering::SeqCst);
    }
}

/// The bytes of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Frame(Vec<u8>);

impl Frame {
    fn created(&self) -> u64 {
        self.number(64..72)
    }

    fn fresh_until(&self) -> u64 {
        self.number(72..80)
    }

    fn stale_until(&self) -> u64 {
        self.number(80..88)
    }

    /// All but the lease.
    fn lasting(&self) -> &[u8] {
        &self.0[40..]
    }

    fn number(&self, place: Range<usize>) -> u64 {
        u64::from_le_bytes(self.0[place].try_into().expect("eight bytes"))
    }
}
