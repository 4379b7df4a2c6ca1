//! What `Cache::inspect` tells of a key, and that it leaves no trace.

use crate::polling::{Task, settle};
use crate::source::Source;
use crate::time::{millis, seconds};
use cache_runtime::{Cache, EntryState, Inspection, MemoryEntry, Policy, cached, testing};

#[cached(key = "inspected:<id>", ttl = "10s", stale_while_revalidate = "5s", tags = ["inspected", "row:<result>"])]
fn row(id: u64) -> u64 {
    id + 100
}

#[cached(key = "inspected-sum:<id>", ttl = "1m", depends_on(row(id)))]
fn sum(id: u64) -> u64 {
    row(id) + 1
}

#[cached(key = "inspected-slow:<id>", ttl = "1m", ignore(source))]
async fn slow(source: &Source, id: u64) -> u64 {
    source.read().await + id
}

#[cached(key = "inspected-text:<name>", ttl = "1m")]
fn by_name(name: &str) -> usize {
    name.len()
}

#[cached(key = "inspected-weighed:<id>", ttl = "1m", max_weight = "1MiB")]
fn weighed(id: u64) -> String {
    "x".repeat(usize::try_from(id).expect("a length of the test fits"))
}

/// Two functions whose keys read alike.
mod widths {
    use cache_runtime::cached;

    #[cached(key = "inspected-width:<id>", ttl = "1m")]
    pub(super) fn narrow(id: u32) -> u32 {
        id
    }

    #[cached(key = "inspected-width:<id>", ttl = "1m")]
    pub(super) fn wide(id: u64) -> u64 {
        id
    }
}

/// The one entry that was found.
#[track_caller]
fn only(found: Inspection) -> MemoryEntry {
    let [entry] = <[MemoryEntry; 1]>::try_from(found.memory.entries).expect("one entry");
    entry
}

#[test]
fn an_entry_is_told_by_its_age_and_its_time_to_the_millisecond() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    row(7);
    for (passed, state, remaining) in [
        (0, EntryState::Fresh, 10_000),
        (9_999, EntryState::Fresh, 1),
        (1, EntryState::Stale, 0),
        (4_999, EntryState::Stale, 0),
    ] {
        clock.advance(millis(passed));
        let entry = only(cache.inspect_blocking("inspected:7"));
        assert_eq!(entry.life.state, state);
        assert_eq!(entry.life.remaining, Some(millis(remaining)));
        assert_eq!(entry.life.stale_window, seconds(5));
    }
    assert_eq!(
        only(cache.inspect_blocking("inspected:7")).life.age,
        millis(14_999)
    );
    clock.advance(millis(1));
    assert!(!cache.inspect_blocking("inspected:7").is_somewhere());
}

#[test]
fn an_entry_names_its_region_its_functions_and_what_it_rests_on() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    sum(7);
    let entry = only(cache.inspect_blocking("inspected:7"));
    assert_eq!(entry.region, "inspected:{}");
    assert!(entry.functions[0].ends_with("inspect::row"), "{entry:?}");
    assert_eq!(entry.value_type, "u64");
    assert_eq!(entry.rests_on.tags, ["inspected", "row:107"]);
    assert!(entry.rests_on.keys.is_empty() && entry.rests_on.functions.is_empty());

    let dependent = only(cache.inspect_blocking("inspected-sum:7"));
    assert_eq!(dependent.rests_on.keys, ["inspected:7"]);
    assert_eq!(dependent.rests_on.functions, ["inspected:{}"]);
}

#[test]
fn an_entry_that_was_invalidated_is_not_shown_before_it_is_swept() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    for tag in ["inspected", "row:107"] {
        row(7);
        cache.invalidate_tag_blocking(tag).unwrap();
        assert!(
            !cache.inspect_blocking("inspected:7").is_somewhere(),
            "{tag}"
        );
    }
    row(7);
    invalidate_all_row().unwrap();
    assert!(!cache.inspect_blocking("inspected:7").is_somewhere());
}

#[test]
fn an_entry_that_was_expired_by_hand_says_so() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    row(7);
    expire_row(7).unwrap();
    let life = only(cache.inspect_blocking("inspected:7")).life;
    assert_eq!(
        (life.state, life.remaining),
        (EntryState::Expired, Some(seconds(0)))
    );
}

#[test]
fn a_look_loads_nothing_counts_nothing_and_keeps_nothing_alive() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    row(7);
    let before = testing::counts(&cache, "row");
    clock.advance(seconds(11));
    for key in ["inspected:7", "inspected:8", "", "*", "inspected:"] {
        let _ = cache.inspect_blocking(key);
    }
    assert_eq!(testing::counts(&cache, "row"), before);
    assert_eq!(testing::tasks_running(&cache), 0);
    clock.advance(seconds(4));
    assert!(!cache.inspect_blocking("inspected:7").is_somewhere());
}

#[test]
fn a_load_on_its_way_is_counted_until_it_lands() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::gated();
    let mut call = Task::started(slow(&source, 7));
    let found = cache.inspect_blocking("inspected-slow:7");
    assert_eq!((found.memory.loads, found.memory.entries.len()), (1, 0));
    assert_eq!(cache.inspect_blocking("inspected-slow:8").memory.loads, 0);
    source.gate.open();
    settle(std::slice::from_mut(&mut call));
    assert!(call.is_done());
    let found = cache.inspect_blocking("inspected-slow:7");
    assert_eq!((found.memory.loads, found.memory.entries.len()), (0, 1));
}

#[test]
fn a_key_is_found_by_its_text_as_it_displays_and_by_no_other() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let long = "long ".repeat(100);
    for name in ["", "a:b", "*", "ü", "<script>", &long] {
        by_name(name);
        let text = by_name_key(name).to_string();
        assert_eq!(
            only(cache.inspect_blocking(&text)).region,
            "inspected-text:{}",
            "{name:?}"
        );
    }
    for absent in ["inspected-text:?", "inspected-text:A:B", "nspected-text:*"] {
        assert!(!cache.inspect_blocking(absent).is_somewhere(), "{absent:?}");
    }
}

#[test]
fn functions_whose_keys_differ_in_type_alone_have_an_entry_each() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    widths::narrow(7);
    widths::wide(7);
    let found = cache.inspect_blocking("inspected-width:7");
    let mut types: Vec<&str> = found
        .memory
        .entries
        .iter()
        .map(|entry| entry.value_type)
        .collect();
    types.sort_unstable();
    assert_eq!(types, ["u32", "u64"]);
}

#[test]
fn a_weight_is_told_where_the_region_is_bounded_in_bytes() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    weighed(1_000);
    row(7);
    let bytes = only(cache.inspect_blocking("inspected-weighed:1000")).bytes;
    assert!(
        bytes.is_some_and(|bytes| (1_000..2_000).contains(&bytes)),
        "{bytes:?}"
    );
    assert_eq!(only(cache.inspect_blocking("inspected:7")).bytes, None);
}

#[test]
fn a_region_that_is_used_directly_is_looked_into_as_well() {
    let (cache, _clock) = testing::cache();
    let region = cache
        .region::<u64>("inspected-region")
        .with_tags(["by-hand"]);
    region.put_blocking(&7_u64, &Policy::forever(), 1).unwrap();
    let entry = only(cache.inspect_blocking("inspected-region:7"));
    assert_eq!(entry.functions, ["inspected-region"]);
    assert_eq!(entry.rests_on.tags, ["by-hand"]);
    assert_eq!(
        (entry.life.state, entry.life.remaining),
        (EntryState::Fresh, None)
    );
}

#[test]
fn a_cache_in_memory_has_nothing_in_redis() {
    assert_eq!(Cache::memory().inspect_blocking("inspected:7").shared, None);
}
