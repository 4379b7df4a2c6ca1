//! Different arguments never have one key, in memory or as text, however nasty they are; and no argument can widen a
//! pattern.

use cache_runtime::{CacheKey, cached, escape, testing};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::{HashMap, HashSet};
use std::fmt;
use uuid::Uuid;

/// Pieces that text keys are made of, or could be confused with.
const PIECES: [&str; 34] = [
    ":", "%", "%3A", "%N", "%S", "<", ">", "{", "}", "*", "?", "[", "]", "^", "\\", "(", ")", ",",
    "~", "-", "/", " ", "\n", "\0", "\u{a0}", "ü", "漢", "🦀", "a", "b", "1", "12", "None", "()",
];

fn piece() -> impl Strategy<Value = String> {
    proptest::sample::select(&PIECES[..]).prop_map(Into::into)
}

/// Mostly short; sometimes longer than a text key may be, sometimes longer than a key is kept whole.
fn nasty() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => vec(piece(), 0..5).prop_map(|pieces| pieces.concat()),
        1 => (piece(), 60..300_usize).prop_map(|(piece, times)| piece.repeat(times)),
    ]
}

/// Two ways to cut one text in two: what a naive template would join to the same key.
fn cuts() -> impl Strategy<Value = [(String, String); 2]> {
    (
        vec(piece(), 1..8),
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
    )
        .prop_map(|(pieces, first, second)| {
            let cut = |at: &prop::sample::Index| {
                let at = at.index(pieces.len());
                (pieces[..at].concat(), pieces[at..].concat())
            };
            [cut(&first), cut(&second)]
        })
}

/// Another cut, with the separator of the template left out where the cut is.
fn cuts_at(separator: &'static str) -> impl Strategy<Value = [(String, String); 2]> {
    (vec(piece(), 1..4), vec(piece(), 1..4), vec(piece(), 1..4)).prop_map(
        move |(first, second, third)| {
            let (first, second, third) = (first.concat(), second.concat(), third.concat());
            [
                (format!("{first}{separator}{second}"), third.clone()),
                (first, format!("{second}{separator}{third}")),
            ]
        },
    )
}

macro_rules! pairs {
    ($($function:ident $template:literal)*) => {$(
        #[cached(key = $template, ttl = "forever")]
        fn $function(first: &str, second: &str) -> (String, String) {
            (first.into(), second.into())
        }
    )*};
}

pairs! {
    colon "keys-colon:<first>:<second>"
    dash "keys-dash:<first>-<second>"
    slash "keys-slash/<first>/x/<second>"
    naked "<first>:<second>"
    wordy "keys-wordy <first> and <second>"
    braced "keys-{{<first>}}<second>"
}

/// Asserts that two keys are equal exactly when their arguments are.
macro_rules! assert_injective {
    ($key:expr, $left:expr, $right:expr) => {{
        let (left, right) = ($left, $right);
        let (left_key, right_key): (CacheKey, CacheKey) = ($key(&left), $key(&right));
        prop_assert_eq!(
            left == right,
            left_key == right_key,
            "binary keys of {:?} and {:?}",
            left,
            right
        );
        prop_assert_eq!(
            left == right,
            left_key.text() == right_key.text(),
            "{} is {:?} and {:?}",
            left_key,
            left,
            right
        );
        prop_assert!(left_key.text().len() <= 200 && right_key.text().len() <= 200);
    }};
}

/// Asserts that both calls have their own value, also when the other one was cached first.
macro_rules! assert_own_values {
    ($function:ident, $cuts:expr) => {
        for (first, second) in &$cuts {
            prop_assert_eq!($function(first, second), (first.clone(), second.clone()));
        }
    };
}

fn config() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        cases: 512,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_cut_of_one_text_has_the_key_of_another(
        cuts in prop_oneof![cuts(), cuts_at(":"), cuts_at("-"), cuts_at("/x/"), cuts_at(" and "), cuts_at("}")]
    ) {
        let [left, right] = &cuts;
        assert_injective!(|pair: &(String, String)| colon_key(&pair.0, &pair.1), left.clone(), right.clone());
        assert_injective!(|pair: &(String, String)| dash_key(&pair.0, &pair.1), left.clone(), right.clone());
        assert_injective!(|pair: &(String, String)| slash_key(&pair.0, &pair.1), left.clone(), right.clone());
        assert_injective!(|pair: &(String, String)| naked_key(&pair.0, &pair.1), left.clone(), right.clone());
        assert_injective!(|pair: &(String, String)| wordy_key(&pair.0, &pair.1), left.clone(), right.clone());
        assert_injective!(|pair: &(String, String)| braced_key(&pair.0, &pair.1), left.clone(), right.clone());
        let (cache, _clock) = testing::cache();
        let _entered = testing::enter(&cache);
        assert_own_values!(colon, cuts);
        assert_own_values!(dash, cuts);
        assert_own_values!(slash, cuts);
        assert_own_values!(naked, cuts);
        assert_own_values!(wordy, cuts);
        assert_own_values!(braced, cuts);
    }

    #[test]
    fn nasty_pairs_have_keys_of_their_own(left in (nasty(), nasty()), right in (nasty(), nasty())) {
        assert_injective!(|pair: &(String, String)| colon_key(&pair.0, &pair.1), left, right);
    }

    #[test]
    fn options_have_keys_of_their_own(left in nested_option(), right in nested_option()) {
        assert_injective!(|value: &NestedOption| optional_key(value.clone()), left, right);
    }

    #[test]
    fn sequences_have_keys_of_their_own(left in rows(), right in rows()) {
        assert_injective!(|rows: &Rows| sequence_key(rows), left, right);
    }

    #[test]
    fn derived_keys_are_keys_of_their_own(left in filter(), right in filter()) {
        assert_injective!(|filter: &Filter| filtered_key(filter), left, right);
    }

    #[test]
    fn the_text_of_a_displayed_argument_is_escaped_too(left in nasty(), right in nasty()) {
        assert_injective!(|text: &String| displayed_key(&Shown(text.clone()), 1), left, right);
        prop_assert_eq!(displayed_key(&Shown("a".into()), 1).text(), "keys-displayed:a:1");
    }

    #[test]
    fn numbers_and_text_around_a_dash_have_keys_of_their_own(
        left in (any::<i64>(), any::<i64>(), piece()),
        right in (any::<i64>(), any::<i64>(), piece()),
    ) {
        assert_injective!(|(a, b, text): &(i64, i64, String)| numbers_key(*a, *b, text), left, right);
    }

    #[test]
    fn escape_writes_what_a_template_does(text in nasty()) {
        let expected = format!("keys-single:{}", escape(&text));
        let key = single_key(&text).text();
        if expected.len() <= 200 {
            prop_assert_eq!(key, expected);
        } else {
            prop_assert!(expected.starts_with(key.rsplit_once('~').unwrap().0));
        }
    }

    #[test]
    fn an_escaped_tag_is_the_tag_of_the_template(tenant in nasty(), other in nasty()) {
        prop_assume!(tenant != other);
        let (cache, _clock) = testing::cache();
        let _entered = testing::enter(&cache);
        single(&tenant);
        single(&other);

        // A tag is shortened as a key is.

        cache.invalidate_tag_blocking(format!("keys-tenant:{}", escape(&tenant))).unwrap();

        prop_assert!(peek_single(&tenant).is_none());
        prop_assert!(peek_single(&other).is_some());
    }

    #[test]
    fn an_escaped_argument_does_not_widen_a_pattern(pieces in vec(piece(), 0..4), others in vec(vec(piece(), 0..4), 0..20)) {
        let (cache, _clock) = testing::cache();
        let _entered = testing::enter(&cache);
        let (chosen, others): (String, HashSet<String>) = (pieces.concat(), others.iter().map(|pieces| pieces.concat()).collect());
        for first in others.iter().chain([&chosen]) {
            colon(first, "x");
        }

        let invalidated = cache.invalidate_pattern_blocking(format!("keys-colon:{}:*", escape(&chosen))).unwrap();

        prop_assert_eq!(invalidated.entries, 1);
        prop_assert!(peek_colon(&chosen, "x").is_none());
        for other in others.iter().filter(|other| **other != chosen) {
            prop_assert!(peek_colon(other, "x").is_some(), "{:?} took {:?} along", chosen, other);
        }
    }
}

type NestedOption = Option<Option<Option<String>>>;

fn nested_option() -> impl Strategy<Value = NestedOption> {
    let text = prop_oneof![
        Just(String::new()),
        Just("%N".into()),
        Just("%S".into()),
        Just("None".into()),
        nasty()
    ];
    prop::option::of(prop::option::of(prop::option::of(text)))
}

#[cached(key = "keys-optional:<value>", ttl = "forever")]
fn optional(value: NestedOption) -> NestedOption {
    value
}

type Rows = Vec<(String, Option<u8>, Vec<String>)>;

fn rows() -> impl Strategy<Value = Rows> {
    let row = (
        piece(),
        prop::option::of(0..3_u8),
        vec(prop_oneof![Just(String::new()), piece()], 0..3),
    );
    vec(row, 0..3)
}

#[cached(key = "keys-sequence:<rows>", ttl = "forever")]
fn sequence(rows: &[(String, Option<u8>, Vec<String>)]) -> usize {
    rows.len()
}

#[derive(Debug, Clone, PartialEq, CacheKey)]
enum Filter {
    All,
    Named(String),
    Named2(String, String),
    Range { from: i32, to: Option<i32> },
    Page(Page<String>),
    Not(Box<Filter>),
}

#[derive(Debug, Clone, PartialEq, CacheKey)]
struct Page<T> {
    after: Option<T>,
    unit: (),
    size: u16,
}

fn filter() -> impl Strategy<Value = Filter> {
    let leaf = prop_oneof![
        Just(Filter::All),
        prop_oneof![piece(), Just("All".into()), Just("Named(a)".into())].prop_map(Filter::Named),
        (piece(), piece()).prop_map(|(first, second)| Filter::Named2(first, second)),
        (-1..2_i32, prop::option::of(-1..2_i32)).prop_map(|(from, to)| Filter::Range { from, to }),
        (prop::option::of(piece()), 0..3_u16).prop_map(|(after, size)| Filter::Page(Page {
            after,
            unit: (),
            size
        })),
    ];
    leaf.prop_recursive(3, 8, 1, |inner| {
        inner.prop_map(|filter| Filter::Not(Box::new(filter)))
    })
}

#[cached(key = "keys-filtered:<filter>", ttl = "forever")]
fn filtered(filter: &Filter) -> String {
    format!("{filter:?}")
}

/// A part by its `Display` alone.
struct Shown(String);

impl fmt::Display for Shown {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cached(key = "keys-displayed:<shown>:<id>", ttl = "forever")]
fn displayed(shown: &Shown, id: u8) -> usize {
    shown.0.len() + usize::from(id)
}

#[cached(key = "keys-numbers:<first>-<second>-<text>", ttl = "forever")]
fn numbers(first: i64, second: i64, text: &str) -> String {
    format!("{first} {second} {text}")
}

#[cached(key = "keys-single:<text>", ttl = "forever", tags = ["keys-tenant:<text>"])]
fn single(text: &str) -> usize {
    text.len()
}

#[test]
fn a_negative_number_is_not_two_numbers() {
    assert_eq!(numbers_key(1, -2, "x").text(), "keys-numbers:1-%2D2-x");
    assert_ne!(
        numbers_key(1, -2, "x").text(),
        numbers_key(-1, 2, "x").text()
    );
}

#[test]
fn a_key_reads_as_its_template() {
    assert_eq!(colon_key("a", "b").to_string(), "keys-colon:a:b");
    assert_eq!(braced_key("a", "b").to_string(), "keys-{a}b");
    assert_eq!(single_key("").to_string(), "keys-single:");
    assert_eq!(
        format!("{:?}", single_key("a b")),
        "CacheKey(\"keys-single:a%20b\")"
    );
}

#[test]
fn a_key_of_ten_megabytes_is_a_key() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let (huge, other) = (
        "x".repeat(10 << 20),
        format!("{}y", "x".repeat((10 << 20) - 1)),
    );

    assert_eq!(single(&huge), 10 << 20);
    assert_eq!(single(&huge), 10 << 20);
    assert!(
        peek_single(&other).is_none(),
        "they differ in the last byte"
    );
    testing::assert_loads(&cache, "single", 1);
    assert!(single_key(&huge).text().len() <= 200);
    assert_ne!(single_key(&huge).text(), single_key(&other).text());
    invalidate_single(&huge).unwrap();

    assert!(peek_single(&huge).is_none());
}

#[test]
fn a_long_key_keeps_its_readable_beginning_and_ends_in_a_hash() {
    let mut seen = HashMap::new();
    for length in 0..600 {
        for character in ['x', 'ü', '漢'] {
            let key = single_key(&character.to_string().repeat(length)).text();
            assert!(key.len() <= 200, "{} bytes", key.len());
            assert!(key.starts_with("keys-single:"));
            let again = seen.insert(key, (length, character));
            assert!(
                length == 0 || again.is_none(),
                "{again:?} and {length} of {character}"
            );
        }
    }
}

#[cached(
    key = "keys-many:<flag>:<letter>:<large>:<small>:<id>:<pair>",
    ttl = "forever"
)]
fn many(flag: bool, letter: char, large: u128, small: i8, id: Uuid, pair: [u16; 2]) -> u8 {
    let _ = (flag, letter, large, small, id, pair);
    0
}

#[test]
fn parts_of_every_kind_read_as_they_display() {
    let key = many_key(true, ':', u128::MAX, -128, Uuid::nil(), [1, 2]);

    assert_eq!(
        key.text(),
        "keys-many:true:%3A:340282366920938463463374607431768211455:-128:00000000-0000-0000-0000-000000000000:(1,2,)"
    );
}

#[cached(ttl = "forever")]
fn by_default(first: &str, second: u8) -> usize {
    first.len() + usize::from(second)
}

#[cached(ttl = "forever")]
fn without_arguments() -> u8 {
    7
}

#[test]
fn a_default_key_is_the_path_and_every_argument() {
    assert_eq!(
        by_default_key("a:b", 7).text(),
        format!("{}::by_default:a%3Ab:7", module_path!())
    );
    assert_eq!(
        without_arguments_key().text(),
        format!("{}::without_arguments", module_path!())
    );
}

#[test]
fn borrowed_and_owned_arguments_of_one_text_are_one_key() {
    let owned = String::from("a");

    assert_eq!(colon_key(&owned, "b"), colon_key("a", "b"));
    assert_eq!(sequence_key(&[]), sequence_key(&Vec::new()));
}
