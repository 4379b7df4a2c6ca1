//! Entries beyond their ttl and loads beyond their callers: every window at its edges, what becomes of a source that
//! fails, hangs or panics, and that none of it brings back what was invalidated.

#![allow(
    clippy::unwrap_used,
    reason = "what the tests here share is part of them"
)]

mod adaptive;
mod combinations;
mod context;
mod counters;
mod early;
mod on_cancel;
mod panics;
mod races;
mod refresh_ahead;
mod run_time;
mod schedule;
mod shutdown;
mod sliding;
mod stale_if_error;
mod stale_while_revalidate;
mod sync_functions;
mod timeouts;

use crate::polling::Task;
use crate::source::Source;
use crate::time::{MILLISECOND, just_before, millis, seconds};
use cache_runtime::testing::{Entered, Gate, TestClock};
use cache_runtime::{Cache, CacheBuilder, LoadTimeout, testing};
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

/// What the functions of these tests fail with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Failure {
    Broken,
    TooLate,
}

impl From<LoadTimeout> for Failure {
    fn from(_: LoadTimeout) -> Self {
        Self::TooLate
    }
}

type Row = Result<u64, Failure>;

/// A database that works, fails or panics, and stops where a test wants it to. All clones are one.
#[derive(Debug, Clone, Default)]
struct Backend {
    source: Source,
    mood: Arc<AtomicU8>,
}

const WORKS: u8 = 0;
const FAILS: u8 = 1;
const PANICS: u8 = 2;

impl Backend {
    async fn answer(&self) -> Row {
        let row = self.source.read().await;
        self.outcome(row)
    }

    fn answer_blocking(&self) -> Row {
        let row = self.source.read_blocking();
        self.outcome(row)
    }

    fn outcome(&self, row: u64) -> Row {
        match self.mood.load(Ordering::SeqCst) {
            FAILS => Err(Failure::Broken),
            PANICS => panic!("the source is broken"),
            _ => Ok(row),
        }
    }

    fn set(&self, mood: u8) {
        self.mood.store(mood, Ordering::SeqCst);
    }

    fn gate(&self) -> &Gate {
        &self.source.gate
    }

    fn update(&self) {
        self.source.update();
    }

    fn reads(&self) -> u64 {
        self.source.reads()
    }
}

/// A cache that this thread has entered, its clock, and a source. When it goes, nothing may be left in the background.
struct Stage {
    cache: Cache,
    clock: TestClock,
    backend: Backend,
    _entered: Entered,
}

impl Stage {
    /// The source answers at once.
    fn open() -> Self {
        Self::built(Cache::builder())
    }

    fn built(builder: CacheBuilder) -> Self {
        let stage = Self::closed(builder);
        stage.backend.gate().open_for_good();
        stage
    }

    /// The source stops each who reads it at its gate.
    fn gated() -> Self {
        Self::closed(Cache::builder())
    }

    fn closed(builder: CacheBuilder) -> Self {
        let (cache, clock) = testing::cache_from(builder);
        let entered = testing::enter(&cache);
        Self {
            cache,
            clock,
            backend: Backend::default(),
            _entered: entered,
        }
    }

    fn advance(&self, duration: Duration) {
        self.clock.advance(duration);
    }

    fn reads(&self) -> u64 {
        self.backend.reads()
    }

    /// Runs a call to its end, and what it sets off in the background too.
    fn call<T>(&self, call: impl Future<Output = T>) -> T {
        let answer = testing::run(call);
        testing::settle_blocking(&self.cache);
        answer
    }

    /// Lets one reader through the gate, and the call to its end.
    fn load<T>(&self, call: impl Future<Output = T>) -> T {
        self.backend.gate().open();
        self.call(call)
    }

    /// The same for a load that takes so long.
    fn load_in<T>(&self, cost: Duration, call: impl Future<Output = T>) -> T {
        let mut call = Task::started(call);
        assert!(!call.is_done(), "there is nothing to be loaded");
        self.advance(cost);
        self.backend.gate().open();
        call.step();
        call.output.expect("the gate is open")
    }

    /// Lets all that goes on come to its end, and what is on the schedule too.
    fn shut_down(&self) {
        self.backend.gate().open_for_good();
        let stopped = testing::run(async { self.cache.shutdown().await });
        assert_eq!(stopped.stopped, 0);
    }

    fn counts(&self, function: &str) -> cache_runtime::FunctionStats {
        testing::counts(&self.cache, function)
    }

    #[track_caller]
    fn assert_at_rest(&self) {
        let stats = self.cache.stats();
        for row in &stats.functions {
            assert_eq!(row.loads_running, 0, "a load was left behind: {row:#?}");
        }
        assert_eq!(stats.scheduled, 0, "a key was left on the schedule");
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.backend.gate().open_for_good();
            testing::settle_blocking(&self.cache);
            self.assert_at_rest();
        }
    }
}
