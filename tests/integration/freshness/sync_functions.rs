//! Functions that block their thread: background refreshes on threads of their own, timeouts, panics.

use super::{Backend, FAILS, Failure, PANICS, Stage, WORKS, just_before, millis, seconds};
use cache_runtime::{Cache, cached, testing};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

#[cached(
    key = "sync:<id>",
    ttl = "100s",
    refresh_ahead = 0.8,
    stale_while_revalidate = "30s",
    stale_if_error = "60s",
    tags = ["sync"],
    ignore(backend)
)]
fn windows(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer_blocking()? + id)
}

#[cached(
    key = "sync-timeout:<id>",
    ttl = "100s",
    stale_if_error = "1h",
    soft_timeout = "100ms",
    timeout = "2s",
    tags = ["sync-timeout"],
    ignore(backend)
)]
fn bounded(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer_blocking()? + id)
}

#[cached(
    key = "sync-early:<id>",
    ttl = "100s",
    stampede = "early",
    beta = 1000000000000.0,
    ignore(backend)
)]
fn early(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer_blocking()? + id)
}

#[test]
fn windows_are_those_of_async_functions_to_the_millisecond() {
    let broken = Err(Failure::Broken);
    for (age, reads, refreshes, answer) in [
        (just_before(seconds(80)), 1, 0, Ok(0)),
        (seconds(80), 2, 1, Ok(0)),
        (just_before(seconds(100)), 2, 1, Ok(0)),
        (seconds(100), 2, 1, Ok(0)),
        (just_before(seconds(130)), 2, 1, Ok(0)),
        (seconds(130), 2, 0, Ok(0)),
        (just_before(seconds(160)), 2, 0, Ok(0)),
        (seconds(160), 2, 0, broken),
    ] {
        let stage = Stage::open();
        windows(&stage.backend, 0).unwrap();
        stage.backend.set(FAILS);
        stage.advance(age);
        assert_eq!(windows(&stage.backend, 0), answer, "after {age:?}");
        testing::settle_blocking(&stage.cache);
        let counts = stage.counts("windows");
        assert_eq!(
            (stage.reads(), counts.refreshes),
            (reads, refreshes),
            "after {age:?}"
        );
    }
}

#[test]
fn a_refresh_runs_on_a_thread_of_its_own_and_no_caller_waits() {
    let stage = Stage::gated();
    stage.backend.gate().open();
    windows(&stage.backend, 0).unwrap();
    stage.backend.update();
    stage.advance(seconds(100));

    for _ in 0..64 {
        assert_eq!(windows(&stage.backend, 0), Ok(0));
    }
    stage.backend.gate().entered_blocking(2);
    stage.backend.gate().open_for_good();
    testing::settle_blocking(&stage.cache);

    assert_eq!((windows(&stage.backend, 0), stage.reads()), (Ok(1), 2));
    let counts = stage.counts("windows");
    assert_eq!((counts.refreshes, counts.stale_hits), (1, 64));
}

#[test]
fn refreshes_do_not_wait_for_each_other() {
    let stage = Stage::gated();
    for id in 0..4 {
        stage.backend.gate().open();
        windows(&stage.backend, id).unwrap();
    }
    stage.advance(seconds(100));
    for id in 0..4 {
        assert_eq!(windows(&stage.backend, id), Ok(id));
    }

    // Each of them blocks its thread at the gate.
    stage.backend.gate().entered_blocking(8);
    assert_eq!(stage.counts("windows").loads_running, 4);
}

#[test]
fn a_refresh_that_finds_no_room_is_counted() {
    let stage = Stage::closed(Cache::builder().background_refreshes(1));
    for id in 0..3 {
        stage.backend.gate().open();
        windows(&stage.backend, id).unwrap();
    }
    stage.advance(seconds(100));
    for id in 0..3 {
        assert_eq!(windows(&stage.backend, id), Ok(id));
    }
    stage.backend.gate().entered_blocking(4);

    let counts = stage.counts("windows");
    assert_eq!((counts.refreshes_refused, counts.loads_running), (2, 1));
}

#[test]
fn early_refreshes_run_in_the_background_too() {
    let stage = Stage::gated();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let _entered = testing::enter(&stage.cache);
            early(&stage.backend, 0).unwrap();
        });
        stage.backend.gate().entered_blocking(1);
        stage.advance(seconds(1));
        stage.backend.gate().open();
    });
    stage.backend.update();
    stage.advance(seconds(60));
    assert_eq!(early(&stage.backend, 0), Ok(0));
    stage.backend.gate().open();
    testing::settle_blocking(&stage.cache);

    assert_eq!(early(&stage.backend, 0), Ok(1));
}

#[test]
fn a_refresh_from_before_an_invalidation_is_not_stored() {
    let stage = Stage::gated();
    stage.backend.gate().open();
    windows(&stage.backend, 0).unwrap();
    stage.advance(seconds(100));
    windows(&stage.backend, 0).unwrap();
    stage.backend.gate().entered_blocking(2);
    stage.backend.update();
    stage.cache.invalidate_tag_blocking("sync").unwrap();
    stage.backend.gate().open_for_good();
    testing::settle_blocking(&stage.cache);

    assert!(peek_windows(0).is_none());
    assert_eq!(windows(&stage.backend, 0), Ok(1));
}

#[test]
fn a_refresh_that_panics_costs_nobody_an_answer_and_is_throttled() {
    let stage = Stage::open();
    windows(&stage.backend, 0).unwrap();
    stage.backend.set(PANICS);
    stage.advance(seconds(100));

    for _ in 0..5 {
        assert_eq!(windows(&stage.backend, 0), Ok(0));
        testing::settle_blocking(&stage.cache);
    }

    let counts = stage.counts("windows");
    assert_eq!(
        (counts.load_panics, counts.refresh_errors, counts.loads),
        (1, 1, 2)
    );
}

#[test]
fn a_panic_is_answered_by_the_fallback_and_without_one_reaches_its_caller() {
    let stage = Stage::open();
    windows(&stage.backend, 0).unwrap();
    stage.backend.set(PANICS);
    stage.advance(seconds(130));
    assert_eq!(windows(&stage.backend, 0), Ok(0));

    let panicked = catch_unwind(AssertUnwindSafe(|| windows(&stage.backend, 1)));
    assert!(panicked.is_err());
    assert_eq!(stage.counts("windows").load_panics, 2);
}

/// Calls on a thread of its own, and does something else when the load is at the gate for the `number`th time.
fn meanwhile<T: Send>(
    stage: &Stage,
    number: u64,
    call: impl FnOnce(&Backend) -> T + Send,
    act: impl FnOnce(),
) -> T {
    let (cache, backend) = (&stage.cache, &stage.backend);
    std::thread::scope(|scope| {
        let caller = scope.spawn(move || {
            let _entered = testing::enter(cache);
            call(backend)
        });
        stage.backend.gate().entered_blocking(number);
        act();
        // Whoever waits for the time looks at the clock first: it is enough that it has moved.
        caller.join().unwrap()
    })
}

#[test]
fn a_call_leaves_a_load_that_takes_too_long_and_the_load_goes_on() {
    let stage = Stage::gated();
    let answer = meanwhile(
        &stage,
        1,
        |backend| bounded(backend, 0),
        || {
            stage.advance(seconds(2));
        },
    );
    assert_eq!(answer, Err(Failure::TooLate));
    assert_eq!(stage.counts("bounded").loads_running, 1);
    stage.backend.gate().open();
    testing::settle_blocking(&stage.cache);

    assert_eq!(
        bounded(&stage.backend, 0),
        Ok(0),
        "what it brought is stored"
    );
    let counts = stage.counts("bounded");
    assert_eq!((counts.loads, counts.timeouts, counts.hits), (1, 1, 1));
    assert_eq!(counts.load_cancellations, 0);
}

#[test]
fn a_soft_timeout_answers_with_the_stale_value() {
    let stage = Stage::gated();
    stage.backend.gate().open();
    bounded(&stage.backend, 0).unwrap();
    stage.backend.update();
    stage.advance(seconds(100));
    let answer = meanwhile(
        &stage,
        2,
        |backend| bounded(backend, 0),
        || {
            stage.advance(millis(100));
        },
    );
    assert_eq!(answer, Ok(0));
    stage.backend.gate().open();
    testing::settle_blocking(&stage.cache);

    assert_eq!(bounded(&stage.backend, 0), Ok(1));
    let counts = stage.counts("bounded");
    assert_eq!(
        (counts.soft_timeouts, counts.timeouts, counts.stale_hits),
        (1, 0, 1)
    );
}

#[test]
fn after_an_invalidation_no_timeout_brings_the_stale_value() {
    let stage = Stage::gated();
    stage.backend.gate().open();
    bounded(&stage.backend, 0).unwrap();
    stage.advance(seconds(100));
    let answer = meanwhile(
        &stage,
        2,
        |backend| bounded(backend, 0),
        || {
            stage.cache.invalidate_tag_blocking("sync-timeout").unwrap();
            stage.advance(seconds(2));
        },
    );

    assert_eq!(answer, Err(Failure::TooLate));
}

#[test]
fn waiting_for_the_load_of_another_caller_is_bounded_too() {
    let stage = Stage::gated();
    let answer = meanwhile(
        &stage,
        1,
        |backend| bounded(backend, 0),
        || {
            std::thread::scope(|scope| {
                let waiter = scope.spawn(|| {
                    let _entered = testing::enter(&stage.cache);
                    bounded(&stage.backend, 0)
                });
                // The waiter begins at one of two moments, and either is over by then.
                stage.advance(seconds(2));
                std::thread::yield_now();
                while !waiter.is_finished() {
                    stage.advance(seconds(2));
                    std::thread::yield_now();
                }
                assert_eq!(waiter.join().unwrap(), Err(Failure::TooLate));
            });
        },
    );

    assert_eq!(answer, Err(Failure::TooLate));
    assert_eq!((stage.reads(), stage.counts("bounded").timeouts), (1, 2));
}

#[test]
fn a_panic_within_the_time_reaches_its_caller() {
    let stage = Stage::open();
    stage.backend.set(PANICS);
    let panicked = catch_unwind(AssertUnwindSafe(|| bounded(&stage.backend, 0)));

    let message = *panicked.unwrap_err().downcast::<&str>().unwrap();
    assert_eq!(message, "the source is broken");
    assert_eq!(stage.counts("bounded").load_panics, 1);
}

#[test]
fn a_panic_of_a_deserted_load_is_counted_and_the_key_recovers() {
    let stage = Stage::gated();
    let answer = meanwhile(
        &stage,
        1,
        |backend| bounded(backend, 0),
        || {
            stage.advance(seconds(2));
        },
    );
    assert_eq!(answer, Err(Failure::TooLate));
    stage.backend.set(PANICS);
    stage.backend.gate().open();
    testing::settle_blocking(&stage.cache);
    assert_eq!(stage.counts("bounded").load_panics, 1);
    stage.backend.set(WORKS);
    stage.backend.gate().open();

    assert_eq!(bounded(&stage.backend, 0), Ok(0));
}

#[cached(key = "sync-circle:<id>", ttl = "1h", timeout = "2s", ignore(depth))]
fn circle(id: u64, depth: &'static AtomicU64) -> Result<u64, Failure> {
    if depth.fetch_add(1, Ordering::SeqCst) < 3 {
        circle(id, depth).map(|inner| inner + 1)
    } else {
        Ok(id)
    }
}

#[test]
fn a_load_on_another_thread_that_asks_for_its_own_key_does_not_wait_for_itself() {
    static DEPTH: AtomicU64 = AtomicU64::new(0);
    let _stage = Stage::open();

    assert_eq!(circle(7, &DEPTH), Ok(10));
}

static THREADS: Mutex<Vec<std::thread::ThreadId>> = Mutex::new(Vec::new());

#[cached(key = "sync-thread:<id>", ttl = "100s", stale_while_revalidate = "1h")]
fn on_threads(id: u64) -> u64 {
    THREADS.lock().unwrap().push(std::thread::current().id());
    id
}

#[test]
fn without_a_time_limit_a_miss_loads_on_the_thread_of_its_caller() {
    let stage = Stage::open();
    on_threads(1);
    stage.advance(seconds(100));
    on_threads(1);
    testing::settle_blocking(&stage.cache);

    let threads = THREADS.lock().unwrap();
    let here = std::thread::current().id();
    assert_eq!((threads[0] == here, threads[1] == here), (true, false));
}

#[tokio::test]
async fn inside_a_task_a_refresh_does_not_block_the_runtime() {
    let stage = Stage::gated();
    stage.backend.gate().open();
    windows(&stage.backend, 0).unwrap();
    stage.backend.update();
    stage.advance(seconds(100));
    assert_eq!(windows(&stage.backend, 0), Ok(0));

    stage.backend.gate().entered(2).await;
    stage.backend.gate().open();
    testing::settle(&stage.cache).await;

    assert_eq!(windows(&stage.backend, 0), Ok(1));
}
