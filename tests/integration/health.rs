//! What a cache remembers of its past: against a clock that only the test moves.

use crate::time::{millis, seconds};
use cache_runtime::health::Sample;
use cache_runtime::testing::TestClock;
use cache_runtime::{Cache, cached, testing};
use std::time::Duration;

#[cached(key = "health-plain:<id>", ttl = "1h")]
fn plain(id: u64) -> u64 {
    id
}

#[cached(key = "health-fallible:<id>", ttl = "1h", ignore(fails))]
fn fallible(id: u64, fails: bool) -> Result<u64, String> {
    if fails {
        return Err(format!("no {id}"));
    }
    Ok(id)
}

/// Lets time pass as it does where a thread sweeps each second.
fn pass(cache: &Cache, clock: &TestClock, time: Duration) {
    for _ in 0..time.as_secs() {
        clock.advance(seconds(1));
        cache.sweep();
    }
}

#[test]
fn the_history_has_a_sample_for_each_five_seconds_of_an_hour() {
    let (cache, clock) = testing::cache();
    let created = cache.history();
    assert_eq!(created.len(), 1);
    pass(&cache, &clock, seconds(4));
    assert_eq!(cache.history().len(), 1);
    pass(&cache, &clock, seconds(1));
    assert_eq!(cache.history().len(), 2);

    pass(&cache, &clock, seconds(2 * 3_600));
    let history = cache.history();
    let span = history[history.len() - 1].unix_millis - history[0].unix_millis;
    assert_eq!((history.len(), span), (721, 3_600_000));
    for pair in history.windows(2) {
        assert_eq!(pair[1].unix_millis - pair[0].unix_millis, 5_000);
    }
}

#[test]
fn a_sample_has_the_sums_up_to_its_moment() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    (0..3).for_each(|id| _ = plain(id));
    (0..2).for_each(|id| _ = plain(id));
    let _ = fallible(1, true);
    invalidate_plain(0).unwrap();
    pass(&cache, &clock, seconds(5));
    plain(1);
    pass(&cache, &clock, seconds(5));

    let history = cache.history();
    let numbers = |sample: &Sample| {
        (
            [sample.calls, sample.memory_hits, sample.misses],
            [sample.load_errors, sample.invalidations, sample.entries],
        )
    };
    assert_eq!(numbers(&history[0]), ([0, 0, 0], [0, 0, 0]));
    assert_eq!(numbers(&history[1]), ([6, 2, 4], [1, 1, 2]));
    assert_eq!(numbers(&history[2]), ([7, 3, 4], [1, 1, 2]));
}

#[test]
fn entries_of_functions_that_share_a_region_are_counted_once() {
    #[cached(key = "health-shared:<id>", ttl = "1h")]
    fn one(id: u64) -> u64 {
        id
    }
    #[cached(key = "health-shared:<id>", ttl = "1h")]
    fn other(id: u64) -> u64 {
        id
    }
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    one(1);
    other(2);
    pass(&cache, &clock, seconds(5));
    assert_eq!(cache.history()[1].entries, 2);
}

#[test]
fn sweeping_more_often_makes_no_more_samples() {
    let (cache, clock) = testing::cache();
    for _ in 0..100 {
        clock.advance(millis(100));
        cache.sweep();
        cache.sweep();
    }
    assert_eq!(cache.history().len(), 3);
}

#[cached(key = "health-slow:<id>", ttl = "1h", ignore(clock, takes))]
fn slow(clock: &TestClock, id: u64, takes: Duration) -> u64 {
    clock.advance(takes);
    id
}

#[test]
fn a_sample_tells_how_long_the_loads_of_its_interval_took() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    slow(&clock, 1, seconds(4));
    pass(&cache, &clock, seconds(5));
    slow(&clock, 2, millis(1));
    pass(&cache, &clock, seconds(10));

    let history = cache.history();
    let slowest: Vec<Option<f64>> = history
        .iter()
        .map(|sample| sample.load_p99_seconds)
        .collect();
    let (first, second) = (slowest[1].unwrap(), slowest[2].unwrap());
    assert!((2.5..=5.0).contains(&first), "{first} s, for one of 4 s");
    assert!(
        (0.0..=0.001).contains(&second),
        "{second} s, for one of 1 ms"
    );
    assert_eq!((slowest[0], slowest[3]), (None, None));
    assert!(history[1].load_p50_seconds <= history[1].load_p99_seconds);
}

#[test]
fn the_fields_of_a_sample_stay() {
    let (cache, _clock) = testing::cache();
    let sample = serde_json::to_string(&cache.history()[0]).unwrap();
    assert_eq!(
        sample,
        concat!(
            r#"{"unix_millis":1000,"calls":0,"memory_hits":0,"shared_hits":0,"stale_hits":0,"coalesced":0,"misses":0,"#,
            r#""bypassed":0,"timeouts":0,"load_errors":0,"evictions":0,"invalidations":0,"load_p50_seconds":null,"#,
            r#""load_p99_seconds":null,"entries":0,"bytes":0}"#
        )
    );
}
