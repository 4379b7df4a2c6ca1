//! What each kind of invalidation removes, what it leaves, and what it says it did.

use crate::polling::Task;
use crate::source::Source;
use cache_runtime::{Cache, Error, Invalidated, Policy, cached, testing};
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

#[cached(key = "inv-user:<tenant>:<id>", ttl = "1h", tags = ["users", "tenant:<tenant>", "parity:<result>"])]
fn user(tenant: &str, id: u64) -> u64 {
    assert!(!tenant.is_empty());
    id % 2
}

#[cached(key = "inv-post:<id>", ttl = "1h", tags = ["posts", "users"])]
fn post(id: u64) -> u64 {
    id
}

#[cached(key = "inv-note:<text>", ttl = "1h")]
fn note(text: &str) -> usize {
    text.len()
}

/// What is cached of a fixed set of calls, by name.
fn present() -> BTreeSet<String> {
    let users = [("a", 1), ("a", 2), ("b", 1), ("b", 2)].into_iter();
    let users = users
        .filter(|(tenant, id)| peek_user(tenant, *id).is_some())
        .map(|(tenant, id)| format!("user {tenant} {id}"));
    let posts = (1..=2)
        .filter(|id| peek_post(*id).is_some())
        .map(|id| format!("post {id}"));
    users.chain(posts).collect()
}

/// Fills the cache, runs `invalidate` and asserts what is gone: for the calls themselves, and after a sweep.
#[track_caller]
fn assert_removes<'a>(
    gone: impl IntoIterator<Item = &'a str>,
    invalidate: impl Fn(&Cache) -> Invalidated,
) -> Invalidated {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    for (tenant, id) in [("a", 1), ("a", 2), ("b", 1), ("b", 2)] {
        user(tenant, id);
        post(id);
    }
    let before = present();
    assert_eq!(before.len(), 6);
    let invalidated = invalidate(&cache);
    let now_gone: BTreeSet<String> = before.difference(&present()).cloned().collect();
    let gone: BTreeSet<String> = gone.into_iter().map(Into::into).collect();
    assert_eq!(now_gone, gone);
    cache.sweep();
    let entries = testing::counts(&cache, "user").entries + testing::counts(&cache, "post").entries;
    assert_eq!(
        entries,
        6 - gone.len(),
        "what is invalid leaves memory, the rest stays"
    );
    invalidated
}

const ALL: [&str; 6] = [
    "user a 1", "user a 2", "user b 1", "user b 2", "post 1", "post 2",
];

#[test]
fn a_key_removes_one_entry() {
    let by_helper = assert_removes(["user a 1"], |_| invalidate_user("a", 1).unwrap());
    let by_key = assert_removes(["user a 1"], |cache| {
        cache.invalidate_blocking(user_key("a", 1)).unwrap()
    });
    let by_reference = assert_removes(["user a 1"], |cache| {
        let key = user_key("a", 1);
        cache.invalidate_blocking(&key).unwrap()
    });
    let by_text = assert_removes(["user a 1"], |cache| {
        cache.invalidate_blocking("inv-user:a:1").unwrap()
    });

    for invalidated in [by_helper, by_key, by_reference, by_text] {
        assert_eq!((invalidated.entries, invalidated.loads), (1, 0));
    }
}

#[test]
fn a_key_that_is_not_there_removes_nothing() {
    for invalidated in [
        assert_removes([], |_| invalidate_user("c", 1).unwrap()),
        assert_removes([], |cache| {
            cache.invalidate_blocking("inv-user:a:11").unwrap()
        }),
        assert_removes([], |cache| cache.invalidate_blocking("inv-user:a").unwrap()),
        assert_removes([], |cache| cache.invalidate_blocking("").unwrap()),
    ] {
        assert_eq!((invalidated.entries, invalidated.loads), (0, 0));
    }
}

#[test]
fn a_text_is_no_pattern() {
    assert_removes([], |cache| {
        cache.invalidate_blocking("inv-user:a:*").unwrap()
    });
}

#[test]
fn a_tag_removes_the_entries_that_have_it() {
    assert_removes(["user a 1", "user a 2"], |cache| {
        cache.invalidate_tag_blocking("tenant:a").unwrap()
    });
    assert_removes(["post 1", "post 2"], |cache| {
        cache.invalidate_tag_blocking("posts").unwrap()
    });
    assert_removes(ALL, |cache| cache.invalidate_tag_blocking("users").unwrap());
    assert_removes([], |cache| cache.invalidate_tag_blocking("user").unwrap());
    assert_removes([], |cache| {
        cache.invalidate_tag_blocking("tenant:*").unwrap()
    });
}

#[test]
fn a_tag_of_the_result_removes_the_entries_that_have_it() {
    assert_removes(["user a 1", "user b 1"], |cache| {
        cache.invalidate_tag_blocking("parity:1").unwrap()
    });
}

#[test]
fn several_tags_remove_what_any_of_them_names() {
    assert_removes(["user a 1", "user a 2", "post 1", "post 2"], |cache| {
        cache
            .invalidate_tags_blocking(["tenant:a", "posts"])
            .unwrap()
    });
}

#[test]
fn a_function_removes_its_own_entries() {
    assert_removes(["post 1", "post 2"], |_| invalidate_all_post().unwrap());
}

#[test]
fn a_pattern_removes_what_it_matches() {
    for (pattern, gone) in [
        ("inv-user:a:*", &["user a 1", "user a 2"][..]),
        ("inv-user:*:1", &["user a 1", "user b 1"]),
        ("inv-user:[^a]:*", &["user b 1", "user b 2"]),
        ("inv-user:[a-b]:[2-9]", &["user a 2", "user b 2"]),
        ("inv-????:?", &["post 1", "post 2"]),
        ("inv-*:\\*", &[]),
        ("inv-user:a:?1", &[]),
        ("user:*", &[]),
        ("INV-*", &[]),
        ("*", &ALL),
    ] {
        let invalidated = assert_removes(gone.iter().copied(), |cache| {
            cache.invalidate_pattern_blocking(pattern).unwrap()
        });
        assert_eq!(invalidated.entries, gone.len(), "{pattern}");
    }
}

#[test]
fn clear_removes_everything() {
    assert_removes(ALL, |cache| cache.clear_blocking().unwrap());
}

#[test]
fn the_async_kinds_do_what_the_blocking_ones_do_and_only_when_awaited() {
    assert_removes(["user a 1"], |cache| {
        testing::run(cache.invalidate(user_key("a", 1))).unwrap()
    });
    assert_removes(["post 1", "post 2"], |cache| {
        testing::run(cache.invalidate_tag("posts")).unwrap()
    });
    assert_removes(["post 1"], |cache| {
        testing::run(cache.invalidate_pattern("*post:1")).unwrap()
    });
    assert_removes(ALL, |cache| testing::run(cache.clear()).unwrap());
    assert_removes([], |cache| {
        drop(cache.clear());
        Invalidated::default()
    });
}

#[test]
fn an_invalidated_entry_is_loaded_anew_and_stays() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);

    for invalidate in [
        &(|| invalidate_user("a", 1).unwrap()) as &dyn Fn() -> Invalidated,
        &|| cache.invalidate_tag_blocking("users").unwrap(),
        &|| invalidate_all_user().unwrap(),
        &|| cache.invalidate_pattern_blocking("*").unwrap(),
        &|| cache.clear_blocking().unwrap(),
    ] {
        let before = testing::counts(&cache, "user").loads;
        user("a", 1);
        invalidate();
        user("a", 1);
        user("a", 1);
        assert!(testing::counts(&cache, "user").loads - before <= 2);
        assert_eq!(peek_user("a", 1).unwrap().value, 1);
    }
    testing::assert_loads(&cache, "user", 6);
}

#[test]
fn text_with_special_characters_is_found_by_its_escaped_form() {
    for text in [
        "a:b", "100%", "*", "?", "[a-z]", "<x>", "{y}", "ü ö", "", "\n", "%N", "~",
    ] {
        let (cache, _clock) = testing::cache();
        let _entered = testing::enter(&cache);
        note(text);
        note("other");

        let key = format!("inv-note:{}", cache_runtime::escape(text));
        assert_eq!(note_key(text).to_string(), key);
        assert_eq!(
            cache.invalidate_blocking(key).unwrap().entries,
            1,
            "{text:?}"
        );

        assert!(peek_note(text).is_none(), "{text:?}");
        assert!(peek_note("other").is_some());
    }
}

#[test]
fn a_key_too_long_for_its_text_is_found_by_the_shortened_one() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);

    for length in [150, 191, 192, 220, 256, 257, 10_000] {
        let text = "x".repeat(length);
        note(&text);
        assert_eq!(
            cache
                .invalidate_blocking(note_key(&text).to_string())
                .unwrap()
                .entries,
            1,
            "{length}"
        );
        note(&text);
        assert_eq!(
            cache
                .invalidate_pattern_blocking("inv-note:xxx*")
                .unwrap()
                .entries,
            1,
            "{length}"
        );
        assert!(peek_note(&text).is_none());
    }
}

#[cached(
    key = "inv-very-long-template-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789:<id>",
    ttl = "1h"
)]
fn long_template(id: u64) -> u64 {
    id
}

#[test]
fn a_template_longer_than_a_text_may_be_is_found_by_its_text() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);

    long_template(1);
    long_template(2);
    assert!(long_template_key(1).to_string().len() <= 200);
    assert_eq!(
        cache
            .invalidate_blocking(long_template_key(1).to_string())
            .unwrap()
            .entries,
        1
    );
    assert!(peek_long_template(2).is_some());

    assert_eq!(
        cache
            .invalidate_pattern_blocking("inv-very-long-*")
            .unwrap()
            .entries,
        1
    );
}

#[cached(key = "inv-slow:<id>", ttl = "1h", tags = ["slow"], ignore(source))]
async fn slow(source: &Source, id: u64) -> u64 {
    source.read().await + id
}

#[test]
fn loads_that_a_key_or_a_pattern_stops_are_counted() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::gated();

    let _first = Task::started(slow(&source, 1));
    let _second = Task::started(slow(&source, 2));
    assert_eq!(testing::run(invalidate_slow(1)).unwrap().loads, 1);
    assert_eq!(testing::run(invalidate_slow(1)).unwrap().loads, 0);
    assert_eq!(
        cache
            .invalidate_pattern_blocking("inv-slow:*")
            .unwrap()
            .loads,
        1
    );
}

/// A chain: a member of a team of an organisation.
mod chain {
    use super::cached;

    #[cached(key = "inv-org:<org>", ttl = "1h", tags = ["org-tag:<org>"])]
    pub(super) fn org(org: u64) -> u64 {
        org
    }

    #[cached(key = "inv-team:<team>", ttl = "1h", depends_on(org(team / 10)))]
    pub(super) fn team(team: u64) -> u64 {
        team
    }

    #[cached(key = "inv-member:<member>", ttl = "1h", depends_on(team(member / 10)))]
    pub(super) fn member(member: u64) -> u64 {
        member
    }
}

fn members() -> Vec<u64> {
    [110, 111, 120, 210]
        .into_iter()
        .filter(|member| chain::peek_member(*member).is_some())
        .collect()
}

fn chained<T>(invalidate: impl Fn(&Cache) -> T) -> Vec<u64> {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    for member in [110, 111, 120, 210] {
        chain::member(member);
        chain::team(member / 10);
        chain::org(member / 100);
    }
    invalidate(&cache);
    members()
}

#[test]
fn an_invalidation_reaches_what_depends_on_the_entry_and_nothing_else() {
    assert_eq!(chained(|_| chain::invalidate_team(11)), [120, 210]);
    assert_eq!(chained(|_| chain::invalidate_member(110)), [111, 120, 210]);
    assert_eq!(chained(|_| chain::expire_team(11)), [120, 210]);
    assert_eq!(chained(|_| chain::put_team(11, 0).unwrap()), [120, 210]);
    assert_eq!(
        chained(|cache| cache.invalidate_blocking("inv-team:11")),
        [120, 210]
    );
    assert_eq!(
        chained(|cache| cache.invalidate_pattern_blocking("inv-team:1*")),
        [210]
    );
    assert_eq!(chained(|_| chain::invalidate_all_team()), [0; 0]);
}

#[test]
fn a_dependency_is_transitive() {
    assert_eq!(chained(|_| chain::invalidate_org(1)), [210]);
    assert_eq!(
        chained(|cache| cache.invalidate_tag_blocking("org-tag:1")),
        [210]
    );
    assert_eq!(chained(|_| chain::invalidate_all_org()), [0; 0]);
}

#[test]
fn a_dependency_need_not_be_cached_itself() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);

    chain::member(110);
    chain::invalidate_org(1).unwrap();

    assert!(chain::peek_member(110).is_none());
}

#[test]
fn an_entry_loaded_after_an_invalidation_of_its_dependency_stays() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);

    for _ in 0..3 {
        chain::invalidate_org(1).unwrap();
        cache.sweep();
        chain::member(110);
        assert_eq!(chain::peek_member(110).unwrap().value, 110);
        cache.sweep();
        assert_eq!(chain::peek_member(110).unwrap().value, 110);
    }
}

#[test]
fn a_dependency_that_nothing_needs_any_more_is_forgotten() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);

    for member in 0..100 {
        chain::member(member);
    }
    assert!(cache.stats().dependencies > 0);
    cache.clear_blocking().unwrap();
    cache.sweep();

    assert_eq!(cache.stats().dependencies, 0);
}

#[test]
fn a_tag_that_nothing_needs_any_more_is_forgotten_after_a_while() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);

    for id in 0..100 {
        user(&format!("tenant {id}"), id);
    }
    assert!(cache.stats().tags >= 100);
    cache.clear_blocking().unwrap();
    clock.advance(Duration::from_secs(3600));
    cache.sweep();

    assert_eq!(cache.stats().tags, 0);
}

/// Functions that depend on each other in a circle.
mod circle {
    use super::cached;

    #[cached(key = "inv-egg:<id>", ttl = "1h", depends_on(hen(id)))]
    pub(super) fn egg(id: u64) -> u64 {
        id
    }

    #[cached(key = "inv-hen:<id>", ttl = "1h", depends_on(egg(id)))]
    pub(super) fn hen(id: u64) -> u64 {
        id
    }

    /// A circle that never comes back to the same key.
    #[cached(key = "inv-endless:<id>", ttl = "1h", depends_on(endless(id + 1)))]
    pub(super) fn endless(id: u64) -> u64 {
        id
    }
}

#[test]
fn a_circle_of_dependencies_ends() {
    for invalidate in [circle::invalidate_egg, circle::invalidate_hen] {
        let (cache, _clock) = testing::cache();
        let _entered = testing::enter(&cache);
        circle::egg(1);
        circle::hen(1);
        circle::egg(2);
        assert!(circle::peek_egg(1).is_some() && circle::peek_hen(1).is_some());

        invalidate(1).unwrap();

        assert!(circle::peek_egg(1).is_none() && circle::peek_hen(1).is_none());
        assert!(circle::peek_egg(2).is_some());
        circle::egg(1);
        assert!(
            circle::peek_egg(1).is_some(),
            "the circle does not refuse new values"
        );
    }
}

#[test]
fn a_declaration_without_end_is_cut_off() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);

    assert_eq!(circle::endless(1), 1);
    circle::invalidate_endless(2).unwrap();

    assert!(circle::peek_endless(1).is_none());
}

#[cached(key = "inv-generic:<text>", ttl = "1h")]
fn parse<T: std::str::FromStr + Clone + Send + Sync + 'static>(text: &str) -> Option<T> {
    text.parse().ok()
}

#[test]
fn instances_of_a_generic_function_have_entries_of_their_own() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);

    for _ in 0..2 {
        assert_eq!(parse::<u8>("300"), None);
        assert_eq!(parse::<u16>("300"), Some(300));
        assert_eq!(parse::<String>("300"), Some("300".into()));
    }
    testing::assert_loads(&cache, "parse", 3);
    assert_ne!(
        parse_key::<u8>("300").to_string(),
        parse_key::<u16>("300").to_string()
    );
    assert_eq!(invalidate_parse::<u16>("300").unwrap().entries, 1);

    assert!(peek_parse::<u8>("300").is_some());
    assert!(peek_parse::<u16>("300").is_none());
    invalidate_all_parse().unwrap();
    assert!(peek_parse::<u8>("300").is_none() && peek_parse::<String>("300").is_none());
}

#[cached(key = "inv-number:<number>", ttl = "1h")]
fn number<T: cache_runtime::KeyPart + ToString + Copy>(number: T) -> String {
    number.to_string()
}

#[test]
fn type_arguments_that_encode_alike_do_not_mix() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);

    assert_eq!(number(u64::MAX), u64::MAX.to_string());
    assert_eq!(number(-1_i64), "-1");
    assert_eq!(number(255_u8), "255");
    assert_eq!(number(-1_i8), "-1");
}

struct Repository<T> {
    region: &'static str,
    rows: PhantomData<T>,
}

impl<T: Default + ToString> Repository<T> {
    #[cached(key = "inv-row:<self.region>:<id>", ttl = "1h")]
    fn row(&self, id: u64) -> String {
        format!("{} {id} {}", self.region, T::default().to_string())
    }
}

#[test]
fn methods_are_told_apart_by_what_the_key_says_of_self_and_by_its_type_arguments() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let north = Repository::<u8> {
        region: "north",
        rows: PhantomData,
    };
    let south = Repository::<u8> {
        region: "south",
        rows: PhantomData,
    };
    let texts = Repository::<String> {
        region: "north",
        rows: PhantomData,
    };

    assert_eq!(
        (north.row(1), south.row(1), texts.row(1)),
        ("north 1 0".into(), "south 1 0".into(), "north 1 ".into())
    );
    north.invalidate_row(1).unwrap();

    assert!(north.peek_row(1).is_none());
    assert!(south.peek_row(1).is_some() && texts.peek_row(1).is_some());
}

struct Service {
    cache: Cache,
    name: &'static str,
}

impl Service {
    fn new(name: &'static str) -> Self {
        Self {
            cache: testing::cache().0,
            name,
        }
    }

    #[cached(key = "inv-own:<id>", ttl = "1h", tags = ["own"], cache = self.cache, ignore(self))]
    fn own(&self, id: u64) -> String {
        format!("{} {id}", self.name)
    }
}

#[test]
fn caches_of_different_structs_are_independent() {
    let (installed, _clock) = testing::cache();
    let _entered = testing::enter(&installed);
    let (first, second) = (Service::new("first"), Service::new("second"));

    assert_eq!(
        (first.own(1), second.own(1)),
        ("first 1".into(), "second 1".into())
    );
    first.invalidate_own(1).unwrap();
    assert!(first.peek_own(1).is_none() && second.peek_own(1).is_some());
    first.own(1);
    second.cache.invalidate_tag_blocking("own").unwrap();
    assert!(first.peek_own(1).is_some() && second.peek_own(1).is_none());
    installed.clear_blocking().unwrap();
    assert!(first.peek_own(1).is_some());

    assert!(installed.stats().functions.is_empty());
}

fn never() -> Result<String, Infallible> {
    panic!("the entry is there")
}

fn policy() -> Policy {
    Policy::new(Duration::from_secs(60))
}

#[test]
fn a_region_loads_once_and_is_invalidated_by_key_by_name_and_by_text() {
    let (cache, clock) = testing::cache();
    let region = cache.region::<String>("inv-region");

    let load = || Ok::<_, Infallible>("Ada".to_owned());
    assert_eq!(region.get(&7), None);
    assert_eq!(
        region.get_or_load_blocking(&7, &policy(), load),
        Ok("Ada".into())
    );
    assert_eq!(
        region.get_or_load_blocking(&7, &policy(), never),
        Ok("Ada".into())
    );
    assert_eq!(
        testing::run(region.get_or_load(&7, &policy(), || async { never() })),
        Ok("Ada".into())
    );
    assert_eq!(region.invalidate_blocking(&7).unwrap().entries, 1);
    assert_eq!(region.get(&7), None);
    region.put_blocking(&7, &policy(), "Eva".into()).unwrap();
    assert_eq!(region.get(&7), Some("Eva".into()));
    assert_eq!(region.key(&7).to_string(), "inv-region:7");
    assert_eq!(
        cache.invalidate_blocking("inv-region:7").unwrap().entries,
        1
    );
    region.put_blocking(&7, &policy(), "Eva".into()).unwrap();
    region.invalidate_all_blocking().unwrap();
    assert_eq!(region.get(&7), None);
    region.put_blocking(&7, &policy(), "Eva".into()).unwrap();
    clock.advance(Duration::from_secs(60));
    assert_eq!(region.get(&7), None);
}

#[test]
fn an_error_of_a_regions_loader_is_returned_and_not_kept() {
    let (cache, _clock) = testing::cache();
    let region = cache.region::<u64>("inv-region-errors");

    assert_eq!(
        region.get_or_load_blocking("a", &policy(), || Err("no row")),
        Err("no row")
    );
    assert_eq!(
        region.get_or_load_blocking("a", &policy(), || Ok::<_, &str>(1)),
        Ok(1)
    );
}

#[test]
fn tags_of_a_region_belong_to_what_is_stored_through_that_handle() {
    let (cache, _clock) = testing::cache();
    let plain = cache.region::<u64>("inv-region-tags");
    let tagged = plain.with_tags(["a", "b"]);

    plain.put_blocking(&1, &policy(), 1).unwrap();
    tagged.put_blocking(&2, &policy(), 2).unwrap();
    tagged
        .get_or_load_blocking(&3, &policy(), || Ok::<_, Infallible>(3))
        .unwrap();
    cache.invalidate_tag_blocking("b").unwrap();

    assert_eq!(
        (plain.get(&1), plain.get(&2), plain.get(&3)),
        (Some(1), None, None)
    );
}

#[test]
fn a_region_keeps_keys_of_different_types_apart() {
    let (cache, _clock) = testing::cache();
    let region = cache.region::<&'static str>("inv-region-types");

    region.put_blocking(&u64::MAX, &policy(), "number").unwrap();
    region.put_blocking("ada", &policy(), "text").unwrap();

    assert_eq!(
        region.get(&-1_i64),
        None,
        "-1 is another key than 18446744073709551615"
    );
    assert_eq!(
        region.get(&vec![b'a', b'd', b'a']),
        None,
        "bytes are another key than text"
    );
    assert_eq!(
        cache
            .invalidate_blocking("inv-region-types:ada")
            .unwrap()
            .entries,
        1
    );
    assert_eq!(region.get("ada"), None);
    assert_eq!(region.get(&u64::MAX), Some("number"));
    assert_eq!(testing::counts(&cache, "inv-region-types").entries, 1);
}

#[test]
fn owned_and_borrowed_text_are_one_key_of_a_region() {
    let (cache, _clock) = testing::cache();
    let region = cache.region::<u64>("inv-region-text");

    region.put_blocking("ada", &policy(), 1).unwrap();

    assert_eq!(region.get(&String::from("ada")), Some(1));
    assert_eq!(
        testing::counts(&cache, "inv-region-text").entries,
        1,
        "one region is not counted twice"
    );
}

#[cached(key = "inv-region-shared:<id>", ttl = "1h")]
fn shared_with_a_region(id: u64) -> String {
    format!("user {id}")
}

#[test]
fn a_region_is_that_of_a_function_with_the_same_template() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let region = cache.region::<String>("inv-region-shared");

    shared_with_a_region(7);
    assert_eq!(region.get(&7_u64), Some("user 7".into()));
    region
        .put_blocking(&8_u64, &policy(), "Ada".into())
        .unwrap();

    assert_eq!(shared_with_a_region(8), "Ada");
}

/// Two functions over one template and one type of value.
mod shared {
    use super::cached;

    #[cached(key = "inv-shared:<id>", ttl = "1h")]
    pub(super) fn slow(id: u64) -> String {
        format!("slow {id}")
    }

    #[cached(key = "inv-shared:{user}", ttl = "1m")]
    pub(super) fn quick(user: u64) -> String {
        format!("quick {user}")
    }
}

#[test]
fn functions_with_one_template_and_one_type_of_value_share_their_entries() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);

    assert_eq!(shared::slow(1), "slow 1");
    assert_eq!(shared::quick(1), "slow 1");
    shared::invalidate_quick(1).unwrap();
    assert_eq!(shared::quick(1), "quick 1");
    assert_eq!(shared::slow(1), "quick 1");
    shared::invalidate_all_slow().unwrap();

    assert!(shared::peek_quick(1).is_none());
    assert_eq!(cache.check(), Ok(()));
}

/// Pairs that cannot both be right.
mod conflicts {
    use super::cached;

    #[cached(key = "inv-conflict:<id>", ttl = "1h")]
    pub(super) fn text(id: u64) -> String {
        id.to_string()
    }

    #[cached(key = "inv-conflict:<id>", ttl = "1h")]
    pub(super) fn number(id: u64) -> u64 {
        id
    }

    #[cached(key = "inv-conflict:<id>", ttl = "1h", capacity = 3)]
    pub(super) fn bounded(id: u64) -> String {
        id.to_string()
    }

    #[cached(key = "inv-conflict:<id>", ttl = "1h", version = 3)]
    pub(super) fn versioned(id: u64) -> String {
        id.to_string()
    }

    pub(super) fn first(id: u64) -> u64 {
        #[cached(ttl = "1h")]
        fn by_default(id: u64) -> u64 {
            id + 100
        }
        by_default(id)
    }

    pub(super) fn second(id: u64) -> u64 {
        #[cached(ttl = "1h")]
        fn by_default(id: u64) -> u64 {
            id + 200
        }
        by_default(id)
    }

    macro_rules! offsets {
        ($($function:ident $offset:literal)*) => {$(
            pub(super) fn $function(id: u64) -> u64 {
                #[cached(ttl = "1h")]
                fn written_once(id: u64) -> u64 {
                    id + $offset
                }
                written_once(id)
            }
        )*};
    }

    offsets! { plus_hundred 100 plus_thousand 1000 }
}

/// The message with which the second of two calls panics, and what `check` says afterwards.
fn conflict<A, B>(first: impl Fn() -> A, second: impl Fn() -> B) -> (String, Result<(), Error>) {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    first();
    assert_eq!(cache.check(), Ok(()));
    let panic = catch_unwind(AssertUnwindSafe(|| drop(second())))
        .expect_err("a conflict panics in debug builds");
    (
        panic.downcast_ref::<String>().cloned().unwrap_or_default(),
        cache.check(),
    )
}

#[test]
#[cfg_attr(
    not(debug_assertions),
    ignore = "release builds go on with a region for each"
)]
fn claims_that_cannot_both_be_right_panic_and_are_reported() {
    for ((message, check), reason) in [
        (
            conflict(|| conflicts::text(1), || conflicts::number(1)),
            "one holds `alloc::string::String`, the other `u64`",
        ),
        (
            conflict(|| conflicts::text(1), || conflicts::bounded(1)),
            "`capacity` or `max_weight` differ",
        ),
        (
            conflict(|| conflicts::text(1), || conflicts::versioned(1)),
            "`version` differs",
        ),
        (
            conflict(|| conflicts::first(1), || conflicts::second(1)),
            "both have the default key",
        ),
    ] {
        assert!(message.contains(reason), "{message}");
        let Err(Error::Conflict(text)) = check else {
            panic!("`check` is silent about: {message}")
        };
        assert!(text.contains(reason), "{text}");
    }
}

#[test]
fn functions_that_a_macro_wrote_in_one_place_do_not_share_their_default_keys() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);

    assert_eq!(conflicts::plus_hundred(1), 101);
    let other = catch_unwind(AssertUnwindSafe(|| conflicts::plus_thousand(1)));

    // Two functions of one path: refused in debug builds, a region for each in release builds; never the other's value.
    assert!(other.is_err() || other.is_ok_and(|value| value == 1001));
}

#[test]
fn the_same_function_in_two_threads_is_no_conflict() {
    let (cache, _clock) = testing::cache();

    std::thread::scope(|scope| {
        for id in 0..8 {
            let cache = &cache;
            scope.spawn(move || {
                let _entered = testing::enter(cache);
                assert_eq!(conflicts::first(id), id + 100);
            });
        }
    });

    assert_eq!(cache.check(), Ok(()));
    testing::assert_loads(&cache, "by_default", 8);
}

#[cached(key = "typed:<id>", ttl = "1h")]
fn by_small_number(id: u32) -> u64 {
    u64::from(id)
}

#[cached(key = "typed:<id>", ttl = "1h")]
fn by_large_number(id: u64) -> u64 {
    id
}

#[test]
fn a_key_reaches_the_entries_of_functions_that_write_the_same_text_in_other_bytes() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    by_large_number(7);
    by_large_number(8);

    invalidate_by_small_number(7).unwrap();

    assert!(
        peek_by_large_number(7).is_none(),
        "the text of both is `typed:7`"
    );
    assert!(peek_by_large_number(8).is_some());
}
