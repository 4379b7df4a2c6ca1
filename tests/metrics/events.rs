//! Every metric moves exactly when it should, and no other moves: what each kind of call does to the samples of its function.

use crate::exposition::{Samples, moves, samples};
use crate::polling::{Task, settle};
use crate::source::Source;
use crate::time::{millis, seconds};
use cache_runtime::testing::{self, Entered, TestClock};
use cache_runtime::{Cache, LoadTimeout, Policy, cached, context};
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failure {
    Broken,
    TooLate,
}

impl From<LoadTimeout> for Failure {
    fn from(_: LoadTimeout) -> Self {
        Self::TooLate
    }
}

/// What the source does when it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Mood {
    Works,
    Fails,
    Panics,
    Unchanged,
    Unwanted,
}

/// A cache, its clock, and a source whose readers wait at a gate.
struct Stage {
    cache: Cache,
    clock: TestClock,
    source: Source,
    mood: Arc<AtomicU8>,
    _entered: Entered,
}

impl Stage {
    fn new() -> Self {
        let (cache, clock) = testing::cache();
        let entered = testing::enter(&cache);
        Self {
            cache,
            clock,
            source: Source::gated(),
            mood: Arc::default(),
            _entered: entered,
        }
    }

    fn set(&self, mood: Mood) {
        self.mood.store(mood as u8, Ordering::SeqCst);
    }

    /// Lets every reader through.
    fn open(&self) {
        self.source.gate.open_for_good();
    }

    fn row(&self) -> Row {
        Row {
            source: self.source.clone(),
            mood: self.mood.clone(),
        }
    }

    fn advance(&self, duration: Duration) {
        self.clock.advance(duration);
    }

    fn samples(&self) -> Samples {
        samples(&self.cache.prometheus())
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.open();
    }
}

/// What a load reads.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    source: Source,
    mood: Arc<AtomicU8>,
}

impl Row {
    async fn read(&self) -> Result<u64, Failure> {
        let row = self.source.read().await;
        let mood = self.mood.load(Ordering::SeqCst);
        match mood {
            mood if mood == Mood::Fails as u8 => return Err(Failure::Broken),
            mood if mood == Mood::Unchanged as u8 => context::keep_stale(),
            mood if mood == Mood::Unwanted as u8 => context::no_store(),
            mood => assert_ne!(mood, Mood::Panics as u8, "the source is broken"),
        }
        Ok(row)
    }
}

/// With all that can happen to an entry and to a call.
#[cached(
    key = "kept:<id>",
    ttl = "100s",
    refresh_ahead = 0.8,
    stale_while_revalidate = "30s",
    stale_if_error = "60m",
    soft_timeout = "100ms",
    timeout = "2s",
    cache_if = |id| *id < 100,
    ignore(row)
)]
async fn kept(row: &Row, id: u64) -> Result<u64, Failure> {
    row.read().await.map(|row| row + id)
}

/// With nothing of that: its load ends with its caller.
#[cached(key = "plain:<id>", ttl = "1h", ignore(row))]
async fn plain(row: &Row, id: u64) -> Result<u64, Failure> {
    row.read().await.map(|row| row + id)
}

#[cached(key = "optional:<id>", ttl = "1h", negative_ttl = "1m", ignore(row))]
async fn optional(row: &Row, id: u64) -> Option<u64> {
    row.read().await.ok().filter(|_| id > 0)
}

#[cached(key = "few:<id>", ttl = "1h", capacity = 1, tags = ["few"])]
async fn few(id: u64) -> u64 {
    id
}

#[cached(key = "heavy:<id>", ttl = "1h", max_weight = "2KB")]
async fn heavy(id: u64) -> Vec<u8> {
    vec![0; if id == 0 { 1 << 20 } else { 8 }]
}

#[cached(key = "many:<id>", batch = ids, ttl = "1h", ignore(row))]
async fn many(row: &Row, ids: Vec<u64>) -> Result<HashMap<u64, u64>, Failure> {
    row.read().await?;
    Ok(ids.into_iter().map(|id| (id, id)).collect())
}

/// Something that happens to a cache in which `kept(0)` was loaded just now, and how the samples move.
struct Case {
    what: &'static str,
    act: fn(&Stage),
    moves: &'static [&'static str],
}

/// Runs a call that may panic, and what it sets off.
fn call<T>(stage: &Stage, call: impl Future<Output = T>) {
    let _ = catch_unwind(AssertUnwindSafe(|| testing::run(call)));
    testing::settle_blocking(&stage.cache);
}

fn kept_again(stage: &Stage) {
    stage.open();
    call(stage, kept(&stage.row(), 0));
}

static CASES: &[Case] = &[
    Case {
        what: "a miss",
        act: |stage| {
            stage.open();
            call(stage, kept(&stage.row(), 1));
        },
        moves: &[
            "entries +1",
            "gets none miss +1",
            "load_seconds_count +1",
            "loads ok +1",
        ],
    },
    Case {
        what: "a hit",
        act: kept_again,
        moves: &["gets memory hit +1"],
    },
    Case {
        what: "a hit with provenance",
        act: |stage| call(stage, kept_cached(&stage.row(), 0)),
        moves: &["gets memory hit +1"],
    },
    Case {
        what: "a look at what is there",
        act: |stage| call(stage, peek_kept(0)),
        moves: &[],
    },
    Case {
        what: "a refresh by hand, which asks for nothing that is cached",
        act: |stage| {
            stage.open();
            call(stage, refresh_kept(&stage.row(), 0));
        },
        moves: &["load_seconds_count +1", "loads ok +1"],
    },
    Case {
        what: "a refresh ahead",
        act: |stage| {
            stage.advance(seconds(80));
            kept_again(stage);
        },
        moves: &[
            "gets memory hit +1",
            "load_seconds_count +1",
            "loads ok +1",
            "refreshes ok +1",
        ],
    },
    Case {
        what: "a stale answer and its refresh",
        act: |stage| {
            stage.advance(seconds(100));
            kept_again(stage);
        },
        moves: &[
            "gets memory stale +1",
            "load_seconds_count +1",
            "loads ok +1",
            "refreshes ok +1",
        ],
    },
    Case {
        what: "a refresh that fails",
        act: |stage| {
            stage.advance(seconds(100));
            stage.set(Mood::Fails);
            kept_again(stage);
        },
        moves: &[
            "gets memory stale +1",
            "load_seconds_count +1",
            "loads error +1",
            "refreshes error +1",
        ],
    },
    Case {
        what: "a refresh that panics",
        act: |stage| {
            stage.advance(seconds(100));
            stage.set(Mood::Panics);
            kept_again(stage);
        },
        moves: &[
            "gets memory stale +1",
            "loads panic +1",
            "refreshes error +1",
        ],
    },
    Case {
        what: "a refresh that is invalidated in its middle",
        act: |stage| {
            stage.advance(seconds(100));
            testing::run(kept(&stage.row(), 0)).unwrap();
            stage.source.gate.entered_blocking(2);
            testing::run(invalidate_kept(0)).unwrap();
            stage.open();
            testing::settle_blocking(&stage.cache);
        },
        moves: &[
            "entries -1",
            "gets memory stale +1",
            "invalidations key call +1",
            "load_seconds_count +1",
            "loads ok +1",
            "refreshes ok +1",
            "refused_fills invalidated +1",
        ],
    },
    Case {
        what: "invalidations that find nothing",
        act: |stage| {
            testing::run(invalidate_kept(99)).unwrap();
            testing::run(expire_kept(99)).unwrap();
            stage.cache.invalidate_blocking("nothing").unwrap();
            stage.cache.invalidate_tag_blocking("nothing").unwrap();
            stage.cache.invalidate_pattern_blocking("nothing*").unwrap();
        },
        moves: &[
            "invalidations expire call +1",
            "invalidations key call +1",
            "invalidations pattern call +1",
            "invalidations tags call +1",
            "invalidations text call +1",
            "tags +1",
        ],
    },
    Case {
        what: "a refresh for which there is no room",
        act: |stage| {
            testing::run(async { stage.cache.shutdown().await });
            stage.advance(seconds(100));
            kept_again(stage);
        },
        moves: &["gets memory stale +1", "refreshes refused +1"],
    },
    Case {
        what: "a refresh that finds nothing new",
        act: |stage| {
            stage.advance(seconds(100));
            stage.set(Mood::Unchanged);
            kept_again(stage);
        },
        moves: &[
            "gets memory stale +1",
            "load_seconds_count +1",
            "loads ok +1",
            "refreshes ok +1",
            "unchanged +1",
        ],
    },
    Case {
        what: "a load that fails where there is a fallback",
        act: |stage| {
            stage.advance(seconds(130));
            stage.set(Mood::Fails);
            kept_again(stage);
        },
        moves: &[
            "gets memory stale +1",
            "load_seconds_count +1",
            "loads error +1",
        ],
    },
    Case {
        what: "a load that panics where there is a fallback",
        act: |stage| {
            stage.advance(seconds(130));
            stage.set(Mood::Panics);
            kept_again(stage);
        },
        moves: &["gets memory stale +1", "loads panic +1"],
    },
    Case {
        what: "a load that works where there is a fallback",
        act: |stage| {
            stage.advance(seconds(130));
            kept_again(stage);
        },
        moves: &["gets none miss +1", "load_seconds_count +1", "loads ok +1"],
    },
    Case {
        what: "those who wait for a load that fails where there is a fallback",
        act: |stage| {
            stage.advance(seconds(130));
            let row = stage.row();
            let mut tasks = [0; 4].map(|_| Task::started(kept(&row, 0)));
            stage.set(Mood::Fails);
            stage.open();
            settle(&mut tasks);
            assert!(tasks.iter().all(|task| task.output == Some(Ok(0))));
        },
        moves: &[
            "gets memory stale +4",
            "load_seconds_count +1",
            "loads error +1",
            "wait_seconds_count process +3",
        ],
    },
    Case {
        what: "a soft timeout, and a load that ends without its caller",
        act: |stage| {
            stage.advance(seconds(130));
            let row = stage.row();
            let mut late = Task::started(kept(&row, 0));
            stage.advance(millis(100));
            late.step();
            assert_eq!(late.output, Some(Ok(0)));
            drop(late);
            stage.open();
            testing::settle_blocking(&stage.cache);
        },
        moves: &[
            "gets memory stale +1",
            "load_seconds_count +1",
            "loads ok +1",
            "timeouts soft +1",
        ],
    },
    Case {
        what: "a timeout, and a load that ends without its caller",
        act: |stage| {
            let row = stage.row();
            let mut late = Task::started(kept(&row, 1));
            stage.advance(seconds(2));
            late.step();
            assert_eq!(late.output, Some(Err(Failure::TooLate)));
            drop(late);
            stage.open();
            testing::settle_blocking(&stage.cache);
        },
        moves: &[
            "entries +1",
            "gets none timeout +1",
            "load_seconds_count +1",
            "loads ok +1",
            "timeouts hard +1",
        ],
    },
    Case {
        what: "a timeout of one who waits",
        act: |stage| {
            let row = stage.row();
            let mut leader = Task::started(kept(&row, 1));
            stage.advance(seconds(1));
            let mut waiter = Task::started(kept(&row, 1));
            stage.open();
            stage.advance(seconds(2));
            waiter.step();
            assert_eq!(waiter.output, Some(Err(Failure::TooLate)));
            leader.step();
            assert_eq!(leader.output, Some(Ok(1)));
        },
        moves: &[
            "entries +1",
            "gets none miss +1",
            "gets none timeout +1",
            "load_seconds_count +1",
            "loads ok +1",
            "timeouts hard +1",
            "wait_seconds_count process +1",
        ],
    },
    Case {
        what: "a call that goes past the cache",
        act: |stage| {
            stage.open();
            call(stage, kept(&stage.row(), 100));
        },
        moves: &["gets none bypassed +1"],
    },
    Case {
        what: "a load that fails",
        act: |stage| {
            stage.set(Mood::Fails);
            stage.open();
            call(stage, kept(&stage.row(), 1));
        },
        moves: &[
            "gets none miss +1",
            "load_seconds_count +1",
            "loads error +1",
        ],
    },
    Case {
        what: "a load that panics",
        act: |stage| {
            stage.set(Mood::Panics);
            stage.open();
            call(stage, plain(&stage.row(), 1));
        },
        moves: &["gets none miss +1", "loads panic +1"],
    },
    Case {
        what: "a load whose value is not wanted",
        act: |stage| {
            stage.set(Mood::Unwanted);
            stage.open();
            call(stage, kept(&stage.row(), 1));
        },
        moves: &[
            "gets none miss +1",
            "load_seconds_count +1",
            "loads ok +1",
            "refused_fills unwanted +1",
        ],
    },
    Case {
        what: "a load on its way",
        act: |stage| {
            let row = stage.row();
            let task = Task::started(plain(&row, 1));
            // It goes on until this cache has ended.
            std::mem::forget(task);
        },
        moves: &["loads_running +1"],
    },
    Case {
        what: "a caller that leaves its load",
        act: |stage| {
            let row = stage.row();
            Task::started(plain(&row, 1)).cancel();
        },
        moves: &["gets none miss +1", "loads cancelled +1"],
    },
    Case {
        what: "a caller that leaves a load that goes on",
        act: |stage| {
            let row = stage.row();
            Task::started(kept(&row, 1)).cancel();
            stage.open();
            testing::settle_blocking(&stage.cache);
        },
        moves: &[
            "entries +1",
            "gets none miss +1",
            "load_seconds_count +1",
            "loads ok +1",
        ],
    },
    Case {
        what: "those who wait for a load, one of whom leaves",
        act: |stage| {
            let row = stage.row();
            let mut tasks = [0; 4].map(|_| Task::started(plain(&row, 1)));
            tasks[3].cancel();
            stage.open();
            settle(&mut tasks);
        },
        moves: &[
            "entries +1",
            "gets none coalesced +3",
            "gets none miss +1",
            "load_seconds_count +1",
            "loads ok +1",
            "wait_seconds_count process +3",
        ],
    },
    Case {
        what: "one whose turn it is when the first has left",
        act: |stage| {
            let row = stage.row();
            let mut tasks = [0; 2].map(|_| Task::started(plain(&row, 1)));
            tasks[0].cancel();
            stage.open();
            settle(&mut tasks);
            assert!(tasks[1].is_done());
        },
        moves: &[
            "entries +1",
            "gets none miss +2",
            "load_seconds_count +1",
            "loads cancelled +1",
            "loads ok +1",
            "wait_seconds_count process +1",
        ],
    },
    Case {
        what: "a value that is put",
        act: |stage| call(stage, put_kept(1, 5)),
        moves: &["entries +1", "puts +1"],
    },
    Case {
        what: "a value that is not there, twice",
        act: |stage| {
            stage.open();
            call(stage, optional(&stage.row(), 0));
            call(stage, optional(&stage.row(), 0));
        },
        moves: &[
            "entries +1",
            "gets memory negative +1",
            "gets none miss +1",
            "load_seconds_count +1",
            "loads ok +1",
        ],
    },
    Case {
        what: "a value that is there, in a function that tells",
        act: |stage| {
            stage.open();
            call(stage, optional(&stage.row(), 1));
            call(stage, optional(&stage.row(), 1));
        },
        moves: &[
            "entries +1",
            "gets memory hit +1",
            "gets none miss +1",
            "load_seconds_count +1",
            "loads ok +1",
        ],
    },
    Case {
        what: "an entry that takes the place of another, with a tag",
        act: |stage| {
            call(stage, few(1));
            call(stage, few(2));
        },
        moves: &[
            "entries +1",
            "evictions capacity +1",
            "gets none miss +2",
            "load_seconds_count +2",
            "loads ok +2",
            "tags +1",
        ],
    },
    Case {
        what: "an entry that is too heavy",
        act: |stage| call(stage, heavy(0)),
        moves: &[
            "evictions too_heavy +1",
            "gets none miss +1",
            "load_seconds_count +1",
            "loads ok +1",
        ],
    },
    Case {
        what: "an entry whose time is over",
        act: |stage| {
            stage.advance(seconds(4000));
            stage.cache.sweep();
        },
        moves: &["entries -1", "evictions expired +1"],
    },
    Case {
        what: "a batch: what is there, what is not, and one element twice",
        act: |stage| {
            stage.open();
            call(stage, many(&stage.row(), vec![1, 2]));
            call(stage, many(&stage.row(), vec![1, 2, 3, 4, 4]));
        },
        moves: &[
            "entries +4",
            "gets memory hit +2",
            "gets none coalesced +1",
            "gets none miss +4",
            "load_seconds_count +2",
            "loads ok +4",
        ],
    },
    Case {
        what: "a batch that fails",
        act: |stage| {
            stage.set(Mood::Fails);
            stage.open();
            call(stage, many(&stage.row(), vec![1, 2]));
        },
        moves: &[
            "gets none miss +2",
            "load_seconds_count +1",
            "loads error +2",
        ],
    },
    Case {
        what: "a batch that panics",
        act: |stage| {
            stage.set(Mood::Panics);
            stage.open();
            call(stage, many(&stage.row(), vec![1, 2]));
        },
        moves: &["gets none miss +2", "loads panic +2"],
    },
    Case {
        what: "a batch that waits for another, and one that leaves",
        act: |stage| {
            let row = stage.row();
            let mut tasks = [
                Task::started(many(&row, vec![1, 2])),
                Task::started(many(&row, vec![2, 3])),
                Task::started(many(&row, vec![3, 4])),
            ];
            tasks[2].cancel();
            stage.open();
            settle(&mut tasks);
        },
        moves: &[
            "entries +3",
            "gets none coalesced +2",
            "gets none miss +4",
            "load_seconds_count +2",
            "loads cancelled +1",
            "loads ok +3",
            "wait_seconds_count process +2",
        ],
    },
    Case {
        what: "a region that is used by hand",
        act: |stage| {
            let region = stage.cache.region::<u64>("hands");
            let policy = Policy::new(seconds(60));
            assert_eq!(region.get(&1_u64), None);
            let load = || Ok::<_, Failure>(1);
            region.get_or_load_blocking(&1_u64, &policy, load).unwrap();
            assert_eq!(region.get(&1_u64), Some(1));
        },
        moves: &[
            "entries +1",
            "gets memory hit +1",
            "gets none miss +2",
            "load_seconds_count +1",
            "loads ok +1",
        ],
    },
];

#[test]
fn every_metric_moves_exactly_when_it_should() {
    let mut wrong = Vec::new();
    for case in CASES {
        let stage = Stage::new();
        stage.source.gate.open();
        testing::run(kept(&stage.row(), 0)).unwrap();
        let before = stage.samples();
        (case.act)(&stage);
        let moved = moves(&before, &stage.samples());
        if moved != case.moves {
            wrong.push((case.what, moved, case.moves));
        }
    }
    assert!(wrong.is_empty(), "what, found, expected: {wrong:#?}");
}

/// Calls that end in every way there is, and hits among them, from many threads.
#[test]
fn calls_from_many_threads_are_counted_once_each() {
    const THREADS: u64 = 4;
    const CALLS: u64 = 2_000;
    let (cache, _clock) = testing::cache();
    let source = Source::open();
    let mood = Arc::new(AtomicU8::new(Mood::Works as u8));
    let row = Row { source, mood };
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let (cache, row) = (&cache, &row);
            scope.spawn(move || {
                let _entered = testing::enter(cache);
                for number in 0..CALLS {
                    let id = fastrand::u64(0..50);
                    if number % 10 == thread {
                        testing::run(invalidate_plain(id)).unwrap();
                    }
                    testing::run(plain(row, id)).unwrap();
                }
            });
        }
    });
    let counts = testing::counts(&cache, "plain");
    assert_eq!(counts.gets.calls(), THREADS * CALLS);
    assert_eq!(counts.gets.misses, counts.loads);
    assert_eq!(counts.load_successes, counts.loads);
    assert_eq!(counts.load_times.count(), counts.loads);
}
