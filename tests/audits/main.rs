//! Hits that are audited: what an audit comes to, that it has no effect but its count, and how many there are.

#![allow(
    clippy::unwrap_used,
    reason = "what the tests here share is part of them"
)]

mod background;
mod chance;
mod exported;
mod forms;
mod health;
mod run_time;
mod silence;
mod unaudited;
mod verdicts;

#[allow(dead_code, reason = "not all of it is needed here")]
#[path = "../integration/polling.rs"]
mod polling;
#[allow(dead_code, reason = "not all of it is needed here")]
#[path = "../integration/source.rs"]
mod source;
#[path = "../integration/time.rs"]
mod time;

use crate::source::Source;
use crate::time::millis;
use cache_runtime::testing::{Entered, TestClock};
use cache_runtime::{AuditStats, Cache, CacheBuilder, testing};
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;
use tokio::runtime;

/// How long an invalidation may be on its way.
const ON_ITS_WAY: Duration = millis(2_000);

/// A database that works, fails or panics, and stops where a test wants it to. All clones are one.
#[derive(Debug, Clone, Default)]
struct Backend {
    source: Source,
    mood: Arc<AtomicU8>,
}

const WORKS: u8 = 0;
const FAILS: u8 = 1;
const PANICS: u8 = 2;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Broken;

impl From<cache_runtime::LoadTimeout> for Broken {
    fn from(_: cache_runtime::LoadTimeout) -> Self {
        Self
    }
}

impl Backend {
    async fn answer(&self) -> Result<u64, Broken> {
        let row = self.source.read().await;
        self.outcome(row)
    }

    fn answer_blocking(&self) -> Result<u64, Broken> {
        let row = self.source.read_blocking();
        self.outcome(row)
    }

    fn outcome(&self, row: u64) -> Result<u64, Broken> {
        match self.mood.load(Ordering::SeqCst) {
            FAILS => Err(Broken),
            PANICS => panic!("the source is broken"),
            _ => Ok(row),
        }
    }

    fn set(&self, mood: u8) {
        self.mood.store(mood, Ordering::SeqCst);
    }

    fn update(&self) {
        self.source.update();
    }

    fn reads(&self) -> u64 {
        self.source.reads()
    }
}

/// A cache that this thread has entered, its clock, and a source; all tasks run on this thread, when the test lets them.
struct Stage {
    cache: Cache,
    clock: TestClock,
    backend: Backend,
    runtime: runtime::Runtime,
    _entered: Entered,
}

impl Stage {
    /// The source answers at once.
    fn open() -> Self {
        Self::built(Cache::builder())
    }

    fn built(builder: CacheBuilder) -> Self {
        let stage = Self::gated(builder);
        stage.backend.source.gate.open_for_good();
        stage
    }

    /// The source stops each who reads it at its gate.
    fn gated(builder: CacheBuilder) -> Self {
        let (cache, clock) = testing::cache_from(builder);
        let entered = testing::enter(&cache);
        Self {
            cache,
            clock,
            backend: Backend::default(),
            runtime: runtime::Builder::new_current_thread().build().unwrap(),
            _entered: entered,
        }
    }

    /// Makes a call, and what it sets off goes no further.
    fn call<T>(&self, call: impl Future<Output = T>) -> T {
        self.runtime.block_on(call)
    }

    /// Lets tasks go on as far as they can without time or the gate.
    fn step(&self) {
        self.runtime.block_on(async {
            // More often than any task here waits.
            for _ in 0..100 {
                tokio::task::yield_now().await;
            }
        });
    }

    fn advance(&self, duration: Duration) {
        self.clock.advance(duration);
        self.step();
    }

    /// Lets time pass until nothing goes on in the background.
    fn finish(&self) {
        while testing::tasks_running(&self.cache) > 0 {
            self.advance(millis(100));
            std::thread::yield_now();
        }
    }

    fn audits(&self, function: &str) -> AuditStats {
        let counts = testing::counts(&self.cache, function);
        counts.audits.expect("its hits are audited")
    }

    /// That this is all that came of the audits of a function: same, settled, failed, skipped, stale.
    #[track_caller]
    fn assert_audits(&self, function: &str, expected: [u64; 5]) {
        let audits = self.audits(function);
        let found = [
            audits.same,
            audits.settled,
            audits.failed,
            audits.skipped,
            audits.found_stale(),
        ];
        assert_eq!(found, expected, "same, settled, failed, skipped, stale");
    }
}
