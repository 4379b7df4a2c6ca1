//! What a loader learns of and says about the entry that it loads.

use super::{Backend, FAILS, Failure, MILLISECOND, Stage, WORKS, just_before, seconds};
use crate::polling::Task;
use cache_runtime::testing::Gate;
use cache_runtime::{cached, context, testing};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What a test has the loaders say, and what they were told.
#[derive(Clone, Default)]
struct Script {
    ttl: Arc<Mutex<Option<Duration>>>,
    tags: Arc<Mutex<Vec<String>>>,
    keeps: Arc<AtomicU64>,
    drops: Arc<AtomicU64>,
    told: Arc<Mutex<Vec<Option<u64>>>>,
}

impl Script {
    fn play(&self) {
        let stale = context::stale::<u64>();
        self.told.lock().unwrap().push(stale);
        if let Some(ttl) = *self.ttl.lock().unwrap() {
            context::ttl(ttl);
        }
        for tag in self.tags.lock().unwrap().iter() {
            context::tag(tag);
        }
        if self.keeps.load(Ordering::SeqCst) > 0 {
            context::keep_stale();
        }
        if self.drops.load(Ordering::SeqCst) > 0 {
            context::no_store();
        }
    }

    fn told(&self) -> Vec<Option<u64>> {
        self.told.lock().unwrap().clone()
    }
}

#[cached(
    key = "context:<id>",
    ttl = "100s",
    stale_while_revalidate = "30s",
    stale_if_error = "60s",
    tags = ["context", "row:<result>"],
    ignore(backend, script)
)]
async fn speaking(backend: &Backend, id: u64, script: &Script) -> Result<u64, Failure> {
    let row = backend.answer().await? + id;
    script.play();
    Ok(row)
}

#[cached(
    key = "context-sync:<id>",
    ttl = "100s",
    stale_while_revalidate = "30s",
    stale_if_error = "60s",
    ignore(backend, script)
)]
fn speaking_blocking(backend: &Backend, id: u64, script: &Script) -> Result<u64, Failure> {
    let row = backend.answer_blocking()? + id;
    script.play();
    Ok(row)
}

#[cached(key = "context-plain:<id>", ttl = "100s", ignore(backend, script))]
async fn plain(backend: &Backend, id: u64, script: &Script) -> Result<u64, Failure> {
    let row = backend.answer().await? + id;
    script.play();
    Ok(row)
}

#[test]
fn a_loader_learns_of_the_value_that_it_is_to_replace() {
    let (stage, script) = (Stage::open(), Script::default());
    stage.call(speaking(&stage.backend, 7, &script)).unwrap();
    stage.backend.update();
    stage.advance(seconds(100));
    stage.call(speaking(&stage.backend, 7, &script)).unwrap();
    stage.advance(seconds(150));
    stage.call(speaking(&stage.backend, 7, &script)).unwrap();
    stage.advance(seconds(160));
    stage.call(speaking(&stage.backend, 7, &script)).unwrap();
    stage
        .call(refresh_speaking(&stage.backend, 7, &script))
        .unwrap();

    let (first, in_background, in_foreground) = (None, Some(7), Some(8));
    let (past_all_windows, by_hand) = (None, Some(8));
    assert_eq!(
        script.told(),
        [
            first,
            in_background,
            in_foreground,
            past_all_windows,
            by_hand
        ]
    );
}

#[test]
fn a_sync_loader_learns_of_it_too() {
    let (stage, script) = (Stage::open(), Script::default());
    speaking_blocking(&stage.backend, 7, &script).unwrap();
    stage.advance(seconds(100));
    speaking_blocking(&stage.backend, 7, &script).unwrap();
    testing::settle_blocking(&stage.cache);
    stage.advance(seconds(150));
    speaking_blocking(&stage.backend, 7, &script).unwrap();

    assert_eq!(script.told(), [None, Some(7), Some(7)]);
}

#[test]
fn what_was_invalidated_is_told_to_no_loader() {
    let (stage, script) = (Stage::open(), Script::default());
    stage.call(speaking(&stage.backend, 7, &script)).unwrap();
    stage.advance(seconds(110));
    testing::run(invalidate_speaking(7)).unwrap();
    stage.call(speaking(&stage.backend, 7, &script)).unwrap();
    testing::run(stage.cache.invalidate_tag("context")).unwrap();
    stage
        .call(refresh_speaking(&stage.backend, 7, &script))
        .unwrap();

    assert_eq!(script.told(), [None, None, None]);
}

#[test]
fn a_stale_value_of_another_type_is_none() {
    #[cached(key = "context-type", ttl = "1s", stale_if_error = "1h")]
    fn typed() -> String {
        assert_eq!(context::stale::<u64>(), None);
        context::stale::<String>().unwrap_or_else(|| "first".into()) + "."
    }
    let stage = Stage::open();
    assert_eq!(typed(), "first.");
    stage.advance(seconds(1));

    assert_eq!(typed(), "first..");
}

#[test]
fn a_stored_failure_is_no_stale_value() {
    #[cached(
        key = "context-error",
        ttl = "1h",
        error_ttl = "1h",
        stale_if_error = "2h",
        ignore(script)
    )]
    fn failing(script: &Script) -> Result<u64, Failure> {
        script.play();
        Err(Failure::Broken)
    }
    let (_stage, script) = (Stage::open(), Script::default());
    failing(&script).unwrap_err();
    refresh_failing(&script).unwrap_err();

    assert_eq!(script.told(), [None, None]);
}

#[test]
fn a_value_that_is_as_good_as_new_begins_a_new_life() {
    let (stage, script) = (Stage::open(), Script::default());
    stage.call(speaking(&stage.backend, 7, &script)).unwrap();
    script.keeps.store(1, Ordering::SeqCst);
    stage.backend.update();
    stage.advance(seconds(100));
    stage.call(speaking(&stage.backend, 7, &script)).unwrap();

    let entry = testing::run(peek_speaking(7)).unwrap();
    assert_eq!(
        (entry.value, entry.remaining),
        (7, Some(seconds(100))),
        "whatever the loader has returned"
    );
    stage.advance(seconds(140));
    assert_eq!(
        stage.call(speaking(&stage.backend, 7, &script)),
        Ok(7),
        "also who waited for the load gets it"
    );
    assert_eq!((stage.reads(), stage.counts("speaking").unchanged), (3, 2));
}

#[test]
fn without_a_stale_value_there_is_nothing_to_keep() {
    let (stage, script) = (Stage::open(), Script::default());
    script.keeps.store(1, Ordering::SeqCst);

    assert_eq!(stage.call(speaking(&stage.backend, 7, &script)), Ok(7));
    stage.advance(seconds(160));
    stage.backend.update();
    assert_eq!(stage.call(speaking(&stage.backend, 7, &script)), Ok(8));

    assert_eq!(stage.counts("speaking").unchanged, 0);
}

#[test]
fn a_value_kept_by_a_load_from_before_an_invalidation_is_not_stored() {
    let (stage, script) = (Stage::gated(), Script::default());
    stage.load(speaking(&stage.backend, 7, &script)).unwrap();
    script.keeps.store(1, Ordering::SeqCst);
    stage.advance(seconds(100));
    testing::run(speaking(&stage.backend, 7, &script)).unwrap();
    stage.backend.gate().entered_blocking(2);
    testing::run(stage.cache.invalidate_tag("context")).unwrap();
    stage.backend.update();
    stage.backend.gate().open_for_good();
    testing::settle_blocking(&stage.cache);

    assert!(testing::run(peek_speaking(7)).is_none());
    assert_eq!(testing::run(speaking(&stage.backend, 7, &script)), Ok(8));
}

#[test]
fn a_value_kept_is_linked_to_its_tags_again() {
    let (stage, script) = (Stage::open(), Script::default());
    stage.call(speaking(&stage.backend, 7, &script)).unwrap();
    script.keeps.store(1, Ordering::SeqCst);
    stage.backend.update();
    stage.advance(seconds(100));
    stage.call(speaking(&stage.backend, 7, &script)).unwrap();

    testing::run(stage.cache.invalidate_tag("row:8")).unwrap();
    assert!(testing::run(peek_speaking(7)).is_some());
    testing::run(stage.cache.invalidate_tag("row:7")).unwrap();
    assert!(testing::run(peek_speaking(7)).is_none());
}

#[test]
fn a_loader_that_fails_keeps_nothing() {
    #[cached(key = "context-fails:<id>", ttl = "1s", stale_if_error = "10s")]
    fn fails(id: u64) -> Result<u64, Failure> {
        if context::stale::<u64>().is_some() {
            context::keep_stale();
            return Err(Failure::Broken);
        }
        Ok(id)
    }
    let stage = Stage::open();
    fails(7).unwrap();
    stage.advance(seconds(1));
    assert_eq!(fails(7), Ok(7));

    assert!(peek_fails(7).unwrap().stale);
    assert_eq!(stage.counts("fails").unchanged, 0);
}

#[test]
fn the_ttl_of_an_entry_is_what_its_loader_says_and_windows_begin_after_it() {
    let (stage, script) = (Stage::open(), Script::default());
    *script.ttl.lock().unwrap() = Some(seconds(10));
    stage.call(speaking(&stage.backend, 7, &script)).unwrap();
    stage.backend.update();

    stage.advance(just_before(seconds(10)));
    stage.call(speaking(&stage.backend, 7, &script)).unwrap();
    assert_eq!(stage.reads(), 1);
    stage.advance(MILLISECOND);
    assert_eq!(stage.call(speaking(&stage.backend, 7, &script)), Ok(7));
    assert_eq!(stage.reads(), 2);
    stage.backend.set(FAILS);
    stage.advance(just_before(seconds(70)));
    assert_eq!(stage.call(speaking(&stage.backend, 7, &script)), Ok(8));
    stage.advance(MILLISECOND);
    assert_eq!(
        stage.call(speaking(&stage.backend, 7, &script)),
        Err(Failure::Broken)
    );
}

#[test]
fn a_ttl_of_zero_and_no_store_keep_the_value_out_and_the_older_one_does_not_stay() {
    let zero = |script: &Script| *script.ttl.lock().unwrap() = Some(Duration::ZERO);
    let unwanted = |script: &Script| script.drops.store(1, Ordering::SeqCst);
    for says in [&zero as &dyn Fn(&Script), &unwanted] {
        let (stage, script) = (Stage::open(), Script::default());
        stage.call(speaking(&stage.backend, 7, &script)).unwrap();
        says(&script);
        stage.advance(seconds(100));
        assert_eq!(stage.call(speaking(&stage.backend, 7, &script)), Ok(7));
        assert!(testing::run(peek_speaking(7)).is_none());
        stage.backend.update();
        assert_eq!(stage.call(speaking(&stage.backend, 7, &script)), Ok(8));
        assert_eq!(stage.call(speaking(&stage.backend, 7, &script)), Ok(8));

        assert_eq!(stage.reads(), 4);
        assert_eq!(stage.counts("speaking").unwanted, 3);
    }
}

#[test]
fn what_is_not_stored_goes_to_those_who_wait_for_it() {
    let (stage, script) = (Stage::gated(), Script::default());
    script.drops.store(1, Ordering::SeqCst);
    let mut tasks: Vec<_> = (0..5)
        .map(|_| Task::started(plain(&stage.backend, 7, &script)))
        .collect();
    stage.backend.gate().open();
    crate::polling::settle(&mut tasks);

    assert!(tasks.iter().all(|task| task.output == Some(Ok(7))));
    assert_eq!(stage.reads(), 1);
}

#[test]
fn a_tag_that_a_loader_names_invalidates_its_entry() {
    let (stage, script) = (Stage::open(), Script::default());
    script.tags.lock().unwrap().push("said".into());
    stage.call(plain(&stage.backend, 1, &script)).unwrap();
    script.tags.lock().unwrap().clear();
    stage.call(plain(&stage.backend, 2, &script)).unwrap();

    testing::run(stage.cache.invalidate_tag("said")).unwrap();

    assert!(testing::run(peek_plain(1)).is_none());
    assert!(testing::run(peek_plain(2)).is_some());
}

#[test]
fn a_tag_that_was_invalidated_before_the_loader_names_it_keeps_the_value_out() {
    let (stage, script) = (Stage::gated(), Script::default());
    script.tags.lock().unwrap().push("said".into());
    let mut call = Task::started(plain(&stage.backend, 1, &script));
    stage.backend.update();
    testing::run(stage.cache.invalidate_tag("said")).unwrap();
    stage.backend.gate().open_for_good();
    call.step();

    assert_eq!(call.output, Some(Ok(1)));
    assert!(testing::run(peek_plain(1)).is_none());
    assert_eq!(stage.counts("plain").refused_fills, 1);
    assert_eq!(testing::run(plain(&stage.backend, 1, &script)), Ok(2));
}

#[test]
fn where_loaders_name_tags_no_call_after_an_invalidation_joins_a_load_from_before() {
    let (stage, script) = (Stage::gated(), Script::default());
    script.tags.lock().unwrap().push("said".into());
    stage.load(plain(&stage.backend, 1, &script)).unwrap();
    stage.advance(seconds(100));
    let mut before = Task::started(plain(&stage.backend, 1, &script));
    stage.backend.update();
    testing::run(stage.cache.invalidate_tag("said")).unwrap();
    let mut after = Task::started(plain(&stage.backend, 1, &script));
    stage.backend.gate().open_for_good();
    before.step();
    after.step();

    assert_eq!(before.output, Some(Ok(1)));
    assert_eq!(after.output, Some(Ok(2)));
}

#[test]
fn outside_of_a_load_nothing_is_known_and_nothing_heard() {
    let (stage, script) = (Stage::open(), Script::default());
    *script.ttl.lock().unwrap() = Some(Duration::ZERO);
    script.keeps.store(1, Ordering::SeqCst);
    script.drops.store(1, Ordering::SeqCst);
    script.tags.lock().unwrap().push("said".into());
    script.play();
    assert_eq!(script.told(), [None]);

    let silent = Script::default();
    stage.call(plain(&stage.backend, 1, &silent)).unwrap();
    script.play();
    testing::run(stage.cache.invalidate_tag("said")).unwrap();
    assert_eq!(
        testing::run(peek_plain(1)).unwrap().remaining,
        Some(seconds(100))
    );
}

#[cached(
    key = "context-inner:<id>",
    ttl = "50s",
    stale_if_error = "1h",
    ignore(gate)
)]
async fn inner(id: u64, gate: &Gate) -> u64 {
    gate.pass().await;
    let stale = context::stale::<u64>();
    context::ttl(seconds(20));
    context::tag("inner");
    stale.map_or(id, |stale| stale + 1)
}

#[cached(
    key = "context-outer:<id>",
    ttl = "50s",
    stale_if_error = "1h",
    ignore(gate)
)]
async fn outer(id: u64, gate: &Gate) -> u64 {
    context::ttl(seconds(30));
    let stale = context::stale::<u64>();
    let inner = inner(id, gate).await;
    // After the inner load has been polled, and has ended, this load is the one spoken of again.
    assert_eq!(context::stale::<u64>(), stale);
    context::tag("outer");
    100 + inner
}

#[test]
fn a_load_within_a_load_speaks_for_itself() {
    let (stage, gate) = (Stage::open(), Gate::new());
    let mut call = Task::started(outer(1, &gate));
    assert!(!call.is_done());
    gate.open_for_good();
    call.step();
    assert_eq!(call.output, Some(101));

    let ttl_of_inner = testing::run(peek_inner(1)).unwrap().remaining;
    let ttl_of_outer = testing::run(peek_outer(1)).unwrap().remaining;
    assert_eq!(
        (ttl_of_inner, ttl_of_outer),
        (Some(seconds(20)), Some(seconds(30)))
    );
    stage.advance(seconds(30));
    assert_eq!(
        stage.call(outer(1, &gate)),
        102,
        "each learns of its own stale value"
    );
    testing::run(stage.cache.invalidate_tag("inner")).unwrap();
    assert!(testing::run(peek_inner(1)).is_none());
    assert!(testing::run(peek_outer(1)).is_some());
    testing::run(stage.cache.invalidate_tag("outer")).unwrap();
    assert!(testing::run(peek_outer(1)).is_none());
}

#[test]
fn loads_that_take_turns_on_one_thread_speak_each_for_itself() {
    let (stage, gate) = (Stage::open(), Gate::new());
    let mut calls: Vec<_> = (0..10).map(|id| Task::started(outer(id, &gate))).collect();
    for _ in 0..10 {
        gate.open();
        crate::polling::settle(&mut calls);
    }
    for id in 0..10 {
        let entry = testing::run(peek_outer(id)).unwrap();
        assert_eq!(
            (entry.value, entry.remaining),
            (100 + id, Some(seconds(30)))
        );
        let entry = testing::run(peek_inner(id)).unwrap();
        assert_eq!((entry.value, entry.remaining), (id, Some(seconds(20))));
    }
    drop(stage);
}

/// A value whose clone calls the cache.
#[derive(Debug, PartialEq, Eq)]
struct Curious(u64);

#[cached(key = "context-asked", ttl = "1h")]
fn asked() -> u64 {
    context::ttl(seconds(5));
    7
}

impl Clone for Curious {
    fn clone(&self) -> Self {
        asked();
        invalidate_asked().unwrap();
        context::tag("from a clone");
        Self(self.0)
    }
}

#[cached(key = "context-curious", ttl = "1s", stale_if_error = "1h")]
fn curious() -> Curious {
    match context::stale::<Curious>() {
        Some(Curious(number)) => {
            context::keep_stale();
            Curious(number + 1)
        }
        None => Curious(0),
    }
}

#[test]
fn a_stale_value_whose_clone_calls_the_cache_is_told_to_the_loader() {
    let stage = Stage::open();
    assert_eq!(curious(), Curious(0));
    stage.advance(seconds(1));

    assert_eq!(curious(), Curious(0));

    assert_eq!(stage.counts("curious").unchanged, 1);
    assert!(stage.counts("asked").loads > 0);
}

#[test]
fn a_hit_within_a_load_says_nothing_of_that_load() {
    #[cached(key = "context-of-a-hit", ttl = "1h")]
    fn hit() -> u64 {
        context::ttl(seconds(5));
        1
    }
    #[cached(key = "context-with-a-hit", ttl = "1h")]
    fn with_a_hit() -> u64 {
        hit()
    }
    let _stage = Stage::open();
    hit();
    with_a_hit();

    assert_eq!(peek_with_a_hit().unwrap().remaining, Some(seconds(3600)));
}

#[cached(
    key = "context-if:<id>",
    ttl = "100s",
    stale_if_error = "60s",
    cache_if = |inside: &bool| *inside,
    ignore(backend, script, inside)
)]
async fn sometimes(
    backend: &Backend,
    id: u64,
    script: &Script,
    inside: bool,
) -> Result<u64, Failure> {
    let row = backend.answer().await? + id;
    script.play();
    Ok(row)
}

#[test]
fn a_call_past_the_cache_is_told_nothing_of_it_and_keeps_nothing_there() {
    let (stage, script) = (Stage::open(), Script::default());
    script.keeps.store(1, Ordering::SeqCst);
    stage
        .call(sometimes(&stage.backend, 0, &script, true))
        .unwrap();
    stage.backend.update();
    for age in [seconds(0), seconds(100)] {
        stage.advance(age);
        assert_eq!(
            stage.call(sometimes(&stage.backend, 0, &script, false)),
            Ok(1)
        );
    }

    assert_eq!(script.told(), [None, None, None]);
    assert_eq!(stage.counts("sometimes").unchanged, 0);
    stage.backend.set(WORKS);
}
