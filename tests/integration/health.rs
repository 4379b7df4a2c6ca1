//! How a cache says that it stands, and what it remembers of its past: against a clock that only the test moves.

use crate::time::{millis, seconds};
use cache_runtime::health::{Health, Measure, Sample, Status, Thresholds};
use cache_runtime::testing::TestClock;
use cache_runtime::{Cache, Error, cached, testing};
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

#[cached(
    key = "health-stale:<id>",
    ttl = "1s",
    stale_if_error = "1h",
    ignore(fails)
)]
fn with_fallback(id: u64, fails: bool) -> Result<u64, String> {
    if fails {
        return Err(format!("no {id}"));
    }
    Ok(id)
}

#[cached(key = "health-small:<id>", ttl = "1h", capacity = 64)]
fn small(id: u64) -> u64 {
    id
}

fn judged_by(thresholds: Thresholds) -> (Cache, TestClock) {
    testing::cache_from(Cache::builder().health(thresholds))
}

/// Lets time pass as it does where a thread sweeps each second.
fn pass(cache: &Cache, clock: &TestClock, time: Duration) {
    for _ in 0..time.as_secs() {
        clock.advance(seconds(1));
        cache.sweep();
    }
}

#[track_caller]
fn assert_only(health: &Health, measure: Measure, status: Status) {
    let measures: Vec<Measure> = health.reasons.iter().map(|reason| reason.measure).collect();
    assert_eq!((&measures[..], health.status), (&[measure][..], status));
}

#[test]
fn a_cache_that_was_never_used_is_healthy() {
    let (cache, _clock) = judged_by(Thresholds::default().hit_rate(1.0).minimum_traffic(0));
    assert_eq!(cache.health().status, Status::Healthy);
    assert_eq!(cache.health().reasons, []);
}

#[test]
fn a_hit_rate_below_the_threshold_degrades_until_the_window_is_over() {
    let (cache, clock) = judged_by(Thresholds::default().hit_rate(0.5));
    let _entered = testing::enter(&cache);

    (0..20).for_each(|id| _ = plain(id));
    let health = cache.health();
    assert_only(&health, Measure::HitRate, Status::Degraded);
    assert_eq!(
        (health.reasons[0].measured, health.reasons[0].limit),
        (0.0, 0.5)
    );

    (0..20).for_each(|id| _ = plain(id));
    assert_eq!(cache.health().status, Status::Healthy, "half are hits now");

    (20..40).for_each(|id| _ = plain(id));
    assert_only(&cache.health(), Measure::HitRate, Status::Degraded);
    pass(&cache, &clock, seconds(70));
    (0..40).for_each(|id| _ = plain(id));
    assert_eq!(
        cache.health().status,
        Status::Healthy,
        "what was missed more than a minute ago is forgotten"
    );
}

#[test]
fn a_rate_of_little_traffic_is_not_judged() {
    let (cache, _clock) = judged_by(Thresholds::default().hit_rate(0.5).minimum_traffic(20));
    let _entered = testing::enter(&cache);
    (0..19).for_each(|id| _ = plain(id));
    assert_eq!(cache.health().status, Status::Healthy);
    plain(19);
    assert_eq!(cache.health().status, Status::Degraded);
}

#[test]
fn more_than_half_of_the_loads_failing_degrades_by_default() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    for id in 0..20 {
        let _ = fallible(id, id % 2 == 0);
    }
    assert_eq!(cache.health().status, Status::Healthy);
    let _ = fallible(20, true);
    let health = cache.health();
    assert_only(&health, Measure::ErrorRate, Status::Degraded);
    assert_eq!(
        health.reasons[0].to_string(),
        "failed loads: 52.4 %, above 50.0 %"
    );
}

#[test]
fn a_cache_is_down_when_no_call_got_a_value() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    (0..20).for_each(|id| drop(fallible(id, true)));
    let health = cache.health();
    assert_eq!(health.status, Status::Down);
    assert!(health.has(Measure::Unanswered) && health.has(Measure::ErrorRate));

    assert_eq!(fallible(20, false), Ok(20));
    assert_only(&cache.health(), Measure::ErrorRate, Status::Degraded);

    pass(&cache, &clock, seconds(70));
    assert_eq!(cache.health().status, Status::Healthy);
}

#[test]
fn a_cache_that_has_stale_values_to_fall_back_on_is_not_down() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    (0..30).for_each(|id| drop(with_fallback(id, false)));
    pass(&cache, &clock, seconds(70));

    (0..30).for_each(|id| assert_eq!(with_fallback(id, true), Ok(id)));
    assert_only(&cache.health(), Measure::ErrorRate, Status::Degraded);
}

#[test]
fn evictions_are_counted_for_each_second_of_the_window() {
    let (cache, clock) = judged_by(Thresholds::default().evictions_per_second(1.0));
    let _entered = testing::enter(&cache);
    pass(&cache, &clock, seconds(120));
    (0..100).for_each(|id| _ = small(id));
    let evicted = testing::counts(&cache, "small").evictions;
    assert!(evicted > 0, "a region of 64 entries holds no 100");
    assert_eq!(
        cache.health().status,
        Status::Healthy,
        "{evicted} in a minute"
    );

    (100..1_000).for_each(|id| _ = small(id));
    let evicted = testing::counts(&cache, "small").evictions;
    let health = cache.health();
    assert_only(&health, Measure::EvictionsPerSecond, Status::Degraded);
    let seconds = health.window.as_secs_f64();
    #[allow(clippy::cast_precision_loss, reason = "a few hundred")]
    let rate = evicted as f64 / seconds;
    assert!((health.reasons[0].measured - rate).abs() < 1e-9, "{health}");
}

#[test]
fn the_fullest_region_is_the_use_of_the_memory() {
    let (cache, _clock) = judged_by(Thresholds::default().memory_use(0.5));
    let _entered = testing::enter(&cache);
    (0..1_000).for_each(|id| _ = plain(id));
    (0..32).for_each(|id| _ = small(id));
    assert_eq!(cache.health().status, Status::Healthy);
    small(32);
    let health = cache.health();
    assert_only(&health, Measure::MemoryUse, Status::Degraded);
    assert_eq!(health.reasons[0].of.as_deref(), Some("health-small:{}"));
    assert_eq!(
        health.reasons[0].to_string(),
        "use of the memory of `health-small:{}`: 51.6 %, above 50.0 %"
    );
}

#[test]
fn a_cache_that_was_shut_down_is_down() {
    let (cache, _clock) = testing::cache();
    assert_eq!(cache.health().status, Status::Healthy);
    testing::run(async { cache.shutdown().await });
    assert_only(&cache.health(), Measure::ShutDown, Status::Down);
}

#[test]
fn what_is_not_to_be_judged_is_not() {
    let thresholds = Thresholds::default()
        .without(Measure::Unanswered)
        .without(Measure::ErrorRate);
    let (cache, _clock) = judged_by(thresholds);
    let _entered = testing::enter(&cache);
    (0..20).for_each(|id| drop(fallible(id, true)));
    assert_eq!(cache.health().status, Status::Healthy);
}

#[test]
fn the_window_is_what_was_asked_for_or_the_age_of_a_younger_cache() {
    let (cache, clock) = judged_by(Thresholds::default().window(seconds(30)));
    pass(&cache, &clock, seconds(12));
    assert_eq!(cache.health().window, seconds(12));
    pass(&cache, &clock, seconds(100));
    let window = cache.health().window;
    assert!((seconds(30)..=seconds(35)).contains(&window), "{window:?}");
}

#[test]
fn without_samples_the_window_says_how_long_it_is() {
    let (cache, clock) = testing::cache();
    clock.advance(seconds(600));
    assert_eq!(cache.health().window, seconds(600));
}

#[test]
fn thresholds_that_make_no_sense_are_told_when_the_cache_is_built() {
    let builder = Cache::builder().health(Thresholds::default().hit_rate(50.0));
    let error = builder.build_memory().unwrap_err();
    assert!(matches!(error, Error::Setting { name: "health", .. }));
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
fn the_slowest_of_a_hundred_loads_is_judged() {
    let (cache, clock) = judged_by(Thresholds::default().load_p99(seconds(1)));
    let _entered = testing::enter(&cache);
    (0..99).for_each(|id| _ = slow(&clock, id, millis(10)));
    slow(&clock, 99, seconds(5));
    assert_eq!(cache.health().status, Status::Healthy);
    slow(&clock, 100, seconds(5));
    assert_only(&cache.health(), Measure::LoadP99, Status::Degraded);
    pass(&cache, &clock, seconds(70));
    (0..100).for_each(|id| _ = slow(&clock, 1_000 + id, millis(10)));
    assert_eq!(cache.health().status, Status::Healthy);
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
fn serde_writes_what_is_written_without_it() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    (0..20).for_each(|id| drop(fallible(id, true)));
    pass(&cache, &clock, seconds(5));
    let health = cache.health();
    assert_eq!(health.reasons.len(), 2);
    let written: serde_json::Value = serde_json::from_str(&health.to_json()).unwrap();
    assert_eq!(serde_json::to_value(&health).unwrap(), written);
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
