//! The span of a call, of its load and of its waits: what they say, at which level, and what stands within what.

use crate::recorder::{Recorder, Traced};
use cache_runtime::testing::{self, Gate};
use cache_runtime::{Cache, LoadTimeout, cached};
use std::sync::Arc;
use std::time::Duration;
use tracing::{Level, info_span};

const SECOND: Duration = Duration::from_secs(1);

/// The only span of this name of a function.
#[track_caller]
fn only(name: &str, function: &str) -> Traced {
    let mut spans = Recorder::of_all().of_function(name, function);
    assert_eq!(spans.len(), 1, "{spans:?}");
    spans.remove(0)
}

/// Tier and outcome of each call of a function, in order.
fn answers(function: &str) -> Vec<(Level, String, String)> {
    let spans = Recorder::of_all().of_function("cache.get", function);
    let answer = |span: &Traced| {
        assert_eq!(span.target, "cache_runtime");
        let expected = ["cache", "key_hash", "outcome", "tier"];
        assert_eq!(span.fields.names(), expected, "{span:?}");
        let field = |name| span.field(name).unwrap().to_owned();
        (span.level, field("tier"), field("outcome"))
    };
    spans.iter().map(answer).collect()
}

#[track_caller]
fn assert_answers(function: &str, expected: &[(Level, &str, &str)]) {
    let answers = answers(function);
    let answers: Vec<(Level, &str, &str)> = answers
        .iter()
        .map(|(level, tier, outcome)| (*level, &**tier, &**outcome))
        .collect();
    assert_eq!(answers, expected);
}

/// The names of the spans around the only span that a loader has opened, the innermost first.
#[track_caller]
fn around(user: &'static str) -> Vec<&'static str> {
    let recorder = Recorder::of_all();
    let spans = recorder.spans(user, |_| true);
    assert_eq!(spans.len(), 1);
    recorder.path(&spans[0])
}

#[cached(key = "plain:<id>", ttl = "1h", negative_ttl = "1m")]
fn maybe(id: u64) -> Option<u64> {
    (id > 0).then_some(id)
}

#[cached(key = "plain-later:<id>", ttl = "1h")]
async fn later(id: u64) -> u64 {
    id
}

#[cached(key = "plain-kept:<id>", ttl = "1h", stale_while_revalidate = "1h")]
fn kept(id: u64) -> u64 {
    id
}

#[cached(
    key = "plain-kept-later:<id>",
    ttl = "1h",
    stale_while_revalidate = "1h"
)]
async fn kept_later(id: u64) -> u64 {
    id
}

#[test]
fn plain_hits_are_of_the_level_trace_and_all_else_of_debug() {
    Recorder::of_all();
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    for _ in 0..2 {
        maybe(0);
        maybe(1);
        testing::run(later(1));
        kept(1);
        testing::run(kept_later(1));
    }
    let (miss, hit) = (
        (Level::DEBUG, "none", "miss"),
        (Level::TRACE, "memory", "hit"),
    );
    let negative = (Level::TRACE, "memory", "negative");
    assert_answers("maybe", &[miss, miss, negative, hit]);
    for function in ["later", "kept", "kept_later"] {
        assert_answers(function, &[miss, hit]);
    }
    assert!(cache.stats().functions.len() >= 4);
}

#[cached(key = "level:<id>", ttl = "1h")]
fn of_level(id: u64) -> u64 {
    id
}

#[test]
fn who_listens_for_debug_sees_no_plain_hit() {
    let recorder = Recorder::up_to(Level::DEBUG);
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    tracing::subscriber::with_default(recorder.clone(), || {
        of_level(1);
        of_level(1);
    });
    assert_eq!(recorder.of_function("cache.get", "of_level").len(), 1);
    let quiet = Recorder::up_to(Level::INFO);
    tracing::subscriber::with_default(quiet.clone(), || {
        of_level(2);
        of_level(2);
    });
    assert!(quiet.all().is_empty());
}

#[cached(key = "hash:<text>", ttl = "1h")]
fn hashed(text: &str) -> usize {
    text.len()
}

#[cached(key = "hash-other:<text>", ttl = "1h")]
fn hashed_otherwise(text: &str) -> usize {
    text.len()
}

#[test]
fn one_key_of_one_function_has_one_hash_and_others_have_others() {
    Recorder::of_all();
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let long = "long".repeat(1_000);
    for text in ["a", "b", "a", &long, &long] {
        hashed(text);
        hashed_otherwise(text);
    }
    let hashes = |function| {
        let spans = Recorder::of_all().of_function("cache.get", function);
        let hashes: Vec<String> = spans
            .iter()
            .map(|span| span.field("key_hash").unwrap().to_owned())
            .collect();
        assert!(hashes.iter().all(|hash| hash.len() == 16));
        hashes
    };
    let (one, other) = (hashes("hashed"), hashes("hashed_otherwise"));
    for hashes in [&one, &other] {
        assert_eq!((&hashes[0], &hashes[3]), (&hashes[2], &hashes[4]));
        assert_ne!(hashes[0], hashes[1]);
        assert_ne!(hashes[0], hashes[3]);
    }
    assert!(one.iter().all(|hash| !other.contains(hash)));
}

#[cached(key = "bypassed:<id>", ttl = "1h", cache_if = |id| *id > 0)]
fn bypassed(id: u64) -> u64 {
    let _span = info_span!("user.bypassed").entered();
    id
}

#[test]
fn a_call_past_the_cache_says_so_and_what_it_does_stands_within_it() {
    Recorder::of_all();
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    bypassed(0);
    assert_answers("bypassed", &[(Level::DEBUG, "none", "bypassed")]);
    assert_eq!(around("user.bypassed"), ["cache.get"]);
}

#[cached(key = "nested:<id>", ttl = "1h")]
fn nested(id: u64) -> u64 {
    let _span = info_span!("user.nested").entered();
    id
}

#[cached(key = "nested-later:<id>", ttl = "1h", ignore(gate))]
async fn nested_later(gate: &Gate, id: u64) -> u64 {
    gate.pass().await;
    let _span = info_span!("user.nested_later").entered();
    id
}

#[test]
fn the_spans_of_a_loader_stand_within_its_load_within_its_call_within_the_callers() {
    Recorder::of_all();
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    info_span!("user.caller").in_scope(|| nested(1));
    assert_eq!(
        around("user.nested"),
        ["cache.load", "cache.get", "user.caller"]
    );
    let load = only("cache.load", "nested");
    assert_eq!(load.level, Level::DEBUG);
    assert_eq!(load.fields.names(), ["cache", "outcome"]);
    assert_eq!(load.field("outcome"), Some("ok"));
    assert!(load.is_closed() && only("cache.get", "nested").is_closed());

    let gate = Gate::new();
    gate.open_for_good();
    let call = tracing::Instrument::instrument(nested_later(&gate, 1), info_span!("user.caller"));
    testing::run(call);
    let path = around("user.nested_later");
    assert_eq!(path, ["cache.load", "cache.get", "user.caller"]);
    // Outside nothing is left of it.
    assert!(tracing::Span::current().is_none());
}

#[cached(key = "failing:<id>", ttl = "1h")]
fn failing(id: u64) -> Result<u64, String> {
    assert!(id != 13, "no thirteen");
    Err(format!("no {id}"))
}

#[cached(key = "leaving:<id>", ttl = "1h", ignore(gate))]
async fn leaving(gate: &Gate, id: u64) -> u64 {
    gate.pass().await;
    id
}

#[tokio::test]
async fn a_load_says_how_it_ended() {
    Recorder::of_all();
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    failing(1).unwrap_err();
    std::panic::catch_unwind(|| failing(13)).unwrap_err();
    let outcomes = |function| {
        let loads = Recorder::of_all().of_function("cache.load", function);
        let outcomes = loads
            .iter()
            .map(|load| load.field("outcome").unwrap().to_owned());
        outcomes.collect::<Vec<_>>()
    };
    assert_eq!(outcomes("failing"), ["error", "panic"]);
    let miss = (Level::DEBUG, "none", "miss");
    assert_answers("failing", &[miss, miss]);

    let gate = Gate::new();
    let mut call = by_hand(leaving(&gate, 1));
    assert!(!call.poll());
    drop(call);
    assert_eq!(outcomes("leaving"), ["cancelled"]);
    assert_answers("leaving", &[miss]);
}

/// A future polled by hand.
struct Polled<F: Future>(std::pin::Pin<Box<F>>);

fn by_hand<F: Future>(future: F) -> Polled<F> {
    Polled(Box::pin(future))
}

impl<F: Future> Polled<F> {
    /// Polls it once; returns whether it is over.
    fn poll(&mut self) -> bool {
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        self.0.as_mut().poll(&mut context).is_ready()
    }
}

#[cached(key = "waited:<id>", ttl = "1h", ignore(gate))]
async fn waited(gate: &Gate, id: u64) -> u64 {
    gate.pass().await;
    id
}

#[tokio::test]
async fn who_waits_for_the_load_of_another_call_says_so() {
    let recorder = Recorder::of_all();
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let gate = Gate::new();
    let (mut first, mut second) = (by_hand(waited(&gate, 1)), by_hand(waited(&gate, 1)));
    assert!(!first.poll() && !second.poll());
    let calls = recorder.of_function("cache.get", "waited");
    let wait = || recorder.spans("cache.wait", |wait| wait.parent == Some(calls[1].id));
    assert_eq!(wait()[0].level, Level::DEBUG);
    assert_eq!(wait()[0].fields.names(), ["waits_for"]);
    assert_eq!(wait()[0].field("waits_for"), Some("process"));
    assert!(!wait()[0].is_closed());
    gate.open();
    assert!(first.poll() && second.poll());
    assert!(wait()[0].is_closed());
    let coalesced = (Level::DEBUG, "none", "coalesced");
    assert_answers("waited", &[(Level::DEBUG, "none", "miss"), coalesced]);
    assert_eq!(recorder.of_function("cache.load", "waited").len(), 1);
}

#[cached(key = "deserted:<id>", ttl = "1h", on_cancel = "finish", ignore(gate))]
async fn deserted(gate: Arc<Gate>, id: u64) -> u64 {
    gate.pass().await;
    let _span = info_span!("user.deserted").entered();
    id
}

#[tokio::test]
async fn a_load_that_goes_on_without_its_caller_stays_within_its_span() {
    Recorder::of_all();
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let gate = Arc::new(Gate::new());
    let mut call = by_hand(deserted(gate.clone(), 1));
    assert!(!call.poll());
    drop(call);
    gate.open();
    testing::settle(&cache).await;
    assert_eq!(around("user.deserted"), ["cache.load", "cache.get"]);
    assert_eq!(only("cache.load", "deserted").field("outcome"), Some("ok"));
    assert!(only("cache.load", "deserted").is_closed());
}

#[cached(key = "late:<id>", ttl = "1h", timeout = "2s", ignore(gate))]
fn late(gate: Arc<Gate>, id: u64) -> Result<u64, LoadTimeout> {
    gate.pass_blocking();
    let _span = info_span!("user.late").entered();
    Ok(id)
}

#[test]
fn a_load_on_a_thread_of_its_own_stays_within_its_span_and_the_call_says_that_its_time_was_over() {
    Recorder::of_all();
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let gate = Arc::new(Gate::new());
    std::thread::scope(|scope| {
        let call = scope.spawn(|| {
            let _entered = testing::enter(&cache);
            late(gate.clone(), 1)
        });
        gate.entered_blocking(1);
        clock.advance(2 * SECOND);
        call.join().unwrap().unwrap_err();
    });
    gate.open();
    testing::settle_blocking(&cache);
    assert_answers("late", &[(Level::DEBUG, "none", "timeout")]);
    assert_eq!(around("user.late"), ["cache.load", "cache.get"]);
}

#[cached(
    key = "refreshed:<id>",
    ttl = "10s",
    stale_while_revalidate = "1h",
    ignore(gate)
)]
async fn refreshed(gate: Arc<Gate>, id: u64) -> u64 {
    gate.pass().await;
    let span = info_span!("user.refreshed");
    let _entered = span.enter();
    id
}

#[tokio::test]
async fn a_refresh_in_the_background_is_a_root_that_follows_from_the_call_and_does_not_keep_it() {
    Recorder::of_all();
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let gate = Arc::new(Gate::new());
    put_refreshed(1, 1).await.unwrap();
    clock.advance(11 * SECOND);
    refreshed(gate.clone(), 1).await;
    gate.entered(1).await;

    let call = only("cache.get", "refreshed");
    assert_answers("refreshed", &[(Level::DEBUG, "memory", "stale")]);
    let refresh = only("cache.refresh", "refreshed");
    assert_eq!(refresh.fields.names(), ["cache", "key_hash"]);
    assert_eq!(refresh.field("key_hash"), call.field("key_hash"));
    assert_eq!((refresh.level, refresh.parent), (Level::DEBUG, None));
    assert_eq!(refresh.follows, [call.id]);
    assert!(call.is_closed() && !refresh.is_closed());
    gate.open();
    testing::settle(&cache).await;
    assert_eq!(around("user.refreshed"), ["cache.load", "cache.refresh"]);
    assert!(only("cache.refresh", "refreshed").is_closed());
}

#[cached(key = "wanted:<id>", ttl = "1h")]
fn wanted(id: u64) -> u64 {
    let _span = info_span!("user.wanted").entered();
    id
}

#[test]
fn a_refresh_that_the_caller_asks_for_stands_within_the_callers_span() {
    let recorder = Recorder::of_all();
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    info_span!("user.caller").in_scope(|| refresh_wanted(1));
    let path = around("user.wanted");
    assert_eq!(path, ["cache.load", "cache.refresh", "user.caller"]);
    assert!(recorder.of_function("cache.get", "wanted").is_empty());
}

#[cached(key = "fallback:<id>", ttl = "10s", stale_if_error = "1h")]
fn fallback(id: u64) -> Result<u64, String> {
    Err(format!("no {id}"))
}

#[test]
fn a_call_that_falls_back_on_an_old_value_says_that_memory_had_it() {
    Recorder::of_all();
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    put_fallback(1, 1).unwrap();
    clock.advance(11 * SECOND);
    assert_eq!(fallback(1), Ok(1));
    assert_answers("fallback", &[(Level::DEBUG, "memory", "stale")]);
    let load = only("cache.load", "fallback");
    assert_eq!(load.field("outcome"), Some("error"));
}

#[cached(key = "batched:<id>", batch = ids, ttl = "1h")]
fn batched(ids: &[u64]) -> std::collections::HashMap<u64, u64> {
    let _span = info_span!("user.batched").entered();
    ids.iter().map(|id| (*id, *id)).collect()
}

#[cached(key = "batched-later:<id>", batch = ids, ttl = "1h")]
async fn batched_later(ids: Vec<u64>) -> Result<std::collections::HashMap<u64, u64>, String> {
    let _span = info_span!("user.batched_later").entered();
    Err(format!("none of {ids:?}"))
}

#[test]
fn a_batch_has_one_span_for_what_is_missing_and_one_for_its_load() {
    let recorder = Recorder::of_all();
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    put_batched(1, 1).unwrap();
    assert_eq!(batched(&[1, 2, 3]).len(), 3);
    let batch = only("cache.batch", "batched");
    assert_eq!(batch.level, Level::DEBUG);
    assert_eq!(batch.fields.names(), ["cache", "missing"]);
    assert_eq!(batch.field("missing"), Some("2"));
    assert_eq!(around("user.batched"), ["cache.load", "cache.batch"]);
    assert_eq!(only("cache.load", "batched").field("outcome"), Some("ok"));
    // What memory has is a plain hit for each element.
    assert_answers("batched", &[(Level::TRACE, "memory", "hit")]);
    assert_eq!(batched(&[1, 2, 3]).len(), 3);
    assert_eq!(recorder.of_function("cache.batch", "batched").len(), 1);

    testing::run(batched_later(vec![1])).unwrap_err();
    assert_eq!(around("user.batched_later"), ["cache.load", "cache.batch"]);
    let load = only("cache.load", "batched_later");
    assert_eq!(load.field("outcome"), Some("error"));
}

#[test]
fn without_anybody_who_listens_nothing_is_opened() {
    // Of this thread alone; the others have a subscriber.
    let none = tracing::subscriber::NoSubscriber::default();
    let seen = Recorder::of_all().of_function("cache.get", "unheard").len();
    tracing::subscriber::with_default(none, || {
        let cache = Cache::memory();
        let _entered = testing::enter(&cache);
        unheard(1);
        unheard(1);
    });
    let now = Recorder::of_all().of_function("cache.get", "unheard").len();
    assert_eq!((seen, now), (0, 0));
}

#[cached(key = "unheard:<id>", ttl = "1h")]
fn unheard(id: u64) -> u64 {
    id
}
