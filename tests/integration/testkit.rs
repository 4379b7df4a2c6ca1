//! The test kit itself: an assertion that cannot fail would let every other test pass.

use crate::polling::{Task, settle};
use crate::source::Source;
use cache_runtime::testing::{self, Gate};
use cache_runtime::{Cache, cached};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

#[cached(key = "kit:<id>", ttl = "1h", ignore(source))]
async fn load(source: &Source, id: u64) -> u64 {
    source.read().await + id
}

/// One load, two hits.
fn used() -> Cache {
    let (cache, _clock) = testing::cache();
    let source = Source::open();
    for _ in 0..3 {
        testing::run(testing::scope(&cache, load(&source, 1)));
    }
    cache
}

#[test]
fn assertions_hold_for_what_happened() {
    let cache = used();

    testing::assert_loads(&cache, "load", 1);
    testing::assert_loads(&cache, "testkit::load", 1);
    testing::assert_hits(&cache, "load", 2);
    testing::assert_misses(&cache, "load", 1);
}

#[test]
#[should_panic(expected = "loads of `load`")]
fn one_load_is_not_none() {
    testing::assert_loads(&used(), "load", 0);
}

#[test]
#[should_panic(expected = "loads of `load`")]
fn one_load_is_not_two() {
    testing::assert_loads(&used(), "load", 2);
}

#[test]
#[should_panic(expected = "hits of `load`")]
fn two_hits_are_not_one() {
    testing::assert_hits(&used(), "load", 1);
}

#[test]
#[should_panic(expected = "misses of `load`")]
fn one_miss_is_not_two() {
    testing::assert_misses(&used(), "load", 2);
}

#[test]
#[should_panic(expected = "loads of `laod`")]
fn a_function_that_was_never_called_has_no_loads() {
    testing::assert_loads(&used(), "laod", 1);
}

#[test]
fn a_name_means_a_whole_part_of_the_path() {
    assert!(used().stats().function("oad").is_none());
}

#[test]
fn a_call_that_waited_counts_as_a_miss() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::gated();

    let mut tasks = [
        Task::started(load(&source, 1)),
        Task::started(load(&source, 1)),
    ];
    source.gate.open();
    settle(&mut tasks);

    testing::assert_misses(&cache, "load", 2);
    testing::assert_loads(&cache, "load", 1);
}

#[test]
fn entering_a_cache_ends_with_its_guard_and_can_be_nested() {
    let (outer, inner) = (testing::cache().0, testing::cache().0);
    let source = Source::open();

    let outer_entered = testing::enter(&outer);
    testing::run(load(&source, 1));
    {
        let _entered = testing::enter(&inner);
        testing::run(load(&source, 1));
    }
    testing::run(load(&source, 1));

    testing::assert_loads(&outer, "load", 1);
    testing::assert_hits(&outer, "load", 1);
    testing::assert_loads(&inner, "load", 1);
    drop(outer_entered);

    testing::run(testing::scope(&inner, load(&source, 1)));
    testing::assert_hits(&inner, "load", 1);
    testing::assert_hits(&outer, "load", 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_scope_goes_with_its_future_to_any_thread() {
    let (first, second) = (testing::cache().0, testing::cache().0);
    let source = Source::gated();

    let call = |cache: &Cache| {
        let source = source.clone();
        tokio::spawn(testing::scope(cache, async move {
            let value = load(&source, 1).await;
            tokio::task::yield_now().await;
            assert_eq!(load(&source, 1).await, value);
        }))
    };
    let tasks = [call(&first), call(&second)];
    source.gate.entered(2).await;
    source.gate.open_for_good();
    for task in tasks {
        task.await.unwrap();
    }

    for cache in [&first, &second] {
        testing::assert_loads(cache, "load", 1);
        testing::assert_hits(cache, "load", 1);
    }
}

#[test]
fn a_scope_is_left_when_its_future_panics() {
    let (outer, inner) = (testing::cache().0, testing::cache().0);
    let _entered = testing::enter(&outer);
    let scoped = testing::scope(&inner, async { panic!("as told") });

    let panicked = catch_unwind(AssertUnwindSafe(|| testing::run(scoped)));
    testing::run(load(&Source::open(), 1));

    assert!(panicked.is_err());
    assert!(inner.stats().functions.is_empty());
    testing::assert_loads(&outer, "load", 1);
}

#[test]
fn the_clock_stands_still_until_it_is_moved() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    testing::run(load(&source, 1));
    assert_eq!(testing::run(peek_load(1)).unwrap().age, Duration::ZERO);
    clock.advance(Duration::from_millis(7));
    clock.clone().advance(Duration::from_millis(3));

    assert_eq!(
        testing::run(peek_load(1)).unwrap().age,
        Duration::from_millis(10)
    );
}

#[test]
fn a_gate_lets_through_as_many_as_it_was_opened_for() {
    let gate = Gate::new();

    let mut tasks: Vec<_> = (0..3).map(|_| Task::started(gate.pass())).collect();
    assert_eq!(gate.arrivals(), 3);
    gate.open();
    settle(&mut tasks);
    assert_eq!(tasks.iter().filter(|task| task.is_done()).count(), 1);
    gate.open();
    gate.open();
    gate.open();
    settle(&mut tasks);
    assert!(tasks.iter().all(Task::is_done));

    assert!(
        Task::started(gate.pass()).is_done(),
        "an opening without anybody there is kept"
    );
    assert!(!Task::started(gate.pass()).is_done());
}

#[test]
fn a_gate_tells_who_has_come() {
    let gate = Gate::new();

    let mut watcher = Task::started(gate.entered(2));
    let _first = Task::started(gate.pass());
    watcher.step();
    assert!(!watcher.is_done());
    let _second = Task::started(gate.pass());
    watcher.step();

    assert!(watcher.is_done());
}
