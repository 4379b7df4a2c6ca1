//! `Result` and `Option` are recognised by type, whatever they are called; and the helpers around one entry.

use crate::source::Source;
use cache_runtime::{Source as Origin, cached, testing};
use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

/// An error that cannot be cloned.
#[derive(Debug, PartialEq)]
struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("refused")
    }
}

type R<T> = Result<T, Refused>;
type Found<T> = Option<T>;
type Lookup<T> = R<Found<T>>;
type Count = u64;

/// Fails for 0; what is not a failure tells the version of the row.
fn answer(source: &Source, id: u64) -> R<u64> {
    let row = source.read_blocking();
    if id == 0 { Err(Refused) } else { Ok(row) }
}

/// Asserts that a call for `1` is cached and one for `0`, which fails, is not.
#[track_caller]
fn assert_caches_ok_alone<T, E>(call: impl Fn(&Source, u64) -> Result<T, E>) {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();
    assert!(call(&source, 1).is_ok());
    assert!(call(&source, 1).is_ok());
    assert_eq!(source.reads(), 1, "an `Ok` is cached");
    assert!(call(&source, 0).is_err());
    assert!(call(&source, 0).is_err());
    assert_eq!(source.reads(), 3, "an `Err` is not cached");
}

#[cached(key = "results-plain:<id>", ttl = "1h", ignore(source))]
fn spelled_out(source: &Source, id: u64) -> Result<u64, Refused> {
    answer(source, id)
}

#[cached(key = "results-alias:<id>", ttl = "1h", ignore(source))]
fn aliased(source: &Source, id: u64) -> R<u64> {
    answer(source, id)
}

#[cached(key = "results-io:<id>", ttl = "1h", ignore(source))]
fn input_output(source: &Source, id: u64) -> io::Result<u64> {
    answer(source, id).map_err(|_| io::Error::other("refused"))
}

#[cached(key = "results-anyhow:<id>", ttl = "1h", ignore(source))]
fn anyhow(source: &Source, id: u64) -> anyhow::Result<u64> {
    answer(source, id).map_err(|refused| anyhow::anyhow!("{refused}"))
}

#[cached(key = "results-boxed:<id>", ttl = "1h", ignore(source))]
fn boxed(source: &Source, id: u64) -> Result<u64, Box<dyn std::error::Error + Send + Sync>> {
    Ok(answer(source, id).map_err(|refused| refused.to_string())?)
}

#[cached(key = "results-async:<id>", ttl = "1h", ignore(source))]
async fn asynchronous(source: &Source, id: u64) -> R<u64> {
    std::future::ready(answer(source, id)).await
}

#[cached(
    key = "results-lookup:<id>",
    ttl = "1h",
    negative_ttl = "1m",
    ignore(source)
)]
fn lookup(source: &Source, id: u64) -> Lookup<u64> {
    let row = answer(source, id)?;
    Ok((id < 100).then_some(row))
}

#[cached(
    key = "results-found:<id>",
    ttl = "1h",
    negative_ttl = "1m",
    ignore(source)
)]
fn found(source: &Source, id: u64) -> Found<u64> {
    let row = source.read_blocking();
    (id < 100).then_some(row)
}

#[cached(key = "results-count:<id>", ttl = "1h", ignore(source))]
fn count(source: &Source, id: u64) -> Count {
    source.read_blocking() + id
}

#[cached(key = "results-unit:<id>", ttl = "1h", ignore(source))]
fn check(source: &Source, id: u64) -> Result<(), Refused> {
    answer(source, id).map(drop)
}

#[cached(key = "results-early-return:<id>", ttl = "1h", ignore(source))]
fn returns_early(source: &Source, id: u64) -> R<u64> {
    if id == 0 {
        return answer(source, 0);
    }
    let value = answer(source, id)?;
    Ok(value)
}

#[test]
fn an_error_is_not_cached_by_default() {
    assert_caches_ok_alone(spelled_out);
}

#[test]
fn an_error_behind_an_alias_is_not_cached_by_default() {
    assert_caches_ok_alone(aliased);
}

#[test]
fn an_error_of_io_result_is_not_cached_by_default() {
    assert_caches_ok_alone(input_output);
}

#[test]
fn an_error_of_anyhow_result_is_not_cached_by_default() {
    assert_caches_ok_alone(anyhow);
}

#[test]
fn a_boxed_error_is_not_cached_by_default() {
    assert_caches_ok_alone(boxed);
}

#[test]
fn an_error_of_an_async_function_is_not_cached_by_default() {
    assert_caches_ok_alone(|source, id| testing::run(asynchronous(source, id)));
}

#[test]
fn an_error_around_an_option_is_not_cached_by_default() {
    assert_caches_ok_alone(lookup);
}

#[test]
fn ok_of_nothing_is_cached() {
    assert_caches_ok_alone(check);
}

#[test]
fn question_mark_and_return_leave_the_body_alone() {
    assert_caches_ok_alone(returns_early);
}

#[test]
fn an_aliased_option_has_a_negative_ttl() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    for id in [1, 100, 1, 100] {
        found(&source, id);
        lookup(&source, id).unwrap();
    }
    assert_eq!(source.reads(), 4);
    clock.advance(Duration::from_secs(60));
    for id in [1, 100] {
        found(&source, id);
        lookup(&source, id).unwrap();
    }

    assert_eq!(source.reads(), 6, "the two `None` are loaded again");
}

#[test]
fn errors_are_counted_as_loads_that_failed() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    for id in [0, 0, 1, 1] {
        spelled_out(&source, id).ok();
    }

    let counts = testing::counts(&cache, "spelled_out");
    assert_eq!(
        (
            counts.loads,
            counts.load_errors,
            counts.hits,
            counts.entries
        ),
        (3, 2, 1, 1)
    );
}

#[test]
fn provenance_tells_loader_from_memory_and_the_age() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    let loaded = spelled_out_cached(&source, 1).unwrap();
    clock.advance(Duration::from_millis(1234));
    let hit = spelled_out_cached(&source, 1).unwrap();

    assert_eq!(
        (loaded.source, loaded.age, loaded.stale),
        (Origin::Loader, Duration::ZERO, false)
    );
    assert_eq!(loaded.remaining, Some(Duration::from_secs(3600)));
    assert_eq!(
        (hit.value, hit.source, hit.stale),
        (0, Origin::Memory, false)
    );
    assert_eq!(hit.age, Duration::from_millis(1234));
    assert_eq!(hit.remaining, Some(Duration::from_millis(3_600_000 - 1234)));
    assert_eq!(source.reads(), 1);
}

#[test]
fn provenance_of_an_error_is_the_error() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);

    assert_eq!(spelled_out_cached(&Source::open(), 0), Err(Refused));
}

#[test]
fn provenance_of_a_value_that_is_not_stored_has_no_end() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);

    let loaded = unstored_cached(1);

    assert_eq!(
        (loaded.value, loaded.source, loaded.remaining),
        (1, Origin::Loader, None)
    );
}

#[cached(key = "results-unstored:<id>", ttl = "1h", unless = |_| true)]
fn unstored(id: u64) -> u64 {
    id
}

#[test]
fn helpers_of_an_aliased_result_hand_out_the_whole_result() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    assert_eq!(aliased_cached(&source, 1).value, Ok(0));
    assert_eq!(aliased_cached(&source, 0).value, Err(Refused));
    assert_eq!(peek_aliased(1).unwrap().value, Ok(0));
    assert!(peek_aliased(0).is_none());
    put_aliased(2, Ok(77)).unwrap();
    assert_eq!(aliased(&source, 2), Ok(77));
    source.update();
    assert_eq!(refresh_aliased(&source, 1), Ok(1));
    assert_eq!(aliased_uncached(&source, 0), Err(Refused));
}

#[test]
fn helpers_of_a_result_by_its_own_name_hand_out_the_value() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    assert_eq!(input_output_cached(&source, 1).unwrap().value, 0);
    assert_eq!(peek_input_output(1).unwrap().value, 0);
    put_input_output(2, 77).unwrap();
    assert_eq!(anyhow_cached(&source, 1).unwrap().value, 0);
    put_anyhow(2, 78).unwrap();

    assert_eq!(
        (
            input_output(&source, 2).unwrap(),
            anyhow(&source, 2).unwrap()
        ),
        (77, 78)
    );
}

#[test]
fn putting_an_error_stores_nothing_and_keeps_what_is_there() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    aliased(&source, 1).unwrap();
    put_aliased(1, Err(Refused)).unwrap();

    assert_eq!(peek_aliased(1).unwrap().value, Ok(0));
}

#[test]
fn peek_never_loads_and_leaves_no_trace() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    assert!(peek_count(1).is_none());
    count(&source, 1);
    assert_eq!(peek_count(1).unwrap().value, 1);

    assert_eq!(source.reads(), 1);
    testing::assert_hits(&cache, "count", 0);
}

#[test]
fn put_stores_what_the_next_call_returns() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    put_count(1, 42).unwrap();
    assert_eq!(count(&source, 1), 42);
    put_count(1, 43).unwrap();
    assert_eq!(count(&source, 1), 43);

    assert_eq!(source.reads(), 0);
    assert_eq!(testing::counts(&cache, "count").puts, 2);
}

#[test]
fn refresh_loads_whatever_is_cached_and_stores() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    count(&source, 0);
    source.update();
    assert_eq!(count(&source, 0), 0);
    assert_eq!(refresh_count(&source, 0), 1);

    assert_eq!(count(&source, 0), 1);
    assert_eq!(source.reads(), 2);
}

#[test]
fn a_failed_refresh_keeps_what_is_there() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    put_spelled_out(0, 9).unwrap();
    assert_eq!(refresh_spelled_out(&source, 0), Err(Refused));

    assert_eq!(spelled_out(&source, 0), Ok(9));
}

#[test]
fn expire_marks_stale_keeps_the_value_and_the_next_call_loads() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    count(&source, 0);
    clock.advance(Duration::from_secs(1));
    let expired = expire_count(0).unwrap();
    assert_eq!((expired.entries, expired.loads), (1, 0));
    let stale = peek_count(0).unwrap();
    assert_eq!(
        (stale.value, stale.stale, stale.remaining),
        (0, true, Some(Duration::ZERO))
    );
    source.update();
    assert_eq!(count(&source, 0), 1);

    assert!(!peek_count(0).unwrap().stale);
    assert_eq!(source.reads(), 2);
}

#[test]
fn expiring_what_is_not_there_does_nothing() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);

    assert_eq!(expire_count(0).unwrap().entries, 0);
    assert!(peek_count(0).is_none());
}

#[test]
fn uncached_runs_the_body_and_touches_nothing() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    count_uncached(&source, 1);
    count_uncached(&source, 1);

    assert_eq!(source.reads(), 2);
    assert!(peek_count(1).is_none());
    assert_eq!(testing::counts(&cache, "count").loads, 0);
}

#[cached(
    key = "results-cached-error:<id>",
    ttl = "1h",
    error_ttl = "1m",
    ignore(source)
)]
fn cached_error(source: &Source, id: u64) -> Result<u64, Arc<Refused>> {
    answer(source, id).map_err(Arc::new)
}

#[test]
fn a_cached_error_is_served_and_peek_shows_only_values() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    assert!(cached_error(&source, 0).is_err());
    assert!(cached_error(&source, 0).is_err());
    assert!(cached_error_cached(&source, 0).is_err());

    assert_eq!(source.reads(), 1);
    assert!(peek_cached_error(0).is_none());
    put_cached_error(0, 5).unwrap();
    assert_eq!(cached_error(&source, 0), Ok(5));
}

type Nested = Option<Option<u64>>;

#[cached(key = "results-nested:<id>", ttl = "1h", ignore(source))]
fn nested(source: &Source, id: u64) -> Nested {
    source.read_blocking();
    match id {
        0 => None,
        1 => Some(None),
        _ => Some(Some(id)),
    }
}

#[test]
fn some_none_is_not_none() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    for id in [0, 1, 2, 0, 1, 2] {
        assert_eq!(nested(&source, id), nested_uncached(&Source::open(), id));
    }

    assert_eq!(source.reads(), 3);
}
