//! Where invalidations come from: each way to ask for one is listed with its place in the source, and counted.

use cache_runtime::{
    Cache, InvalidationKind, InvalidationSource, Policy, RecentInvalidation, cache_invalidate,
    cached, testing,
};
use std::collections::BTreeMap;
use std::time::Duration;

#[cached(key = "recent-user:<id>", ttl = "1h", tags = ["recent-users"])]
fn user(id: u64) -> u64 {
    id
}

#[cached(key = "recent-post:<id>", ttl = "1h")]
async fn post(id: u64) -> u64 {
    id
}

const ATTRIBUTE: u32 = line!() + 1;
#[cache_invalidate(user(id), all(post), tags = ["recent-users"], pattern = "recent-*")]
fn save(id: u64) {
    assert!(id > 0);
}

const ASYNC_ATTRIBUTE: u32 = line!() + 1;
#[cache_invalidate(post(id), soft = true)]
async fn save_later(id: u64) {
    assert!(id > 0);
}

/// Everything but the time.
fn listed(cache: &Cache) -> Vec<(InvalidationKind, String, InvalidationSource, u32)> {
    let line = |record: &RecentInvalidation| {
        let location = record.location.as_deref().unwrap();
        let (file, place) = location.split_once(".rs:").unwrap();
        assert_eq!(format!("{file}.rs"), file!());
        let (line, _column) = place.split_once(':').unwrap();
        line.parse().unwrap()
    };
    let recent = cache.recent_invalidations();
    let rows = recent.iter().map(|record| {
        (
            record.kind,
            record.what.clone(),
            record.source,
            line(record),
        )
    });
    rows.collect()
}

/// What was counted, without what was not.
fn counted(cache: &Cache) -> BTreeMap<(&'static str, &'static str), u64> {
    let rows = cache.stats().invalidations;
    assert_eq!(rows.len(), 7 * 4, "a row for each kind and source");
    let rows = rows.iter().filter(|row| row.count > 0);
    rows.map(|row| ((row.kind.as_str(), row.source.as_str()), row.count))
        .collect()
}

#[test]
fn each_way_to_invalidate_is_listed_with_the_place_that_asked() {
    use InvalidationKind::{Everything, Expire, Function, Key, Pattern, Tags, Text};
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let region = cache.region::<u64>("recent-region");
    let mut expected = Vec::new();
    let mut expect = |kind, what: &str, line| {
        let row = (kind, what.to_owned(), InvalidationSource::Call, line);
        expected.insert(0, row);
    };

    cache.invalidate_blocking(user_key(1)).unwrap();
    expect(Key, "recent-user:1", line!() - 1);
    testing::run(cache.invalidate("recent-user:2")).unwrap();
    expect(Text, "recent-user:2", line!() - 1);
    cache.invalidate_tag_blocking("one").unwrap();
    expect(Tags, "one", line!() - 1);
    testing::run(cache.invalidate_tag("two")).unwrap();
    expect(Tags, "two", line!() - 1);
    cache.invalidate_tags_blocking(["three", "four"]).unwrap();
    expect(Tags, "three, four", line!() - 1);
    testing::run(cache.invalidate_tags(["five", "six"])).unwrap();
    expect(Tags, "five, six", line!() - 1);
    cache.invalidate_pattern_blocking("recent-*:7").unwrap();
    expect(Pattern, "recent-*:7", line!() - 1);
    testing::run(cache.invalidate_pattern("recent-*:8")).unwrap();
    expect(Pattern, "recent-*:8", line!() - 1);
    cache.clear_blocking().unwrap();
    expect(Everything, "", line!() - 1);
    testing::run(cache.clear()).unwrap();
    expect(Everything, "", line!() - 1);
    region.invalidate_blocking(&9_u64).unwrap();
    expect(Key, "recent-region:9", line!() - 1);
    testing::run(region.invalidate(&10_u64)).unwrap();
    expect(Key, "recent-region:10", line!() - 1);
    region.invalidate_all_blocking().unwrap();
    expect(Function, "recent-region:{}", line!() - 1);
    testing::run(region.invalidate_all()).unwrap();
    expect(Function, "recent-region:{}", line!() - 1);
    invalidate_user(11).unwrap();
    expect(Key, "recent-user:11", line!() - 1);
    testing::run(invalidate_post(12)).unwrap();
    expect(Key, "recent-post:12", line!() - 1);
    expire_user(13).unwrap();
    expect(Expire, "recent-user:13", line!() - 1);
    testing::run(expire_post(14)).unwrap();
    expect(Expire, "recent-post:14", line!() - 1);
    invalidate_all_user().unwrap();
    expect(Function, "recent-user:{}", line!() - 1);
    testing::run(invalidate_all_post()).unwrap();
    expect(Function, "recent-post:{}", line!() - 1);

    assert_eq!(listed(&cache), expected);
    let counts = [
        (("everything", "call"), 2),
        (("expire", "call"), 2),
        (("function", "call"), 4),
        (("key", "call"), 5),
        (("pattern", "call"), 2),
        (("tags", "call"), 4),
        (("text", "call"), 1),
    ];
    assert_eq!(counted(&cache), BTreeMap::from(counts));
}

#[test]
fn what_an_attribute_invalidates_is_listed_thing_by_thing_with_the_place_of_the_attribute() {
    use InvalidationKind::{Expire, Function, Key, Pattern, Tags};
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    save(1);
    testing::run(save_later(2));
    let row = |kind, what: &str, line| (kind, what.to_owned(), InvalidationSource::Writer, line);
    let expected = [
        row(Expire, "recent-post:2", ASYNC_ATTRIBUTE),
        row(Pattern, "recent-*", ATTRIBUTE),
        row(Function, "recent-post:{}", ATTRIBUTE),
        row(Tags, "recent-users", ATTRIBUTE),
        row(Key, "recent-user:1", ATTRIBUTE),
    ];
    assert_eq!(listed(&cache), expected);
    let counts = ["expire", "function", "key", "pattern", "tags"];
    let counts = counts.map(|kind| ((kind, "writer"), 1));
    assert_eq!(counted(&cache), BTreeMap::from(counts));
}

#[test]
fn an_invalidation_that_nobody_awaits_is_none() {
    let cache = Cache::memory();
    drop(cache.clear());
    assert_eq!(cache.recent_invalidations(), []);
    assert_eq!(counted(&cache), BTreeMap::new());
}

#[test]
fn a_value_that_is_put_is_no_invalidation_here() {
    let (cache, _clock) = testing::cache();
    let region = cache.region::<u64>("recent-put");
    let policy = Policy::new(Duration::from_secs(60));
    region.put_blocking(&1_u64, &policy, 1).unwrap();
    assert_eq!(cache.recent_invalidations(), []);
}

#[test]
fn the_list_says_when_and_what_was_met() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    user(1);
    user(2);
    clock.advance(Duration::from_secs(1));
    cache.invalidate_pattern_blocking("recent-user:*").unwrap();
    clock.advance(Duration::from_secs(5));
    cache.invalidate_pattern_blocking("recent-user:*").unwrap();
    let recent = cache.recent_invalidations();
    let met: Vec<(usize, usize)> = recent
        .iter()
        .map(|record| (record.entries, record.loads))
        .collect();
    assert_eq!(met, [(0, 0), (2, 0)]);
    assert_eq!(recent[0].unix_millis - recent[1].unix_millis, 5_000);
}

#[test]
fn the_list_says_the_time_of_day_where_the_clock_is_the_systems() {
    let millis = |time: std::time::SystemTime| {
        let since = time.duration_since(std::time::UNIX_EPOCH).unwrap();
        u64::try_from(since.as_millis()).unwrap()
    };
    let cache = Cache::memory();
    let before = millis(std::time::SystemTime::now());
    cache.clear_blocking().unwrap();
    let after = millis(std::time::SystemTime::now());
    let at = cache.recent_invalidations()[0].unix_millis;
    assert!((before..=after).contains(&at), "{before} {at} {after}");
}

#[test]
fn long_keys_and_many_tags_are_cut_and_old_invalidations_are_forgotten() {
    let (cache, _clock) = testing::cache();
    let region = cache.region::<u64>("recent-long");
    for number in 0..1_000_u64 {
        let text = format!("{number}{}", "ü".repeat(100_000));
        region.invalidate_blocking(text.as_str()).unwrap();
        cache
            .invalidate_tags_blocking([text.clone(), text])
            .unwrap();
    }
    let recent = cache.recent_invalidations();
    assert_eq!(recent.len(), 100);
    for (record, number) in recent.chunks(2).zip((950..1_000).rev()) {
        let (tags, key) = (&record[0].what, &record[1].what);
        assert!(tags.len() <= 256 && tags.ends_with('…'), "{tags}");
        assert!(tags.starts_with(&format!("{number}ü")), "{tags}");
        assert!(key.len() <= 256, "{key}");
        assert!(key.starts_with(&format!("recent-long:{number}")), "{key}");
    }
}

#[test]
fn the_list_can_be_written_as_json() {
    let (cache, _clock) = testing::cache();
    let line = line!() + 1;
    cache.invalidate_tag_blocking("json").unwrap();
    let mut written = serde_json::to_value(cache.recent_invalidations()).unwrap();
    let location = written[0]["location"].take();
    let location = location.as_str().unwrap();
    assert!(location.starts_with(&format!("{}:{line}:", file!())));
    let expected = serde_json::json!([{
        "kind": "tags",
        "what": "json",
        "source": "call",
        "location": null,
        "process": null,
        "reason": null,
        "unix_millis": 1_000,
        "entries": 0,
        "loads": 0,
    }]);
    assert_eq!(written, expected);
    let counts = serde_json::to_value(cache.stats().invalidations).unwrap();
    let counted = serde_json::json!({ "kind": "tags", "source": "call", "count": 1 });
    assert!(counts.as_array().unwrap().contains(&counted));
}
