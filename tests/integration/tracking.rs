//! Dependencies that are recorded: what a load calls, its entry rests on.

#![allow(
    clippy::unwrap_used,
    reason = "what tests have in common fails as they do"
)]

use crate::polling::{Task, settle};
use crate::source::Source;
use cache_runtime::{Cache, Policy, cached, context, testing};
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

/// Two sources: what the inner function reads, and what stops the outer one before it calls and after it has called.
#[derive(Clone, Default)]
struct Sources {
    part: Source,
    before: Source,
    after: Source,
}

impl Sources {
    fn open() -> Self {
        let sources = Self::default();
        sources.part.gate.open_for_good();
        sources.before.gate.open_for_good();
        sources.after.gate.open_for_good();
        sources
    }

    fn stopped_after() -> Self {
        let sources = Self {
            after: Source::gated(),
            ..Self::open()
        };
        assert_eq!(sources.after.gate.arrivals(), 0);
        sources
    }

    fn stopped_before() -> Self {
        Self {
            before: Source::gated(),
            ..Self::open()
        }
    }

    fn stopped_inside() -> Self {
        Self {
            part: Source::gated(),
            ..Self::open()
        }
    }
}

#[cached(
    key = "track-part:<id>",
    ttl = "1h",
    tags = ["track-parts", "track-row:<result>"],
    ignore(sources)
)]
async fn part(sources: &Sources, id: u64) -> u64 {
    sources.part.read().await + id * 100
}

#[cached(key = "track-whole:<id>", ttl = "1h", track = true, ignore(sources))]
async fn whole(sources: &Sources, id: u64) -> u64 {
    sources.before.read().await;
    let part = part(sources, id).await;
    sources.after.read().await;
    part
}

#[cached(key = "track-top:<id>", ttl = "1h", track = true, ignore(sources))]
async fn top(sources: &Sources, id: u64) -> u64 {
    whole(sources, id).await
}

#[cached(
    key = "track-part:<id>",
    batch = ids,
    ttl = "1h",
    tags = ["track-parts", "track-row:<result>"],
    ignore(sources)
)]
async fn parts(sources: &Sources, ids: Vec<u64>) -> HashMap<u64, u64> {
    let row = sources.part.read().await;
    ids.into_iter().map(|id| (id, row + id * 100)).collect()
}

#[cached(key = "track-sum", ttl = "1h", track = true, ignore(sources))]
async fn sum(sources: &Sources) -> u64 {
    let parts = parts(sources, vec![7, 8]).await;
    sources.after.read().await;
    parts.values().sum()
}

#[cached(
    key = "track-part-blocking:<id>",
    ttl = "1h",
    tags = ["track-parts", "track-row:<result>"],
    ignore(sources)
)]
fn part_blocking(sources: &Sources, id: u64) -> u64 {
    sources.part.read_blocking() + id * 100
}

#[cached(
    key = "track-whole-blocking:<id>",
    ttl = "1h",
    track = true,
    ignore(sources)
)]
fn whole_blocking(sources: &Sources, id: u64) -> u64 {
    let part = part_blocking(sources, id);
    sources.after.read_blocking();
    part
}

type Way = (&'static str, fn(&Cache));

/// Every way to invalidate the entry of part 7, whose row is 0, and of its sync twin.
const WAYS: [Way; 10] = [
    ("key", |_| {
        invalidate_part_blocking(7).unwrap();
        testing::run(invalidate_part(7)).unwrap();
    }),
    ("expire", |_| {
        expire_part_blocking(7).unwrap();
        testing::run(expire_part(7)).unwrap();
    }),
    ("text", |cache| {
        for key in ["track-part:7", "track-part-blocking:7"] {
            cache.invalidate_blocking(key).unwrap();
        }
    }),
    ("tag", |cache| {
        cache.invalidate_tag_blocking("track-parts").unwrap();
    }),
    ("tag of the result", |cache| {
        cache.invalidate_tag_blocking("track-row:700").unwrap();
    }),
    ("function", |_| {
        invalidate_all_part_blocking().unwrap();
        testing::run(invalidate_all_part()).unwrap();
    }),
    ("pattern", |cache| {
        cache.invalidate_pattern_blocking("track-part*:7").unwrap();
    }),
    ("clear", |cache| {
        cache.clear_blocking().unwrap();
    }),
    ("put", |_| {
        put_part_blocking(7, 701).unwrap();
        testing::run(put_part(7, 701)).unwrap();
    }),
    ("put and invalidated", |_| {
        put_part_blocking(7, 1).unwrap();
        invalidate_part_blocking(7).unwrap();
        testing::run(put_part(7, 1)).unwrap();
        testing::run(invalidate_part(7)).unwrap();
    }),
];

fn finish<T>(task: &mut Task<'_, T>) {
    settle(std::slice::from_mut(task));
}

#[test]
fn every_invalidation_of_a_part_invalidates_the_whole() {
    for (way, invalidate) in WAYS {
        let (cache, _clock) = testing::cache();
        let _entered = testing::enter(&cache);
        let sources = Sources::open();
        assert_eq!(testing::run(whole(&sources, 7)), 700);
        assert_eq!(testing::run(whole(&sources, 7)), 700);
        testing::assert_loads(&cache, "tracking::whole", 1);

        sources.part.update();
        invalidate(&cache);

        assert_eq!(testing::run(whole(&sources, 7)), 701, "by {way}");
        testing::assert_loads(&cache, "tracking::whole", 2);
    }
}

#[test]
fn the_elements_of_a_batch_are_parts() {
    for are_there in [false, true] {
        for (way, invalidate) in WAYS {
            let (cache, _clock) = testing::cache();
            let _entered = testing::enter(&cache);
            let sources = Sources::open();
            if are_there {
                testing::run(parts(&sources, vec![7, 8]));
            }
            assert_eq!(testing::run(sum(&sources)), 1500);
            assert_eq!(testing::run(sum(&sources)), 1500);
            testing::assert_loads(&cache, "tracking::sum", 1);

            sources.part.update();
            invalidate(&cache);

            assert!(testing::run(sum(&sources)) > 1500, "by {way}");
            testing::assert_loads(&cache, "tracking::sum", 2);
        }
    }
}

#[test]
fn no_load_outlives_an_element_that_it_has_read() {
    for are_there in [false, true] {
        for (way, invalidate) in WAYS {
            let (cache, _clock) = testing::cache();
            let _entered = testing::enter(&cache);
            let sources = Sources::stopped_after();
            if are_there {
                testing::run(parts(&sources, vec![7, 8]));
            }
            let mut load = Task::started(sum(&sources));
            assert!(!load.is_done());

            sources.part.update();
            invalidate(&cache);
            sources.after.gate.open_for_good();
            finish(&mut load);

            assert_eq!(load.output, Some(1500), "by {way}");
            assert!(testing::run(sum(&sources)) > 1500, "by {way}");
        }
    }
}

#[test]
fn every_invalidation_of_a_part_invalidates_the_whole_of_sync_functions() {
    for (way, invalidate) in WAYS {
        let (cache, _clock) = testing::cache();
        let _entered = testing::enter(&cache);
        let sources = Sources::open();
        assert_eq!(whole_blocking(&sources, 7), 700);
        assert_eq!(whole_blocking(&sources, 7), 700);

        sources.part.update();
        invalidate(&cache);

        assert_eq!(whole_blocking(&sources, 7), 701, "by {way}");
        testing::assert_loads(&cache, "tracking::whole_blocking", 2);
    }
}

#[test]
fn a_part_that_was_there_counts_as_one_that_was_loaded() {
    for (way, invalidate) in WAYS {
        let (cache, _clock) = testing::cache();
        let _entered = testing::enter(&cache);
        let sources = Sources::open();
        testing::run(part(&sources, 7));
        part_blocking(&sources, 7);
        assert_eq!(testing::run(whole(&sources, 7)), 700);
        assert_eq!(whole_blocking(&sources, 7), 700);
        assert_eq!(sources.part.reads(), 2);

        sources.part.update();
        invalidate(&cache);

        assert_eq!(testing::run(whole(&sources, 7)), 701, "by {way}");
        assert_eq!(whole_blocking(&sources, 7), 701, "by {way}");
    }
}

#[test]
fn a_part_that_another_was_loading_counts_too() {
    for (way, invalidate) in WAYS {
        let (cache, _clock) = testing::cache();
        let _entered = testing::enter(&cache);
        let sources = Sources::stopped_inside();
        let mut tasks = [
            Task::started(part(&sources, 7)),
            Task::started(whole(&sources, 7)),
        ];
        sources.part.gate.open_for_good();
        settle(&mut tasks);
        assert_eq!(tasks[1].output, Some(700));
        assert_eq!(testing::counts(&cache, "tracking::part").coalesced, 1);
        assert_eq!(testing::run(whole(&sources, 7)), 700);
        testing::assert_loads(&cache, "tracking::whole", 1);

        sources.part.update();
        invalidate(&cache);

        assert_eq!(testing::run(whole(&sources, 7)), 701, "by {way}");
    }
}

#[test]
fn what_was_invalidated_after_it_was_read_is_not_stored() {
    for (way, invalidate) in WAYS {
        for sources in [Sources::stopped_after(), Sources::stopped_inside()] {
            let (cache, _clock) = testing::cache();
            let _entered = testing::enter(&cache);
            let mut first = Task::started(whole(&sources, 7));
            sources.part.update();
            invalidate(&cache);
            sources.part.gate.open_for_good();
            sources.after.gate.open_for_good();
            finish(&mut first);
            assert_eq!(first.output, Some(700), "by {way}");

            assert_eq!(testing::run(whole(&sources, 7)), 701, "by {way}");
            assert_eq!(testing::run(whole(&sources, 7)), 701, "by {way}");
            testing::assert_loads(&cache, "tracking::whole", 2);
        }
    }
}

#[test]
fn nobody_joins_a_load_whose_part_was_invalidated() {
    for (way, invalidate) in WAYS {
        // What the part rests on is known in the one case, and in the other only when it is there.
        for sources in [Sources::stopped_after(), Sources::stopped_inside()] {
            let (cache, _clock) = testing::cache();
            let _entered = testing::enter(&cache);
            let first = Task::started(whole(&sources, 7));
            sources.part.update();
            invalidate(&cache);
            let second = Task::started(whole(&sources, 7));
            sources.part.gate.open_for_good();
            sources.after.gate.open_for_good();
            let mut tasks = [first, second];
            settle(&mut tasks);

            assert_eq!(tasks[1].output, Some(701), "by {way}");
        }
    }
}

#[test]
fn callers_join_a_load_of_which_nothing_was_invalidated() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let sources = Sources::stopped_after();
    let first = Task::started(whole(&sources, 7));
    testing::run(invalidate_part(8)).unwrap();
    cache.invalidate_tag_blocking("track-row:8").unwrap();
    let second = Task::started(whole(&sources, 7));
    sources.after.gate.open_for_good();
    settle(&mut [first, second]);

    testing::assert_loads(&cache, "tracking::whole", 1);
}

#[test]
fn what_was_invalidated_before_it_was_read_keeps_nothing_from_being_stored() {
    let ways = WAYS
        .iter()
        .filter(|(way, _)| *way != "clear" && !way.starts_with("put"));
    for (way, invalidate) in ways {
        let (cache, _clock) = testing::cache();
        let _entered = testing::enter(&cache);
        let sources = Sources::stopped_before();
        testing::run(part(&sources, 7));
        let mut first = Task::started(whole(&sources, 7));
        sources.part.update();
        invalidate(&cache);
        sources.before.gate.open_for_good();
        finish(&mut first);

        assert_eq!(first.output, Some(701), "by {way}");
        assert_eq!(testing::run(whole(&sources, 7)), 701, "by {way}");
        // Now that entries are linked, each invalidation makes them prove themselves.
        cache.invalidate_tag_blocking("track-row:8").unwrap();
        assert_eq!(testing::run(whole(&sources, 7)), 701, "by {way}");
        testing::assert_loads(&cache, "tracking::whole", 1);
    }
}

#[test]
fn invalidations_of_other_entries_do_no_harm() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let sources = Sources::open();
    testing::run(whole(&sources, 7));

    testing::run(invalidate_part(8)).unwrap();
    cache.invalidate_tag_blocking("track-row:8").unwrap();
    cache.invalidate_pattern_blocking("track-part:8*").unwrap();

    testing::run(whole(&sources, 7));
    testing::assert_loads(&cache, "tracking::whole", 1);
}

#[test]
fn what_a_part_rests_on_is_passed_on_through_any_number_of_functions() {
    for (way, invalidate) in WAYS {
        for warm in [false, true] {
            let (cache, _clock) = testing::cache();
            let _entered = testing::enter(&cache);
            let sources = Sources::open();
            if warm {
                testing::run(whole(&sources, 7));
            }
            assert_eq!(testing::run(top(&sources, 7)), 700);

            sources.part.update();
            invalidate(&cache);

            assert_eq!(
                testing::run(top(&sources, 7)),
                701,
                "by {way}, warm: {warm}"
            );
        }
    }
}

#[cached(key = "track-untracked:<id>", ttl = "1h", ignore(sources))]
async fn untracked(sources: &Sources, id: u64) -> u64 {
    part(sources, id).await
}

#[cached(
    key = "track-over-untracked:<id>",
    ttl = "1h",
    track = true,
    ignore(sources)
)]
async fn over_untracked(sources: &Sources, id: u64) -> u64 {
    untracked(sources, id).await
}

#[test]
fn a_function_that_does_not_track_says_itself_what_it_rests_on() {
    for warm in [false, true] {
        let (cache, _clock) = testing::cache();
        let _entered = testing::enter(&cache);
        let sources = Sources::open();
        if warm {
            testing::run(untracked(&sources, 7));
        }
        assert_eq!(testing::run(over_untracked(&sources, 7)), 700);

        sources.part.update();
        testing::run(invalidate_part(7)).unwrap();
        assert_eq!(testing::run(over_untracked(&sources, 7)), 700);
        testing::assert_loads(&cache, "tracking::over_untracked", 1);
        testing::run(invalidate_untracked(7)).unwrap();
        assert_eq!(testing::run(over_untracked(&sources, 7)), 701);
    }
}

#[cached(
    key = "track-refused:<id>",
    ttl = "1h",
    cache_if = |id| *id == 0,
    ignore(sources)
)]
async fn refused(sources: &Sources, id: u64) -> u64 {
    part(sources, id).await
}

#[cached(
    key = "track-over-refused:<id>",
    ttl = "1h",
    track = true,
    ignore(sources)
)]
async fn over_refused(sources: &Sources, id: u64) -> u64 {
    refused(sources, id).await
}

#[cached(
    key = "track-over-uncached:<id>",
    ttl = "1h",
    track = true,
    ignore(sources)
)]
async fn over_uncached(sources: &Sources, id: u64) -> u64 {
    untracked_uncached(sources, id).await
}

#[test]
fn what_is_called_past_the_cache_is_part_of_the_load() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let sources = Sources::open();
    assert_eq!(testing::run(over_refused(&sources, 7)), 700);
    assert_eq!(testing::run(over_uncached(&sources, 7)), 700);

    sources.part.update();
    testing::run(invalidate_part(7)).unwrap();

    assert_eq!(testing::run(over_refused(&sources, 7)), 701);
    assert_eq!(testing::run(over_uncached(&sources, 7)), 701);
}

#[cached(key = "track-joined:<id>", ttl = "1h", track = true, ignore(sources))]
async fn joined(sources: &Sources, id: u64) -> u64 {
    let (first, second) = tokio::join!(part(sources, id), part(sources, id + 1));
    first + second
}

#[test]
fn parts_that_are_joined_all_count() {
    for id in [7, 8] {
        let (cache, _clock) = testing::cache();
        let _entered = testing::enter(&cache);
        let sources = Sources::open();
        assert_eq!(testing::run(joined(&sources, 7)), 1500);
        sources.part.update();
        testing::run(invalidate_part(id)).unwrap();
        assert_eq!(testing::run(joined(&sources, 7)), 1501);
    }
}

#[cached(
    key = "track-spawned:<wrapped>",
    ttl = "1h",
    track = true,
    ignore(sources)
)]
async fn spawned(sources: &Sources, wrapped: bool) -> u64 {
    let (own, cache) = (sources.clone(), Cache::installed().clone());
    let load = testing::scope(&cache, async move { part(&own, 7).await });
    let task = if wrapped {
        tokio::spawn(context::tracked(load))
    } else {
        tokio::spawn(load)
    };
    task.await.unwrap()
}

#[tokio::test]
async fn a_task_counts_if_it_is_wrapped() {
    let (cache, _clock) = testing::cache();
    testing::scope(&cache, async {
        let sources = Sources::open();
        assert_eq!(spawned(&sources, true).await, 700);
        assert_eq!(spawned(&sources, false).await, 700);

        sources.part.update();
        invalidate_part(7).await.unwrap();

        assert_eq!(spawned(&sources, true).await, 701);
        assert_eq!(spawned(&sources, false).await, 700);
    })
    .await;
}

#[cached(
    key = "track-threads:<wrapped>",
    ttl = "1h",
    track = true,
    ignore(sources)
)]
fn on_a_thread(sources: &Sources, wrapped: bool) -> u64 {
    let cache = Cache::installed().clone();
    let load = || {
        let _entered = testing::enter(&cache);
        part_blocking(sources, 7)
    };
    std::thread::scope(|scope| {
        let thread = if wrapped {
            scope.spawn(context::tracked_fn(load))
        } else {
            scope.spawn(load)
        };
        thread.join().unwrap()
    })
}

#[test]
fn a_thread_counts_if_it_is_wrapped() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let sources = Sources::open();
    on_a_thread(&sources, true);
    on_a_thread(&sources, false);

    sources.part.update();
    invalidate_part_blocking(7).unwrap();

    assert_eq!(on_a_thread(&sources, true), 701);
    assert_eq!(on_a_thread(&sources, false), 700);
}

#[cached(key = "track-context:<id>", ttl = "1h", track = true, ignore(sources))]
async fn speaks(sources: &Sources, id: u64) -> u64 {
    let value = context::tracked(async {
        context::tag("track-spoken");
        part(sources, id).await
    });
    value.await
}

#[test]
fn what_is_wrapped_in_the_load_itself_still_speaks_of_its_entry() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let sources = Sources::open();
    testing::run(speaks(&sources, 7));
    cache.invalidate_tag_blocking("track-spoken").unwrap();
    testing::run(speaks(&sources, 7));
    testing::assert_loads(&cache, "tracking::speaks", 2);
}

#[cached(
    key = "track-stale-part",
    ttl = "1m",
    stale_while_revalidate = "1h",
    tags = ["track-stale-parts"],
    ignore(sources)
)]
async fn stale_part(sources: &Sources) -> u64 {
    sources.part.read().await
}

#[cached(key = "track-over-stale", ttl = "1h", track = true, ignore(sources))]
async fn over_stale(sources: &Sources) -> u64 {
    stale_part(sources).await
}

#[cached(
    key = "track-window-over-stale",
    ttl = "1h",
    stale_while_revalidate = "1h",
    track = true,
    ignore(sources)
)]
async fn window_over_stale(sources: &Sources) -> u64 {
    stale_part(sources).await
}

/// Sources of which the part is an answer still, and past its time.
fn with_a_stale_part(clock: &testing::TestClock) -> Sources {
    let sources = Sources::open();
    testing::run(stale_part(&sources));
    clock.advance(Duration::from_secs(61));
    sources.part.update();
    sources
}

#[test]
fn a_stale_part_makes_no_fresh_whole() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let sources = with_a_stale_part(&clock);

    assert_eq!(testing::run(over_stale(&sources)), 0);
    testing::settle_blocking(&cache);
    assert_eq!(testing::run(over_stale(&sources)), 1);
    assert_eq!(testing::run(over_stale(&sources)), 1);

    testing::assert_loads(&cache, "tracking::over_stale", 2);
}

#[test]
fn a_stale_part_makes_a_stale_whole_where_that_is_an_answer() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let sources = with_a_stale_part(&clock);

    assert_eq!(testing::run(window_over_stale(&sources)), 0);
    testing::settle_blocking(&cache);
    let kept = testing::run(window_over_stale_cached(&sources));
    assert_eq!((kept.value, kept.stale), (0, true));
    testing::assert_loads(&cache, "tracking::window_over_stale", 1);

    clock.advance(Duration::from_secs(1));
    assert_eq!(testing::run(window_over_stale(&sources)), 0);
    testing::settle_blocking(&cache);
    let refreshed = testing::run(window_over_stale_cached(&sources));
    assert_eq!((refreshed.value, refreshed.stale), (1, false));
}

#[test]
fn a_stale_whole_is_none_after_an_invalidation_of_its_part() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let sources = with_a_stale_part(&clock);
    assert_eq!(testing::run(window_over_stale(&sources)), 0);
    testing::settle_blocking(&cache);

    sources.part.update();
    cache.invalidate_tag_blocking("track-stale-parts").unwrap();

    assert_eq!(testing::run(window_over_stale(&sources)), 2);
}

#[cached(
    key = "track-failing",
    ttl = "1m",
    stale_if_error = "1h",
    ignore(fails)
)]
fn failing(fails: bool) -> Result<u64, String> {
    if fails {
        Err("no source".to_owned())
    } else {
        Ok(1)
    }
}

#[cached(key = "track-over-failing", ttl = "1h", track = true, ignore(fails))]
fn over_failing(fails: bool) -> Result<u64, String> {
    failing(fails)
}

#[test]
fn a_part_that_stands_in_for_a_failure_makes_no_fresh_whole() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    failing(false).unwrap();
    clock.advance(Duration::from_secs(61));

    assert_eq!(over_failing(true), Ok(1));
    assert_eq!(over_failing(true), Ok(1));

    testing::assert_loads(&cache, "tracking::over_failing", 2);
}

#[cached(
    key = "track-error:<id>",
    ttl = "1h",
    error_ttl = "1h",
    track = true,
    ignore(sources)
)]
async fn error_of(sources: &Sources, id: u64) -> Result<u64, u64> {
    Err(part(sources, id).await)
}

#[test]
fn an_error_that_is_kept_rests_on_what_was_called() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let sources = Sources::open();
    assert_eq!(testing::run(error_of(&sources, 7)), Err(700));
    assert_eq!(testing::run(error_of(&sources, 7)), Err(700));
    testing::assert_loads(&cache, "tracking::error_of", 1);

    sources.part.update();
    testing::run(invalidate_part(7)).unwrap();

    assert_eq!(testing::run(error_of(&sources, 7)), Err(701));
}

#[cached(key = "track-elsewhere", ttl = "1h", cache = *other, ignore(other))]
fn elsewhere(other: &Cache) -> u64 {
    let _ = other;
    1
}

#[cached(key = "track-over-elsewhere", ttl = "1h", track = true, ignore(other))]
fn over_elsewhere(other: &Cache) -> u64 {
    elsewhere(other)
}

#[test]
fn what_rests_on_another_cache_is_not_stored() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let other = Cache::memory();

    over_elsewhere(&other);
    over_elsewhere(&other);

    testing::assert_loads(&cache, "tracking::over_elsewhere", 2);
    testing::assert_loads(&other, "tracking::elsewhere", 1);
}

#[cached(key = "track-peeks:<id>", ttl = "1h", track = true)]
fn peeks(id: u64) -> Option<u64> {
    peek_part_blocking(id).map(|cached| cached.value)
}

#[cached(key = "track-by-hand:<id>", ttl = "1h", track = true)]
fn by_hand(id: u64) -> (Option<u64>, Option<u64>, u64) {
    let region = Cache::installed().region::<u64>("track-region");
    let policy = Policy::new(Duration::from_secs(3600));
    let loaded = region.get_or_load_blocking(&(id + 1), &policy, || Ok::<_, ()>(1));
    (
        region.get(&id),
        region.peek(&id).map(|cached| cached.value),
        loaded.unwrap(),
    )
}

#[test]
fn looking_counts_also_where_nothing_is_found() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let region = cache.region::<u64>("track-region");
    let policy = Policy::new(Duration::from_secs(3600));

    assert_eq!(peeks(7), None);
    put_part_blocking(7, 3).unwrap();
    assert_eq!(peeks(7), Some(3));
    invalidate_part_blocking(7).unwrap();
    assert_eq!(peeks(7), None);

    assert_eq!(by_hand(7), (None, None, 1));
    region.put_blocking(&7_u64, &policy, 5).unwrap();
    assert_eq!(by_hand(7), (Some(5), Some(5), 1));
    region.put_blocking(&8_u64, &policy, 6).unwrap();
    assert_eq!(by_hand(7), (Some(5), Some(5), 6));
}

#[cached(key = "track-fibonacci:<n>", ttl = "1h", track = true)]
fn fibonacci(n: u64) -> u64 {
    if n < 2 {
        n
    } else {
        fibonacci(n - 1) + fibonacci(n - 2)
    }
}

#[cached(key = "track-circle:<id>", ttl = "1h", track = true, ignore(depth))]
fn circle(id: u64, depth: u64) -> u64 {
    if depth == 0 {
        id
    } else {
        circle(id, depth - 1) + circle(id + 1, 0)
    }
}

#[test]
fn a_function_that_calls_itself_rests_on_itself() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    assert_eq!(fibonacci(20), 6765);
    testing::assert_loads(&cache, "fibonacci", 21);

    put_fibonacci(10, 0).unwrap();
    fibonacci(9);
    testing::assert_loads(&cache, "fibonacci", 21);
    assert_ne!(fibonacci(20), 6765);
    testing::assert_loads(&cache, "fibonacci", 31);
}

#[test]
fn functions_that_call_each_other_in_a_circle_are_stored() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    circle(1, 2);
    let loads = testing::counts(&cache, "circle").loads;
    circle(1, 2);
    testing::assert_loads(&cache, "circle", loads);
    invalidate_circle(2).unwrap();
    circle(1, 2);
    assert!(testing::counts(&cache, "circle").loads > loads);
}

#[cached(
    key = "track-own:<id>",
    ttl = "1h",
    stale_if_error = "1d",
    track = true,
    ignore(depth, fails)
)]
fn of_its_own(id: u64, depth: u64, fails: bool) -> Result<u64, String> {
    match (fails, depth) {
        (true, _) => Err("no source".to_owned()),
        (false, 0) => Ok(id),
        (false, depth) => of_its_own(id, depth - 1, false),
    }
}

#[test]
fn an_entry_that_its_own_load_asked_for_is_a_fallback_when_it_is_expired() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    assert_eq!(of_its_own(7, 1, false), Ok(7));

    expire_of_its_own(7).unwrap();

    assert_eq!(of_its_own(7, 0, true), Ok(7));
}

#[test]
fn hits_inside_a_load_are_hits() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let sources = Sources::open();
    testing::run(part(&sources, 7));
    testing::run(whole(&sources, 7));
    testing::assert_hits(&cache, "tracking::part", 1);
    testing::assert_loads(&cache, "tracking::part", 1);
}

#[cached(key = "track-panics", ttl = "1h", track = true, ignore(sources))]
fn panics(sources: &Sources) -> u64 {
    assert_eq!(part_blocking(sources, 7), 0, "it is not");
    0
}

/// A thread that goes on bearing the recording would keep on noting, and count its hits in another place.
#[test]
fn a_load_that_panicked_records_nothing_more() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let sources = Sources::open();
    let panicked = catch_unwind(AssertUnwindSafe(|| panics(&sources)));
    assert!(panicked.is_err());

    assert_eq!(testing::run(over_untracked(&sources, 8)), 800);
    for _ in 0..3 {
        part_blocking(&sources, 7);
    }
    testing::assert_hits(&cache, "tracking::part_blocking", 3);
}

#[cached(
    key = "track-refreshed:<id>",
    ttl = "1m",
    refresh_ahead = 0.5,
    track = true,
    ignore(sources)
)]
async fn refreshed(sources: &Sources, id: u64) -> u64 {
    part(sources, id + sources.before.read().await).await
}

#[test]
fn a_refresh_in_the_background_records_what_it_calls() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let sources = Sources::open();
    assert_eq!(testing::run(refreshed(&sources, 7)), 700);
    sources.before.update();
    clock.advance(Duration::from_secs(31));
    assert_eq!(testing::run(refreshed(&sources, 7)), 700);
    testing::settle_blocking(&cache);
    assert_eq!(testing::run(refreshed(&sources, 7)), 800);

    sources.part.update();
    testing::run(invalidate_part(7)).unwrap();
    assert_eq!(testing::run(refreshed(&sources, 7)), 800);
    testing::run(invalidate_part(8)).unwrap();
    assert_eq!(testing::run(refreshed(&sources, 7)), 801);
}
