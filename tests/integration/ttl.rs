//! How long an entry lives, to the millisecond, and who refreshes it before its end.

use crate::polling::poll;
use crate::source::Source;
use crate::time::{just_before, millis, seconds};
use cache_runtime::testing::TestClock;
use cache_runtime::{cached, testing};
use std::collections::BTreeSet;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

/// Asserts that what `call` loaded lives exactly for `ttl`.
#[track_caller]
fn assert_lives(clock: &TestClock, source: &Source, ttl: Duration, call: impl Fn()) {
    let loads = source.reads();
    call();
    assert_eq!(source.reads(), loads + 1, "the first call loads");
    clock.advance(just_before(ttl));
    call();
    assert_eq!(
        source.reads(),
        loads + 1,
        "a millisecond before its end the entry is fresh"
    );
    clock.advance(millis(1));
    call();
    assert_eq!(source.reads(), loads + 2, "at its end the entry is gone");
}

#[cached(key = "ttl-plain:<id>", ttl = "10s", ignore(source))]
fn plain(source: &Source, id: u64) -> u64 {
    source.read_blocking() + id
}

#[cached(key = "ttl-plain-async:<id>", ttl = "1m30s", ignore(source))]
async fn plain_async(source: &Source, id: u64) -> u64 {
    source.read().await + id
}

#[test]
fn an_entry_lives_to_the_last_millisecond_of_its_ttl() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    assert_lives(&clock, &source, seconds(10), || {
        plain(&source, 1);
    });
}

#[test]
fn an_entry_of_an_async_function_lives_to_the_last_millisecond_of_its_ttl() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    assert_lives(&clock, &source, seconds(90), || {
        testing::run(plain_async(&source, 1));
    });
}

#[test]
fn a_hit_does_not_prolong_a_life() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    plain(&source, 1);
    for _ in 0..9 {
        clock.advance(seconds(1));
        plain(&source, 1);
    }
    assert_eq!(source.reads(), 1);
    clock.advance(seconds(1));
    plain(&source, 1);

    assert_eq!(source.reads(), 2);
}

#[test]
fn a_life_begins_when_the_value_is_stored() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::gated();

    let mut call = pin!(plain_async(&source, 1));
    assert!(poll(call.as_mut()).is_pending());
    clock.advance(seconds(300));
    source.gate.open_for_good();
    assert_eq!(poll(call), Poll::Ready(1));
    clock.advance(just_before(seconds(90)));
    testing::run(plain_async(&source, 1));
    assert_eq!(source.reads(), 1);
    clock.advance(millis(1));
    testing::run(plain_async(&source, 1));

    assert_eq!(source.reads(), 2);
}

#[test]
fn each_entry_has_an_end_of_its_own() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    plain(&source, 1);
    clock.advance(seconds(5));
    plain(&source, 2);
    clock.advance(seconds(5));

    assert!(peek_plain(1).is_none());
    assert_eq!(peek_plain(2).unwrap().remaining, Some(seconds(5)));
}

#[test]
fn refresh_and_put_begin_a_new_life() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    plain(&source, 1);
    clock.advance(seconds(6));
    refresh_plain(&source, 1);
    assert_eq!(peek_plain(1).unwrap().remaining, Some(seconds(10)));
    clock.advance(seconds(6));
    put_plain(1, 99).unwrap();

    let put = peek_plain(1).unwrap();
    assert_eq!(
        (put.value, put.age, put.remaining),
        (99, Duration::ZERO, Some(seconds(10)))
    );
}

#[cached(key = "ttl-jitter:<id>", ttl = "100s", jitter = 0.1)]
fn jittered(id: u64) -> u64 {
    id
}

#[cached(key = "ttl-no-jitter:<id>", ttl = "100s", jitter = 0.0)]
fn not_jittered(id: u64) -> u64 {
    id
}

#[test]
fn jitter_spreads_lives_evenly_and_stays_within_its_bounds() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);

    let lives: Vec<Duration> = (0..2000)
        .map(|id| jittered_cached(id).remaining.unwrap())
        .collect();

    assert!(
        lives
            .iter()
            .all(|life| (seconds(90)..=seconds(110)).contains(life))
    );
    // Each of the 20 seconds is missed by 2,000 draws with a probability of e⁻¹⁰⁰.
    let seconds: BTreeSet<u64> = lives
        .iter()
        .map(|life| life.saturating_sub(self::seconds(90)).as_secs().min(19))
        .collect();
    assert_eq!(seconds.len(), 20, "{seconds:?}");
}

#[test]
fn a_jittered_entry_ends_when_it_said() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);

    let life = jittered_cached(1).remaining.unwrap();
    clock.advance(just_before(life));
    assert!(peek_jittered(1).is_some());
    clock.advance(millis(1));

    assert!(peek_jittered(1).is_none());
}

#[test]
fn without_jitter_all_lives_are_equal() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);

    assert!((0..100).all(|id| not_jittered_cached(id).remaining == Some(seconds(100))));
}

#[cached(key = "ttl-forever:<id>", ttl = "forever", ignore(source))]
fn forever(source: &Source, id: u64) -> u64 {
    source.read_blocking() + id
}

#[test]
fn an_entry_that_lives_for_ever_has_no_end() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    assert_eq!(forever_cached(&source, 1).remaining, None);
    clock.advance(Duration::MAX);
    forever(&source, 1);
    cache.sweep();

    assert_eq!(source.reads(), 1);
    assert_eq!(testing::counts(&cache, "forever").entries, 1);
    assert_eq!(peek_forever(1).unwrap().remaining, None);
}

#[cached(key = "ttl-expression:<id>", ttl = Duration::from_millis(life), ignore(source, life))]
fn computed(source: &Source, id: u64, life: u64) -> u64 {
    source.read_blocking() + id
}

#[test]
fn a_ttl_can_be_an_expression_over_the_arguments() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    for life in [2, 30, 4_000] {
        assert_lives(&clock, &source, millis(life), || {
            computed(&source, life, life);
        });
    }
}

#[test]
fn an_expression_that_yields_zero_stores_nothing() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    computed(&source, 1, 0);
    computed(&source, 1, 0);

    assert_eq!(source.reads(), 2);
    assert!(peek_computed(1).is_none());
    assert_eq!(testing::counts(&cache, "computed").unwanted, 2);
}

#[cached(key = "ttl-nanoseconds:<id>", ttl = Duration::from_nanos(1), ignore(source))]
fn for_a_nanosecond(source: &Source, id: u64) -> u64 {
    source.read_blocking() + id
}

#[test]
fn a_ttl_is_rounded_up_to_a_millisecond_and_never_down_to_nothing() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    assert_lives(&clock, &source, millis(1), || {
        for_a_nanosecond(&source, 1);
    });
}

#[cached(
    key = "ttl-with:<id>",
    ttl = "1h",
    ttl_with = |value: &u64, scale: &u64| Duration::from_secs(value * scale),
    ignore(source, scale)
)]
fn with(source: &Source, id: u64, scale: u64) -> u64 {
    source.read_blocking() + id
}

#[test]
fn ttl_with_decides_by_the_value_and_the_arguments() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    assert_lives(&clock, &source, seconds(21), || {
        with(&source, 7, 3);
    });
    assert_lives(&clock, &source, seconds(16), || {
        with(&source, 8, 2);
    });
}

#[test]
fn ttl_with_that_yields_zero_stores_nothing() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    assert_eq!(with(&source, 7, 0), 7);
    assert_eq!(with(&source, 7, 0), 7);

    assert_eq!(source.reads(), 2);
    assert_eq!(testing::counts(&cache, "with").entries, 0);
    assert_eq!(testing::counts(&cache, "with").unwanted, 2);
}

#[test]
fn ttl_with_holds_for_put_too() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);

    put_with(7, 3, 5).unwrap();

    assert_eq!(peek_with(7).unwrap().remaining, Some(seconds(15)));
}

#[cached(
    key = "ttl-negative:<id>",
    ttl = "1h",
    negative_ttl = "5s",
    ignore(source)
)]
fn negative(source: &Source, id: u64) -> Option<u64> {
    let row = source.read_blocking();
    (id > 0).then_some(row)
}

#[cached(
    key = "ttl-negative-result:<id>",
    ttl = "1h",
    negative_ttl = "5s",
    ignore(source)
)]
fn negative_result(source: &Source, id: u64) -> Result<Option<u64>, String> {
    let row = source.read_blocking();
    if id == u64::MAX {
        return Err("no database".into());
    }
    Ok((id > 0).then_some(row))
}

#[cached(key = "ttl-negative-with:<id>", ttl = "1h", negative_ttl = "5s", ttl_with = |_| seconds(50), ignore(source))]
fn negative_with(source: &Source, id: u64) -> Option<u64> {
    let row = source.read_blocking();
    (id > 0).then_some(row)
}

#[cached(
    key = "ttl-negative-zero:<id>",
    ttl = "1h",
    negative_ttl = "0s",
    ignore(source)
)]
fn negative_zero(source: &Source, id: u64) -> Option<u64> {
    let row = source.read_blocking();
    (id > 0).then_some(row)
}

#[cached(key = "ttl-no-negative:<id>", ttl = "1h", ignore(source))]
fn no_negative(source: &Source, id: u64) -> Option<u64> {
    let row = source.read_blocking();
    (id > 0).then_some(row)
}

#[test]
fn none_lives_for_its_negative_ttl_and_some_for_the_ttl() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    assert_lives(&clock, &source, seconds(5), || {
        negative(&source, 0);
    });
    assert_lives(&clock, &source, seconds(3600), || {
        negative(&source, 1);
    });
}

#[test]
fn none_inside_ok_lives_for_its_negative_ttl() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    assert_lives(&clock, &source, seconds(5), || {
        negative_result(&source, 0).unwrap();
    });
    assert_lives(&clock, &source, seconds(3600), || {
        negative_result(&source, 1).unwrap();
    });
}

#[test]
fn negative_ttl_wins_over_ttl_with_for_none_alone() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    assert_lives(&clock, &source, seconds(5), || {
        negative_with(&source, 0);
    });
    assert_lives(&clock, &source, seconds(50), || {
        negative_with(&source, 1);
    });
}

#[test]
fn a_negative_ttl_of_zero_does_not_cache_none() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    negative_zero(&source, 0);
    negative_zero(&source, 0);
    assert_eq!(source.reads(), 2);
    assert_lives(&clock, &source, seconds(3600), || {
        negative_zero(&source, 1);
    });
}

#[test]
fn without_negative_ttl_none_lives_as_any_value() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    assert_lives(&clock, &source, seconds(3600), || {
        no_negative(&source, 0);
    });
}

#[test]
fn a_hit_on_none_is_counted_as_negative() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    for id in [0, 0, 0, 1, 1] {
        negative(&source, id);
    }

    let counts = testing::counts(&cache, "negative");
    assert_eq!((counts.hits, counts.negative_hits), (3, 2));
}

#[test]
fn putting_none_that_is_not_to_be_cached_removes_the_older_value() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    negative_zero(&source, 1);
    put_negative_zero(1, None).unwrap();

    assert!(
        peek_negative_zero(1).is_none(),
        "the row is known to be gone, and the old one would be served"
    );
}

#[test]
fn refreshing_to_none_that_is_not_to_be_cached_removes_the_older_value() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);

    put_vanishing(1, Some(7)).unwrap();
    assert_eq!(refresh_vanishing(1), None);

    assert!(
        peek_vanishing(1).is_none(),
        "the row is known to be gone, and the old one would be served"
    );
}

#[cached(key = "ttl-vanishing:<id>", ttl = "1h", negative_ttl = "0s")]
fn vanishing(id: u64) -> Option<u64> {
    let _ = id;
    None
}

#[cached(key = "ttl-error:<id>", ttl = "1h", error_ttl = "2s", ignore(source))]
fn failing(source: &Source, id: u64) -> Result<u64, String> {
    let row = source.read_blocking();
    if id == 0 {
        Err(format!("no row {row}"))
    } else {
        Ok(row)
    }
}

#[test]
fn an_error_lives_for_its_error_ttl_and_a_value_for_the_ttl() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    assert_lives(&clock, &source, seconds(2), || {
        assert_eq!(failing(&source, 0), Err("no row 0".into()));
    });
    assert_lives(&clock, &source, seconds(3600), || {
        assert_eq!(failing(&source, 1), Ok(0));
    });
}

#[cached(key = "ttl-unless:<id>", ttl = "1h", unless = |value: &u64| value.is_multiple_of(2), ignore(source))]
fn odd(source: &Source, id: u64) -> u64 {
    source.read_blocking() + id
}

#[test]
fn unless_keeps_a_value_out() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    odd(&source, 2);
    odd(&source, 2);
    assert_eq!(source.reads(), 2);
    assert_eq!(testing::counts(&cache, "odd").unwanted, 2);
    assert_lives(&clock, &source, seconds(3600), || {
        odd(&source, 3);
    });
}

#[test]
fn a_refresh_whose_value_is_unwanted_removes_the_older_value() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    odd(&source, 3);
    source.update();
    assert_eq!(refresh_odd(&source, 3), 4);

    assert!(peek_odd(3).is_none());
}

#[cached(key = "ttl-cache-if:<id>", ttl = "1h", cache_if = |id| *id < 10, ignore(source))]
fn small(source: &Source, id: u64) -> u64 {
    source.read_blocking() + id
}

#[test]
fn cache_if_sends_a_call_past_the_cache() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    small(&source, 1);
    small(&source, 1);
    assert_eq!(source.reads(), 1);
    small(&source, 10);
    small(&source, 10);

    assert_eq!(source.reads(), 3);
    let counts = testing::counts(&cache, "small");
    assert_eq!((counts.bypassed, counts.loads, counts.hits), (2, 1, 1));
    assert!(peek_small(10).is_none());
}

#[test]
fn sweep_removes_what_is_past_its_time_and_nothing_else() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    plain(&source, 1);
    clock.advance(seconds(4));
    plain(&source, 2);
    clock.advance(just_before(seconds(6)));
    cache.sweep();
    assert_eq!(testing::counts(&cache, "plain").entries, 2);
    clock.advance(millis(1));
    cache.sweep();

    let counts = testing::counts(&cache, "plain");
    assert_eq!((counts.entries, counts.expirations), (1, 1));
    plain(&source, 2);
    assert_eq!(source.reads(), 2);
}

#[cached(key = "replaced:<id>", ttl = "10s")]
fn replaced(id: u64) -> u64 {
    id
}

#[test]
fn what_is_replaced_or_expires_is_not_counted_as_evicted() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    for _ in 0..5 {
        replaced(7);
        refresh_replaced(7);
        put_replaced(7, 8).unwrap();
        clock.advance(Duration::from_secs(10));
    }
    assert_eq!(testing::counts(&cache, "replaced").evictions, 0);
}
