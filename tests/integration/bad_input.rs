//! Extremes and failures: each has a documented result, and none leaves anything behind.

use crate::polling::Task;
use crate::source::Source;
use cache_runtime::{Cache, Error, cached, testing};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

#[cached(key = "bad-single:<id>", ttl = "1h", capacity = 1, ignore(source))]
fn single(source: &Source, id: u64) -> u64 {
    source.read_blocking() + id
}

#[test]
fn a_capacity_of_one_holds_the_last_entry() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    for id in 0..100 {
        assert_eq!(single(&source, id), id);
        assert_eq!(single(&source, id), id);
        assert!(testing::counts(&cache, "single").entries <= 1);
    }

    assert_eq!(source.reads(), 100, "what was just loaded is found");
    assert_eq!(testing::counts(&cache, "single").evictions, 99);
}

#[test]
fn a_capacity_of_zero_is_refused() {
    let refused = Cache::builder().memory_capacity(0).build_memory();

    assert!(matches!(
        refused,
        Err(Error::Setting {
            name: "memory_capacity",
            ..
        })
    ));
}

#[test]
fn an_absurd_capacity_takes_no_memory_in_advance() {
    let (cache, _clock) = testing::cache_from(Cache::builder().memory_capacity(1 << 40));
    let _entered = testing::enter(&cache);

    assert_eq!(echo(1, 1), vec![1]);
    assert!(peek_echo(1).is_some());
}

#[cached(key = "bad-echo:<id>", ttl = "1h", ignore(length))]
fn echo(id: u8, length: usize) -> Vec<u8> {
    vec![id; length]
}

#[cached(
    key = "bad-weighed:<id>",
    ttl = "1h",
    max_weight = "1KiB",
    ignore(length)
)]
fn weighed(id: u8, length: usize) -> Vec<u8> {
    vec![id; length]
}

#[test]
fn a_value_heavier_than_its_region_is_returned_counted_and_not_stored() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);

    assert_eq!(weighed(1, 2000), vec![1; 2000]);
    assert_eq!(weighed(1, 2000).len(), 2000);
    let counts = testing::counts(&cache, "weighed");
    assert_eq!(
        (counts.loads, counts.too_heavy, counts.entries, counts.bytes),
        (2, 2, 0, Some(0))
    );
    weighed(2, 10);
    weighed(2, 10);

    testing::assert_loads(&cache, "weighed", 3);
    assert_eq!(testing::counts(&cache, "weighed").entries, 1);
}

#[test]
fn a_value_too_heavy_to_replace_an_older_one_removes_it() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);

    weighed(1, 10);
    put_weighed(1, vec![2; 2000]).unwrap();

    assert!(peek_weighed(1).is_none(), "the older value is out of date");
}

#[test]
fn a_region_never_weighs_more_than_it_may() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);

    for id in 0..=255 {
        weighed(id, 100);
        assert!(testing::counts(&cache, "weighed").bytes.unwrap() <= 1024);
    }
    assert!(testing::counts(&cache, "weighed").evictions > 200);
}

#[cached(key = "bad-ttl:<id>", ttl = "1h", jitter = 0.5, ttl_with = |_, ttl: &Duration| *ttl, ignore(ttl))]
fn absurd(id: u64, ttl: Duration) -> u64 {
    id
}

#[cached(key = "bad-early:<id>", ttl = "1h", stampede = "early", ttl_with = |_, ttl: &Duration| *ttl, ignore(ttl))]
fn absurd_early(id: u64, ttl: Duration) -> u64 {
    id
}

#[test]
fn an_absurd_ttl_means_for_ever() {
    for ttl in [
        Duration::MAX,
        Duration::from_millis(u64::MAX),
        Duration::from_millis(u64::MAX - 1),
        Duration::from_secs(u64::MAX / 1000),
    ] {
        let (cache, clock) = testing::cache();
        let _entered = testing::enter(&cache);
        absurd(1, ttl);
        absurd_early(1, ttl);
        clock.advance(Duration::from_secs(100 * 365 * 86400));
        absurd(1, ttl);
        absurd_early(1, ttl);
        cache.sweep();

        testing::assert_loads(&cache, "absurd", 1);
        testing::assert_loads(&cache, "absurd_early", 1);
        assert!(peek_absurd(1).is_some() && peek_absurd_early(1).is_some());
    }
}

#[test]
fn a_clock_that_reaches_its_end_stays_there() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);

    absurd(1, Duration::from_secs(60));
    clock.advance(Duration::MAX);
    clock.advance(Duration::MAX);

    assert!(peek_absurd(1).is_none(), "time never goes back");
}

/// Does what it is told to.
#[cached(key = "bad-moody:<id>", ttl = "1h", tags = ["moody"], ignore(mood, source))]
async fn moody(id: u64, mood: Mood, source: &Source) -> Result<u64, String> {
    match mood {
        Mood::Panic => panic!("as told"),
        Mood::Fail => Err("as told".into()),
        Mood::Stop => Ok(source.read().await + id),
        Mood::Recurse => Box::pin(moody(id, Mood::Load, source)).await,
        Mood::Load => Ok(id),
    }
}

#[derive(Debug, Clone, Copy)]
enum Mood {
    Panic,
    Fail,
    Stop,
    Recurse,
    Load,
}

#[test]
fn a_load_that_panics_fails_recurses_or_is_dropped_leaves_no_poison() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::gated();

    for _ in 0..10 {
        assert!(
            catch_unwind(AssertUnwindSafe(|| testing::run(moody(
                7,
                Mood::Panic,
                &source
            ))))
            .is_err()
        );
        assert_eq!(
            testing::run(moody(7, Mood::Fail, &source)),
            Err("as told".into())
        );
        drop(Task::started(moody(7, Mood::Stop, &source)));
        assert_eq!(testing::counts(&cache, "moody").loads_running, 0);
        assert!(testing::run(peek_moody(7)).is_none());
        assert_eq!(testing::run(moody(7, Mood::Recurse, &source)), Ok(7));
        assert_eq!(testing::run(moody(7, Mood::Panic, &source)), Ok(7), "a hit");
        cache.invalidate_tag_blocking("moody").unwrap();
    }

    let counts = testing::counts(&cache, "moody");
    assert_eq!(
        (
            counts.load_panics,
            counts.load_errors,
            counts.load_cancellations
        ),
        (10, 10, 10)
    );
    assert_eq!(counts.loads_running, 0);
}

#[cached(key = "bad-closure:<id>", ttl = "1h", ttl_with = |value: &u64| { assert!(*value > 0, "as told"); Duration::from_secs(1) })]
fn with_panicking_closure(id: u64) -> u64 {
    id
}

#[test]
fn a_closure_that_panics_leaves_no_poison() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);

    assert!(catch_unwind(|| with_panicking_closure(0)).is_err());
    assert!(catch_unwind(|| with_panicking_closure(0)).is_err());
    assert_eq!(with_panicking_closure(1), 1);

    assert_eq!(
        testing::counts(&cache, "with_panicking_closure").loads_running,
        0
    );
}

/// A value whose own code calls the cache when it is dropped.
#[derive(Clone)]
struct Calls(u64);

impl Drop for Calls {
    fn drop(&mut self) {
        let _ = peek_calling(self.0 + 1);
    }
}

#[cached(key = "bad-calling:<id>", ttl = "1h", capacity = 1)]
fn calling(id: u64) -> Calls {
    Calls(id)
}

#[test]
fn a_value_that_asks_the_cache_when_it_is_dropped_does_not_deadlock() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);

    for id in 0..10 {
        calling(id);
    }
    put_calling(1, Calls(1)).unwrap();
    put_calling(1, Calls(1)).unwrap();
    invalidate_calling(1).unwrap();
    calling(1);
    cache.invalidate_pattern_blocking("bad-calling:*").unwrap();
    calling(1);
    invalidate_all_calling().unwrap();
    calling(1);
    cache.invalidate_pattern_blocking("bad-calling:*").unwrap();
    calling(1);
    cache.clear_blocking().unwrap();
}

#[test]
fn a_value_that_asks_the_cache_when_it_is_dropped_does_not_deadlock_the_sweeper() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);

    calling(1);
    clock.advance(Duration::from_secs(3600));
    cache.sweep();

    assert_eq!(testing::counts(&cache, "calling").entries, 0);
}
