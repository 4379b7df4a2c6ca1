//! Many callers, one load: who loads, who waits, and what becomes of those who wait when the leader fails, panics or
//! goes away.

use crate::polling::{Task, settle};
use crate::source::Source;
use cache_runtime::testing::Gate;
use cache_runtime::{Cache, LoadFailed, cached, testing};
use std::fmt;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};

#[cached(key = "flights:<id>", ttl = "1h", tags = ["flights"], ignore(source))]
async fn load(source: &Source, id: u64) -> u64 {
    source.read().await + id
}

#[cached(key = "flights-blocking:<id>", ttl = "1h", ignore(source))]
fn load_blocking(source: &Source, id: u64) -> u64 {
    source.read_blocking() + id
}

#[cached(
    key = "flights-lock:<id>",
    ttl = "1h",
    stampede = "lock",
    ignore(source)
)]
async fn load_locked(source: &Source, id: u64) -> u64 {
    source.read().await + id
}

#[cached(
    key = "flights-alone:<id>",
    ttl = "1h",
    stampede = "none",
    ignore(source)
)]
async fn load_alone(source: &Source, id: u64) -> u64 {
    source.read().await + id
}

/// Tasks that each were polled once.
fn started<'a, T, F: Future<Output = T> + 'a>(
    number: u64,
    call: impl Fn(u64) -> F,
) -> Vec<Task<'a, T>> {
    (0..number)
        .map(|index| Task::started(call(index)))
        .collect()
}

#[track_caller]
fn assert_quiet(cache: &Cache, function: &str) {
    assert_eq!(
        testing::counts(cache, function).loads_running,
        0,
        "a load of `{function}` was left behind"
    );
}

#[test]
fn a_thousand_calls_for_one_key_are_one_load() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::gated();

    let mut tasks = started(1000, |_| load(&source, 7));
    assert_eq!(testing::counts(&cache, "load").loads_running, 1);
    source.gate.open();
    settle(&mut tasks);

    assert!(tasks.iter().all(|task| task.output == Some(7)));
    assert_eq!(source.reads(), 1);
    let counts = testing::counts(&cache, "load");
    assert_eq!((counts.loads, counts.coalesced, counts.hits), (1, 999, 0));
    assert_quiet(&cache, "load");
}

#[test]
fn lock_is_one_load_where_no_tier_is_shared() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::gated();

    let mut tasks = started(100, |_| load_locked(&source, 7));
    source.gate.open();
    settle(&mut tasks);

    assert!(tasks.iter().all(|task| task.output == Some(7)));
    assert_eq!(source.reads(), 1);
}

#[test]
fn without_coalescing_every_call_loads() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::gated();

    let mut tasks = started(10, |_| load_alone(&source, 7));
    assert_eq!(source.reads(), 10);
    source.gate.open_for_good();
    settle(&mut tasks);

    assert!(tasks.iter().all(Task::is_done));
    assert_quiet(&cache, "load_alone");
    testing::run(load_alone(&source, 7));
    assert_eq!(source.reads(), 10);
}

#[test]
fn calls_for_different_keys_do_not_wait_for_each_other() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::gated();

    let mut tasks = started(100, |id| load(&source, id));
    assert_eq!(source.reads(), 100);
    source.gate.open_for_good();
    settle(&mut tasks);

    assert!(
        tasks
            .iter()
            .zip(0..)
            .all(|(task, id)| task.output == Some(id))
    );
    assert_quiet(&cache, "load");
}

#[test]
fn different_caches_do_not_share_a_flight() {
    let source = Source::gated();
    let (first, second) = (testing::cache().0, testing::cache().0);

    let mut tasks = vec![
        Task::started(testing::scope(&first, load(&source, 7))),
        Task::started(testing::scope(&second, load(&source, 7))),
    ];
    assert_eq!(source.reads(), 2);
    source.gate.open_for_good();
    settle(&mut tasks);

    assert!(tasks.iter().all(|task| task.output == Some(7)));
}

/// Spawns a thousand tasks and opens the gate when all have begun.
async fn a_thousand_tasks(cache: Cache) {
    let source = Source::gated();
    let begun = Arc::new(AtomicUsize::new(0));
    let tasks: Vec<_> = (0..1000)
        .map(|_| {
            let (source, begun) = (source.clone(), begun.clone());
            tokio::spawn(testing::scope(&cache, async move {
                begun.fetch_add(1, Ordering::SeqCst);
                load(&source, 7).await
            }))
        })
        .collect();
    source.gate.entered(1).await;
    while begun.load(Ordering::SeqCst) < 1000 {
        tokio::task::yield_now().await;
    }
    source.gate.open_for_good();
    for task in tasks {
        assert_eq!(task.await.expect("no task panics"), 7);
    }
    assert_eq!(source.reads(), 1);
    assert_quiet(&cache, "load");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_thousand_tasks_on_several_threads_are_one_load() {
    a_thousand_tasks(testing::cache().0).await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_thousand_tasks_on_one_thread_are_one_load() {
    a_thousand_tasks(testing::cache().0).await;
}

/// Runs `call` on a hundred threads and opens the gate when all have begun.
fn a_hundred_threads<T: Send>(cache: &Cache, gate: &Gate, call: impl Fn() -> T + Sync) -> Vec<T> {
    let begun = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        let spawn = |_| {
            scope.spawn(|| {
                let _entered = testing::enter(cache);
                begun.fetch_add(1, Ordering::SeqCst);
                call()
            })
        };
        let threads: Vec<_> = (0..100).map(spawn).collect();
        gate.entered_blocking(1);
        while begun.load(Ordering::SeqCst) < 100 {
            std::thread::yield_now();
        }
        gate.open_for_good();
        threads
            .into_iter()
            .map(|thread| thread.join().expect("no call panics out of its thread"))
            .collect()
    })
}

#[test]
fn a_hundred_threads_are_one_load() {
    let (cache, _clock) = testing::cache();
    let source = Source::gated();

    let values = a_hundred_threads(&cache, &source.gate, || load_blocking(&source, 7));

    assert_eq!(values, [7; 100]);
    assert_eq!(source.reads(), 1);
    assert_quiet(&cache, "load_blocking");
}

#[test]
fn a_dropped_leader_hands_over_to_exactly_one_of_a_hundred_waiters() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::gated();

    let mut tasks = started(101, |_| load(&source, 7));
    tasks[0].cancel();
    settle(&mut tasks);
    assert_eq!(source.reads(), 2, "exactly one of those who waited loads");
    source.gate.open();
    settle(&mut tasks);

    assert!(tasks[1..].iter().all(|task| task.output == Some(7)));
    assert_eq!(source.reads(), 2);
    let counts = testing::counts(&cache, "load");
    assert_eq!((counts.load_cancellations, counts.load_panics), (1, 0));
    assert_quiet(&cache, "load");
}

#[test]
fn leaders_that_are_dropped_one_after_the_other_strand_nobody() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::gated();

    let mut tasks = started(10, |_| load(&source, 7));
    // Those who wait are polled in order, so that the first of them is the next to lead.
    for leader in 0..9 {
        tasks[leader].cancel();
        settle(&mut tasks);
        assert_eq!(source.reads(), 2 + leader as u64);
    }
    source.gate.open();
    settle(&mut tasks);

    assert_eq!(tasks[9].output, Some(7));
    assert_quiet(&cache, "load");
}

#[test]
fn when_everybody_is_dropped_nothing_is_left() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::gated();

    drop(started(100, |_| load(&source, 7)));
    assert_quiet(&cache, "load");
    source.gate.open_for_good();

    assert_eq!(testing::run(load(&source, 7)), 7);
    assert_eq!(source.reads(), 2);
}

#[test]
fn a_dropped_waiter_changes_nothing() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::gated();

    let mut tasks = started(10, |_| load(&source, 7));
    tasks[1..9].iter_mut().for_each(Task::cancel);
    source.gate.open();
    settle(&mut tasks);

    assert_eq!((tasks[0].output, tasks[9].output), (Some(7), Some(7)));
    assert_eq!(source.reads(), 1);
    assert_quiet(&cache, "load");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_aborted_leader_hands_over_in_a_runtime() {
    let (cache, _clock) = testing::cache();
    let source = Source::gated();
    let spawn = || {
        let source = source.clone();
        tokio::spawn(testing::scope(
            &cache,
            async move { load(&source, 7).await },
        ))
    };

    let leader = spawn();
    source.gate.entered(1).await;
    let waiters: Vec<_> = (0..100).map(|_| spawn()).collect();
    leader.abort();
    source.gate.entered(2).await;
    source.gate.open_for_good();

    for waiter in waiters {
        assert_eq!(waiter.await.unwrap(), 7);
    }
    assert_eq!(source.reads(), 2);
    assert_quiet(&cache, "load");
}

/// Panics on its first call, after the gate.
#[cached(key = "flights-panic:<id>", ttl = "1h", ignore(source))]
async fn panics_once(source: &Source, id: u64) -> u64 {
    let call = source.reads();
    let row = source.read().await;
    assert!(call > 0, "the first load fails");
    row + id
}

#[test]
fn a_panic_reaches_its_own_caller_alone_and_one_waiter_retries() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::gated();

    let mut tasks = started(101, |_| panics_once(&source, 7));
    source.gate.open();
    assert!(catch_unwind(AssertUnwindSafe(|| tasks[0].step())).is_err());
    tasks[0].cancel();
    settle(&mut tasks);
    assert_eq!(source.reads(), 2);
    source.gate.open();
    settle(&mut tasks);

    assert!(tasks[1..].iter().all(|task| task.output == Some(7)));
    let counts = testing::counts(&cache, "panics_once");
    assert_eq!(
        (counts.loads, counts.load_panics, counts.load_cancellations),
        (2, 1, 0)
    );
    assert_quiet(&cache, "panics_once");
}

#[cached(key = "flights-panic-blocking:<id>", ttl = "1h", ignore(source))]
fn panics_once_blocking(source: &Source, id: u64) -> u64 {
    let call = source.reads();
    let row = source.read_blocking();
    assert!(call > 0, "the first load fails");
    row + id
}

#[test]
fn a_panic_on_one_thread_leaves_the_others_their_value() {
    let (cache, _clock) = testing::cache();
    let source = Source::gated();

    let outcomes = a_hundred_threads(&cache, &source.gate, || {
        catch_unwind(AssertUnwindSafe(|| panics_once_blocking(&source, 7))).ok()
    });

    assert_eq!(
        outcomes.iter().filter(|outcome| outcome.is_none()).count(),
        1
    );
    assert_eq!(
        outcomes
            .iter()
            .filter(|outcome| **outcome == Some(7))
            .count(),
        99
    );
    assert_eq!(source.reads(), 2);
    assert_quiet(&cache, "panics_once_blocking");
}

#[derive(Debug, Clone, PartialEq)]
struct Copied(u64);

#[cached(key = "flights-clone:<id>", ttl = "1h", ignore(source))]
async fn fails_with_clone(source: &Source, id: u64) -> Result<u64, Copied> {
    source.read().await;
    Err(Copied(id))
}

#[test]
fn an_error_that_can_be_cloned_is_shared_by_those_who_waited_and_not_kept() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::gated();

    let mut tasks = started(100, |_| fails_with_clone(&source, 7));
    source.gate.open();
    settle(&mut tasks);

    assert!(tasks.iter().all(|task| task.output == Some(Err(Copied(7)))));
    assert_eq!(source.reads(), 1);
    assert_quiet(&cache, "fails_with_clone");
    source.gate.open();
    assert_eq!(testing::run(fails_with_clone(&source, 7)), Err(Copied(7)));
    assert_eq!(source.reads(), 2, "whoever comes later tries anew");
}

#[cached(key = "flights-anyhow:<id>", ttl = "1h", ignore(source))]
async fn fails_with_anyhow(source: &Source, id: u64) -> anyhow::Result<u64> {
    source.read().await;
    anyhow::bail!("no row {id}")
}

#[test]
fn an_anyhow_error_reaches_those_who_waited_as_its_message() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::gated();

    let mut tasks = started(100, |_| fails_with_anyhow(&source, 7));
    source.gate.open();
    settle(&mut tasks);

    let errors: Vec<anyhow::Error> = tasks
        .iter_mut()
        .map(|task| task.output.take().unwrap().unwrap_err())
        .collect();
    assert_eq!(errors[0].to_string(), "no row 7");
    assert!(!errors[0].is::<LoadFailed>());
    for error in &errors[1..] {
        assert!(error.is::<LoadFailed>());
        assert!(error.to_string().ends_with("failed: no row 7"), "{error}");
    }
    assert_eq!(source.reads(), 1);
    assert_quiet(&cache, "fails_with_anyhow");
}

#[derive(Debug)]
enum Own {
    NoRow(u64),
    Elsewhere(LoadFailed),
}

impl fmt::Display for Own {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRow(id) => write!(formatter, "no row {id}"),
            Self::Elsewhere(failed) => failed.fmt(formatter),
        }
    }
}

impl From<LoadFailed> for Own {
    fn from(failed: LoadFailed) -> Self {
        Self::Elsewhere(failed)
    }
}

#[cached(key = "flights-own:<id>", ttl = "1h", ignore(source))]
async fn fails_with_own(source: &Source, id: u64) -> Result<Option<u64>, Own> {
    source.read().await;
    Err(Own::NoRow(id))
}

#[test]
fn an_error_made_from_load_failed_reaches_those_who_waited() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::gated();

    let mut tasks = started(100, |_| fails_with_own(&source, 7));
    source.gate.open();
    settle(&mut tasks);

    assert!(matches!(tasks[0].output, Some(Err(Own::NoRow(7)))));
    for task in &tasks[1..] {
        let Some(Err(Own::Elsewhere(failed))) = &task.output else {
            panic!("{:?}", task.output)
        };
        assert!(failed.to_string().ends_with("failed: no row 7"));
    }
    assert_eq!(source.reads(), 1);
    assert_quiet(&cache, "fails_with_own");
}

/// An error that nobody else can have.
#[derive(Debug, PartialEq)]
struct Unshared;

/// Fails as long as the row is at version 0.
#[cached(key = "flights-waves:<id>", ttl = "1h", ignore(source))]
async fn fails_unshared(source: &Source, id: u64) -> Result<u64, Unshared> {
    match source.read().await {
        0 => Err(Unshared),
        row => Ok(row + id),
    }
}

/// Lets as many loads go on as are stopped at the gate now.
fn open_for_those_who_came(source: &Source, passed: &mut u64) -> u64 {
    let came = source.reads() - *passed;
    (0..came).for_each(|_| source.gate.open());
    *passed += came;
    came
}

#[test]
fn an_error_that_cannot_be_shared_makes_doubling_waves() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::gated();

    let mut tasks = started(100, |_| fails_unshared(&source, 7));
    let (mut waves, mut passed) = (Vec::new(), 0);
    while tasks.iter().any(|task| !task.is_done()) {
        waves.push(open_for_those_who_came(&source, &mut passed));
        settle(&mut tasks);
    }

    assert_eq!(waves, [1, 1, 2, 4, 8, 16, 32, 36]);
    assert!(tasks.iter().all(|task| task.output == Some(Err(Unshared))));
    assert_eq!(source.reads(), 100, "each has its own error");
    assert_quiet(&cache, "fails_unshared");
}

#[test]
fn a_wave_that_succeeds_answers_all_who_still_wait() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::gated();

    let mut tasks = started(100, |_| fails_unshared(&source, 7));
    let mut passed = 0;
    for _ in 0..3 {
        open_for_those_who_came(&source, &mut passed);
        settle(&mut tasks);
    }
    assert_eq!(
        source.reads(),
        8,
        "one, one, two, and the four that are stopped now"
    );
    source.update();
    source.gate.open();
    settle(&mut tasks);

    // The four read the row before it changed: they fail, and the next wave of eight succeeds.
    source.gate.open_for_good();
    settle(&mut tasks);
    let (failed, succeeded): (Vec<_>, Vec<_>) = tasks
        .iter()
        .partition(|task| task.output == Some(Err(Unshared)));
    assert_eq!((failed.len(), succeeded.len()), (8, 92));
    assert!(succeeded.iter().all(|task| task.output == Some(Ok(8))));
    assert!(source.reads() <= 16, "{} loads", source.reads());
    assert_quiet(&cache, "fails_unshared");
    assert_eq!(testing::run(fails_unshared(&source, 7)), Ok(8));
}

#[test]
fn no_more_loads_of_a_wave_begin_than_loads_have_failed() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::gated();

    let mut tasks = started(20, |_| fails_unshared(&source, 7));
    // The leader and two more fail at their first poll, before anybody else is polled.
    source.gate.open();
    tasks[0].step();
    source.gate.open();
    tasks[1].step();
    source.gate.open();
    tasks[2].step();
    assert_eq!(source.reads(), 3);
    settle(&mut tasks);

    assert_eq!(source.reads() - 3, 1, "the wave of two has one turn left");
}

#[test]
fn a_dropped_turn_of_a_wave_is_passed_on() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::gated();

    let mut tasks = started(10, |_| fails_unshared(&source, 7));
    source.gate.open();
    settle(&mut tasks);
    assert_eq!(source.reads(), 2);
    tasks[1].cancel();
    settle(&mut tasks);
    assert_eq!(source.reads(), 3, "exactly one takes the turn over");
    source.update();
    source.gate.open_for_good();
    settle(&mut tasks);

    assert!(tasks[2..].iter().all(Task::is_done));
    assert_quiet(&cache, "fails_unshared");
}

#[test]
fn a_waiter_that_is_dropped_when_its_turn_was_offered_passes_it_on() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::gated();

    let mut tasks = started(10, |_| fails_unshared(&source, 7));
    source.gate.open();
    tasks[0].step();
    // The first who waits is woken now, and is dropped instead of polled.
    tasks[1].cancel();
    settle(&mut tasks);
    assert_eq!(source.reads(), 2);
    source.gate.open_for_good();
    settle(&mut tasks);

    assert!(tasks[2..].iter().all(Task::is_done));
    assert_quiet(&cache, "fails_unshared");
}

#[test]
fn a_failure_with_nobody_waiting_leaves_nothing_behind() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    assert_eq!(testing::run(fails_unshared(&source, 7)), Err(Unshared));
    assert_quiet(&cache, "fails_unshared");
    assert_eq!(testing::run(fails_unshared(&source, 7)), Err(Unshared));

    assert_eq!(source.reads(), 2);
}

/// Both share their entries; one of them blocks its thread.
#[cached(key = "flights-twin:<id>", ttl = "1h", ignore(source))]
async fn twin(source: &Source, id: u64) -> u64 {
    source.read().await + id
}

#[cached(key = "flights-twin:<id>", ttl = "1h", ignore(source))]
fn twin_blocking(source: &Source, id: u64) -> u64 {
    source.read_blocking() + id
}

#[test]
fn a_sync_twin_finds_what_the_async_function_stored_and_the_other_way_round() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    testing::run(twin(&source, 1));
    assert_eq!(twin_blocking(&source, 1), 1);
    twin_blocking(&source, 2);
    assert_eq!(testing::run(twin(&source, 2)), 2);
    assert_eq!(source.reads(), 2);
    invalidate_twin_blocking(1).unwrap();

    assert!(testing::run(peek_twin(1)).is_none());
}

#[test]
fn a_sync_twin_never_waits_for_an_async_load_that_may_need_its_thread() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::gated();

    let mut tasks = started(1, |_| twin(&source, 7));
    source.gate.open();
    assert_eq!(twin_blocking(&source, 7), 7);
    source.gate.open();
    settle(&mut tasks);

    assert_eq!(tasks[0].output, Some(7));
    assert_quiet(&cache, "twin");
}

#[test]
fn an_async_caller_waits_for_a_sync_load() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::gated();

    std::thread::scope(|scope| {
        let leader = scope.spawn(|| {
            let _entered = testing::enter(&cache);
            twin_blocking(&source, 7)
        });
        source.gate.entered_blocking(1);
        let mut waiter = Task::started(twin(&source, 7));
        assert_eq!(source.reads(), 1);
        source.gate.open();
        assert_eq!(leader.join().unwrap(), 7);
        waiter.step();
        assert_eq!(waiter.output, Some(7));
    });

    assert_eq!(source.reads(), 1);
}

#[test]
fn sync_callers_share_one_load_beside_an_async_one() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let (stopped, source) = (Source::gated(), Source::gated());

    let mut leader = started(1, |_| twin(&stopped, 7));
    let values = a_hundred_threads(&cache, &source.gate, || twin_blocking(&source, 7));

    assert_eq!(values, [7; 100]);
    assert_eq!(
        source.reads(),
        1,
        "the async load is no reason for a stampede of sync ones"
    );
    stopped.gate.open();
    settle(&mut leader);
    assert!(leader[0].is_done());
}

#[cached(key = "fib:<n>", ttl = "1h")]
fn fib(n: u64) -> u64 {
    if n < 2 { n } else { fib(n - 1) + fib(n - 2) }
}

#[cached(key = "fib-async:<n>", ttl = "1h")]
async fn fib_async(n: u64) -> u64 {
    if n < 2 {
        n
    } else {
        Box::pin(fib_async(n - 1)).await + Box::pin(fib_async(n - 2)).await
    }
}

#[test]
fn a_function_may_call_itself_for_other_keys() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);

    assert_eq!(fib(80), 23_416_728_348_467_685);

    testing::assert_loads(&cache, "fib", 81);
    assert_quiet(&cache, "fib");
}

#[test]
fn an_async_function_may_call_itself_for_other_keys() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);

    assert_eq!(testing::run(fib_async(80)), 23_416_728_348_467_685);

    testing::assert_loads(&cache, "fib_async", 81);
    assert_quiet(&cache, "fib_async");
}

#[cached(key = "recursion:<id>", ttl = "1h", ignore(depth))]
fn recursive(id: u64, depth: &AtomicU64) -> u64 {
    if depth.fetch_add(1, Ordering::SeqCst) < 3 {
        recursive(id, depth) + 1
    } else {
        id
    }
}

#[cached(key = "recursion-async:<id>", ttl = "1h", ignore(depth))]
async fn recursive_async(id: u64, depth: &AtomicU64) -> u64 {
    if depth.fetch_add(1, Ordering::SeqCst) < 3 {
        Box::pin(recursive_async(id, depth)).await + 1
    } else {
        id
    }
}

#[test]
fn a_load_that_asks_for_its_own_key_does_not_wait_for_itself() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);

    assert_eq!(recursive(7, &AtomicU64::new(0)), 10);

    assert_eq!(
        peek_recursive(7).unwrap().value,
        10,
        "the outermost call is the whole answer"
    );
    assert_quiet(&cache, "recursive");
}

#[test]
fn an_async_load_that_asks_for_its_own_key_does_not_wait_for_itself() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);

    assert_eq!(testing::run(recursive_async(7, &AtomicU64::new(0))), 10);

    assert_eq!(testing::run(peek_recursive_async(7)).unwrap().value, 10);
    assert_quiet(&cache, "recursive_async");
}

/// Loads `first` with a load of `second` inside it, stopped at the gate in between.
#[cached(key = "circle:<first>", ttl = "1h", ignore(second, gate))]
async fn circle(first: u64, second: Option<u64>, gate: &Gate) -> u64 {
    gate.pass().await;
    match second {
        Some(second) => first + Box::pin(circle(second, None, gate)).await,
        None => first,
    }
}

#[test]
fn two_loads_that_ask_for_each_others_key_do_not_wait_for_each_other() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let gate = Gate::new();

    let mut tasks = vec![
        Task::started(circle(1, Some(2), &gate)),
        Task::started(circle(2, Some(1), &gate)),
    ];
    gate.open_for_good();
    settle(&mut tasks);

    assert!(
        tasks.iter().all(Task::is_done),
        "a circle of loads that wait"
    );
    assert_quiet(&cache, "circle");
}

#[cached(key = "circle-blocking:<first>", ttl = "1h", ignore(second, gate))]
fn circle_blocking(first: u64, second: Option<u64>, gate: &Gate) -> u64 {
    match second {
        Some(second) => {
            gate.pass_blocking();
            first + circle_blocking(second, None, gate)
        }
        None => first,
    }
}

#[test]
fn two_threads_whose_loads_ask_for_each_others_key_do_not_deadlock() {
    let (cache, _clock) = testing::cache();
    let gate = Gate::new();

    std::thread::scope(|scope| {
        for (first, second) in [(1, 2), (2, 1)] {
            let (cache, gate) = (&cache, &gate);
            scope.spawn(move || {
                let _entered = testing::enter(cache);
                circle_blocking(first, Some(second), gate)
            });
        }
        gate.entered_blocking(2);
        gate.open_for_good();
    });

    assert_quiet(&cache, "circle_blocking");
}

#[cached(key = "outer:<id>", ttl = "1h", ignore(source))]
async fn outer(source: &Source, id: u64) -> u64 {
    // A sync function inside an async one, as it happens in the middle of other people's code.
    load_blocking(source, id) + load(source, id).await
}

#[tokio::test(flavor = "current_thread")]
async fn a_sync_function_inside_an_async_task_loads_and_hits() {
    let (cache, _clock) = testing::cache();
    let source = Source::open();

    let values = testing::scope(&cache, async {
        (outer(&source, 1).await, outer(&source, 1).await)
    })
    .await;

    assert_eq!(values, (2, 2));
    assert_eq!(source.reads(), 2);
    testing::assert_hits(&cache, "outer", 1);
}

#[test]
fn those_who_waited_before_an_invalidation_share_the_old_load_and_those_after_share_the_new_one() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::gated();

    let mut before = started(50, |_| load(&source, 0));
    source.update();
    testing::run(cache.invalidate_tag("flights")).unwrap();
    let mut after = started(50, |_| load(&source, 0));
    assert_eq!(source.reads(), 2);
    source.gate.open_for_good();
    settle(&mut after);
    settle(&mut before);

    assert!(before.iter().all(|task| task.output == Some(0)));
    assert!(after.iter().all(|task| task.output == Some(1)));
    assert_eq!(testing::run(load(&source, 0)), 1);
    assert_quiet(&cache, "load");
}

#[test]
fn a_refresh_does_not_join_a_load_on_its_way() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::gated();

    let mut tasks = started(1, |_| load(&source, 0));
    source.update();
    tasks.push(Task::started(refresh_load(&source, 0)));
    assert_eq!(source.reads(), 2);
    source.gate.open_for_good();
    settle(&mut tasks);

    assert_eq!((tasks[0].output, tasks[1].output), (Some(0), Some(1)));
}

#[test]
fn a_load_that_began_before_a_refresh_does_not_replace_what_the_refresh_stored() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let (slow, quick) = (Source::gated(), Source::open());

    let mut tasks = started(1, |_| load(&slow, 0));
    quick.update();
    assert_eq!(testing::run(refresh_load(&quick, 0)), 1);
    slow.gate.open();
    settle(&mut tasks);

    assert_eq!(tasks[0].output, Some(0));
    assert_eq!(testing::run(peek_load(0)).unwrap().value, 1);
    assert_quiet(&cache, "load");
}

/// Polls its task on the spot, as an executor may that runs everything inline.
struct Inline(
    Mutex<Option<Pin<Box<dyn Future<Output = u64> + Send>>>>,
    AtomicU64,
);

impl Wake for Inline {
    fn wake(self: Arc<Self>) {
        let waker = Waker::from(self.clone());
        let mut future = self.0.lock().expect("no poll panics");
        let Some(polled) = future.as_mut() else {
            return;
        };
        if let Poll::Ready(value) = polled.as_mut().poll(&mut Context::from_waker(&waker)) {
            self.1.store(value, Ordering::SeqCst);
            *future = None;
        }
    }
}

#[test]
fn a_waker_that_polls_on_the_spot_does_not_deadlock() {
    let (cache, _clock) = testing::cache();
    let source = Source::gated();
    let call = || {
        let source = source.clone();
        testing::scope(&cache, async move { load(&source, 7).await })
    };

    let mut leader = Task::started(call());
    let waiters: Vec<_> = (0..10)
        .map(|_| {
            Arc::new(Inline(
                Mutex::new(Some(Box::pin(call()))),
                AtomicU64::new(0),
            ))
        })
        .collect();
    waiters.iter().cloned().for_each(Wake::wake);
    source.gate.open();
    leader.step();

    assert_eq!(leader.output, Some(7));
    assert!(
        waiters
            .iter()
            .all(|waiter| waiter.1.load(Ordering::SeqCst) == 7)
    );
}

/// A value whose clone panics once its fuse is burnt down.
#[derive(Debug)]
struct Fragile(Arc<AtomicUsize>);

impl Clone for Fragile {
    fn clone(&self) -> Self {
        let left = self.0.fetch_sub(1, Ordering::SeqCst);
        assert_ne!(left, 1, "the fuse is burnt down");
        Self(self.0.clone())
    }
}

#[cached(key = "fragile", ttl = "1h", ignore(gate, fuse))]
async fn fragile(gate: &Gate, fuse: &Arc<AtomicUsize>) -> Fragile {
    gate.pass().await;
    Fragile(fuse.clone())
}

#[test]
fn a_clone_that_panics_on_the_way_to_those_who_wait_leaves_nobody_waiting() {
    for fuse in 1..=3 {
        let (cache, _clock) = testing::cache();
        let _entered = testing::enter(&cache);
        let (gate, fuse) = (Gate::new(), Arc::new(AtomicUsize::new(fuse)));
        let mut leader = Task::started(fragile(&gate, &fuse));
        let mut waiter = Task::started(fragile(&gate, &fuse));

        gate.open_for_good();
        let panics = [&mut leader, &mut waiter]
            .map(|task| catch_unwind(AssertUnwindSafe(|| while task.step() {})).is_err());
        let _ = catch_unwind(AssertUnwindSafe(|| while waiter.step() {}));

        assert_eq!(panics.iter().filter(|panicked| **panicked).count(), 1);
        assert!(waiter.output.is_some() || panics[1], "the waiter hangs");
        assert_quiet(&cache, "fragile");
    }
}
