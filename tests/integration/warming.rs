//! Many entries loaded before anybody asks: how many at a time, what is told of it, and what becomes of errors.

#![allow(
    clippy::unwrap_used,
    reason = "what tests have in common fails as they do"
)]

use crate::polling::{Task, poll, settle};
use cache_runtime::testing::Gate;
use cache_runtime::{Cache, Progress, Warmed, Warming, cached, testing};
use std::cell::RefCell;
use std::fmt;
use std::future::IntoFuture as _;
use std::pin::pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Counts the loads that run at the same time.
#[derive(Default)]
struct Source {
    gate: Gate,
    running: AtomicU64,
    most: AtomicU64,
}

impl Source {
    fn open() -> Self {
        let source = Self::default();
        source.gate.open_for_good();
        source
    }

    fn begin(&self) -> Load<'_> {
        let running = self.running.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(running, Ordering::SeqCst);
        Load(self)
    }
}

struct Load<'a>(&'a Source);

impl Drop for Load<'_> {
    fn drop(&mut self) {
        self.0.running.fetch_sub(1, Ordering::SeqCst);
    }
}

#[cached(key = "warm:<id>", ttl = "1h", ignore(source))]
async fn load(source: &Source, id: u64) -> u64 {
    let _load = source.begin();
    source.gate.pass().await;
    id
}

#[cached(key = "warm-blocking:<id>", ttl = "1h", ignore(source))]
fn load_blocking(source: &Source, id: u64) -> u64 {
    let _load = source.begin();
    source.gate.pass_blocking();
    id
}

/// Displays.
#[derive(Debug, Clone)]
struct NoSuchUser(u64);

impl fmt::Display for NoSuchUser {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "no user {}", self.0)
    }
}

/// Can only be debugged.
#[derive(Debug, Clone)]
struct Broken;

/// Cannot be shown at all.
#[derive(Clone)]
struct Mute;

#[cached(key = "warm-user:<tenant>:<name>", ttl = "1h")]
async fn user(tenant: u64, name: &str) -> Result<String, NoSuchUser> {
    std::future::ready(()).await;
    if name.is_empty() {
        Err(NoSuchUser(tenant))
    } else {
        Ok(name.to_owned())
    }
}

type Outcome<T> = Result<T, Broken>;

#[cached(key = "warm-alias:<id>", ttl = "1h")]
async fn alias(id: u64) -> Outcome<u64> {
    std::future::ready(if id == 0 { Ok(0) } else { Err(Broken) }).await
}

#[cached(key = "warm-mute:<id>", ttl = "1h")]
fn mute(id: u64) -> Result<u64, Mute> {
    if id == 0 { Ok(0) } else { Err(Mute) }
}

#[cached(key = "warm-panic:<id>", ttl = "1h")]
async fn panics(id: u64) -> u64 {
    std::future::ready(()).await;
    assert_ne!(id, 2, "two is too much");
    id
}

#[cached(key = "warm-panic-blocking:<id>", ttl = "1h")]
fn panics_blocking(id: u64) -> u64 {
    assert_ne!(id, 2, "two is too much");
    id
}

fn counts(warmed: &Warmed) -> (u64, u64, u64) {
    (warmed.loaded, warmed.present, warmed.failed)
}

fn errors(warmed: &Warmed) -> Vec<String> {
    warmed.errors.iter().map(ToString::to_string).collect()
}

/// What is told, and a way to look at it.
fn recorded(concurrency: usize) -> (Warming, Arc<Mutex<Vec<Progress>>>) {
    let told = Arc::new(Mutex::new(Vec::new()));
    let teller = told.clone();
    let warming = Warming::new(concurrency)
        .on_progress(move |progress| teller.lock().unwrap().push(*progress));
    (warming, told)
}

#[test]
fn no_more_calls_run_at_a_time_than_were_asked_for() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::default();

    let mut warming = Task::started(warm_load(&source, 0..10, 3));
    assert_eq!(source.gate.arrivals(), 3);
    source.gate.open();
    warming.step();
    assert_eq!(source.gate.arrivals(), 4);
    source.gate.open_for_good();
    settle(std::slice::from_mut(&mut warming));

    assert_eq!(counts(warming.output.as_ref().unwrap()), (10, 0, 0));
    assert_eq!(source.most.load(Ordering::SeqCst), 3);
    testing::assert_loads(&cache, "warming::load", 10);
}

#[test]
fn no_more_threads_load_at_a_time_than_were_asked_for() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::default();

    std::thread::scope(|scope| {
        scope.spawn(|| {
            source.gate.entered_blocking(3);
            source.gate.open_for_good();
        });
        let warmed = warm_load_blocking(&source, 0..10, 3);
        assert_eq!(counts(&warmed), (10, 0, 0));
    });

    assert_eq!(source.most.load(Ordering::SeqCst), 3);
    testing::assert_loads(&cache, "warming::load_blocking", 10);
}

#[test]
fn one_at_a_time_needs_no_other_thread() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let here = std::thread::current().id();
    let (warming, _) = recorded(0);
    let threads = Arc::new(Mutex::new(Vec::new()));
    let seen = threads.clone();
    let warming = warming.on_progress(move |_| {
        seen.lock().unwrap().push(std::thread::current().id());
    });

    let warmed = warm_load_blocking(&Source::open(), 0..3, warming);

    assert_eq!(counts(&warmed), (3, 0, 0));
    assert_eq!(*threads.lock().unwrap(), [here; 3]);
}

#[test]
fn what_is_there_is_not_loaded() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();
    testing::run(load(&source, 3));
    load_blocking(&source, 4);

    let warmed = testing::run(warm_load(&source, 0..5, 2));
    let warmed_blocking = warm_load_blocking(&source, 0..5, 2);

    assert_eq!(counts(&warmed), (4, 1, 0));
    assert_eq!(counts(&warmed_blocking), (4, 1, 0));
    testing::assert_loads(&cache, "warming::load", 5);
    testing::assert_loads(&cache, "warming::load_blocking", 5);
}

#[test]
fn a_key_that_comes_twice_is_loaded_once() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();

    let warmed = testing::run(warm_load(&source, [7, 7, 7, 7], 4));

    assert_eq!(warmed.loaded + warmed.present, 4);
    testing::assert_loads(&cache, "warming::load", 1);
}

#[test]
fn errors_are_counted_and_told_with_the_keys_they_belong_to() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);

    let keys = [(1, "ada"), (2, ""), (3, "bob"), (4, "")];
    let warmed = testing::run(warm_user(keys, 1));

    assert_eq!(counts(&warmed), (2, 0, 2));
    assert_eq!(
        errors(&warmed),
        ["warm-user:2:: no user 2", "warm-user:4:: no user 4"]
    );
    assert_eq!(warmed.errors[0].key.as_deref(), Some("warm-user:2:"));
}

#[test]
fn what_an_argument_borrows_may_be_listed_as_what_owns_it() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);

    let names = vec![(1, String::from("ada")), (1, String::from("bob"))];
    assert_eq!(counts(&testing::run(warm_user(names, 2))), (2, 0, 0));

    assert!(testing::run(peek_user(1, "bob")).is_some());
}

#[test]
fn an_error_is_known_by_its_type_and_shown_as_far_as_it_can_be() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);

    let debugged = testing::run(warm_alias([7], 1));
    let muted = warm_mute([0, 1], 1);

    assert_eq!(counts(&debugged), (0, 0, 1));
    assert_eq!(errors(&debugged), ["warm-alias:7: Broken"]);
    assert_eq!(counts(&muted), (1, 0, 1));
    assert!(
        errors(&muted)[0].starts_with("warm-mute:1: an error of the type `"),
        "{muted}"
    );
}

#[test]
fn only_the_first_hundred_errors_are_told_and_all_are_counted() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);

    let warmed = warm_mute(1..=250, 2);

    assert_eq!(warmed.failed, 250);
    assert_eq!(warmed.errors.len(), 100);
}

#[test]
fn a_panic_is_one_key_that_failed() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);

    let warmed = testing::run(warm_panics(1..=3, 1));
    let warmed_blocking = warm_panics_blocking(1..=3, 1);

    for warmed in [warmed, warmed_blocking] {
        assert_eq!(counts(&warmed), (2, 0, 1));
        assert!(errors(&warmed)[0].contains("panicked: "), "{warmed}");
        assert!(errors(&warmed)[0].contains("two is too much"), "{warmed}");
    }
}

#[test]
fn progress_counts_every_key() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    testing::run(user(1, "ada")).unwrap();
    let (warming, told) = recorded(1);

    let keys = [(1, "ada"), (2, ""), (3, "bob")];
    let _ = testing::run(warm_user(keys, warming));

    let told = told.lock().unwrap();
    let steps: Vec<_> = told
        .iter()
        .map(|step| (step.done, step.loaded, step.present, step.failed))
        .collect();
    assert_eq!(steps, [(1, 0, 1, 0), (2, 0, 1, 1), (3, 1, 1, 1)]);
    assert!(told.iter().all(|step| step.expected == Some(3)));
}

#[test]
fn nobody_says_how_many_keys_there_are_where_the_iterator_does_not() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let (warming, told) = recorded(2);

    let warmed = warm_mute((0..10).filter(|id| *id == 0), warming);

    assert_eq!(counts(&warmed), (1, 0, 0));
    assert_eq!(told.lock().unwrap()[0].expected, None);
}

#[test]
fn dropped_in_the_middle_it_stops_what_is_under_way_and_begins_nothing_more() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::default();
    let drawn = RefCell::new(0);

    let keys = (0..10).inspect(|_| *drawn.borrow_mut() += 1);
    let warming = Task::started(warm_load(&source, keys, 3));
    drop(warming);

    assert_eq!(*drawn.borrow(), 3);
    assert_eq!(source.running.load(Ordering::SeqCst), 0);
    let counts = testing::counts(&cache, "warming::load");
    assert_eq!((counts.loads, counts.loads_running), (3, 0));
}

#[test]
fn thousands_of_keys_that_are_there_leave_others_a_turn() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source = Source::open();
    let _ = testing::run(warm_load(&source, 0..1000, 8));

    let mut warming = Task::started(warm_load(&source, 0..1000, 8));
    assert!(warming.output.is_none(), "it took the thread to its end");
    settle(std::slice::from_mut(&mut warming));

    assert_eq!(counts(warming.output.as_ref().unwrap()), (0, 1000, 0));
}

struct Users {
    cache: Cache,
    prefix: String,
}

impl Users {
    #[cached(key = "warm-method:<id>", ttl = "1h", cache = self.cache, ignore(self))]
    async fn find(&self, id: u64) -> String {
        std::future::ready(format!("{}{id}", self.prefix)).await
    }
}

#[test]
fn a_method_is_warmed_in_the_cache_that_it_names() {
    let users = Users {
        cache: Cache::memory(),
        prefix: "user".to_owned(),
    };

    let warmed = testing::run(users.warm_find([1, 2], 2));

    assert_eq!(counts(&warmed), (2, 0, 0));
    assert_eq!(testing::counts(&users.cache, "find").loads, 2);
}

#[test]
fn what_is_to_be_done_on_start_is_done_in_order_and_told() {
    let source = Arc::new(Source::open());
    let (first, second) = (source.clone(), source.clone());
    let builder = Cache::builder()
        .warm_on_start(move || {
            let source = first.clone();
            async move { warm_load(&source, 0..3, 2).await }
        })
        .warm_on_start(move || {
            let source = second.clone();
            async move {
                [
                    warm_load(&source, 2..5, 2).await,
                    warm_user([(1, "")], 1).await,
                ]
            }
        });
    let (cache, _clock) = testing::cache_from(builder);
    let _entered = testing::enter(&cache);

    assert_eq!(testing::run(cache.warmed()), []);
    testing::start(&cache);
    let warmed = testing::run(cache.warmed());

    assert_eq!(
        warmed.iter().map(counts).collect::<Vec<_>>(),
        [(3, 0, 0), (2, 1, 0), (0, 0, 1)]
    );
    assert_eq!(testing::run(cache.warmed()), warmed);
}

#[test]
fn whatever_goes_wrong_on_start_is_told_and_stops_nothing() {
    let builder = Cache::builder()
        .warm_on_start(|| async { Err::<Warmed, _>(NoSuchUser(7)) })
        .warm_on_start(|| async { assert!(std::hint::black_box(false), "no source") })
        .warm_on_start(|| async { Ok::<_, NoSuchUser>(warm_mute([0], 1)) });
    let (cache, _clock) = testing::cache_from(builder);
    let _entered = testing::enter(&cache);

    testing::start(&cache);
    let warmed = testing::run(cache.warmed());

    assert_eq!(errors(&warmed[0]), ["no user 7"]);
    assert_eq!(errors(&warmed[1]), ["panicked: no source"]);
    assert_eq!(counts(&warmed[2]), (1, 0, 0));
}

#[test]
fn nobody_waits_for_a_warming_that_was_stopped_with_its_cache() {
    let source = Arc::new(Source::default());
    let starting = source.clone();
    let builder = Cache::builder().warm_on_start(move || {
        let source = starting.clone();
        async move { warm_load(&source, 0..3, 2).await }
    });
    let (cache, clock) = testing::cache_from(builder);
    let _entered = testing::enter(&cache);

    testing::start(&cache);
    source.gate.entered_blocking(2);
    let shutdown = cache.shutdown().within(Duration::from_secs(1));
    let mut ended = pin!(shutdown.into_future());
    assert!(poll(ended.as_mut()).is_pending());
    clock.advance(Duration::from_secs(1));

    assert_eq!(testing::run(ended).stopped, 1);
    assert_eq!(testing::run(cache.warmed()), []);
}
