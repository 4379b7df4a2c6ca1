//! The off-switch: at once, for hits and for what is on its way, and without bringing back what was invalidated meanwhile.

use super::{Stage, function, seconds};
use crate::polling::Task;
use crate::source::Source;
use cache_runtime::{cached, testing};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

#[cached(key = "switch:<id>", ttl = "1h", tags = ["switch"], ignore(source))]
async fn switched(source: &Source, id: u64) -> u64 {
    source.read().await + id
}

#[cached(key = "switch:<id>", ttl = "1h", ignore(source))]
async fn twin(source: &Source, id: u64) -> u64 {
    source.read().await + id
}

#[cached(key = "switch-blocking:<id>", ttl = "1h", ignore(source))]
fn blocking(source: &Source, id: u64) -> u64 {
    source.read_blocking() + id
}

#[cached(
    key = "switch-scheduled:<id>",
    ttl = "1h",
    refresh_every = "10s",
    ignore(source)
)]
async fn scheduled(source: &Source, id: u64) -> u64 {
    source.read().await + id
}

#[cached(
    key = "switch-awake:<id>",
    ttl = "1h",
    refresh_every = "10s",
    ignore(source)
)]
async fn awake(source: &Source, id: u64) -> u64 {
    source.read().await + id
}

fn off(name: &str) -> String {
    function("switch", name, "enabled = false")
}

fn call(source: &Source) -> u64 {
    testing::run(switched(source, 0))
}

#[test]
fn hits_stop_at_once_and_nothing_is_stored() {
    let stage = Stage::new("");
    let source = Source::open();
    call(&source);
    call(&source);
    assert_eq!(source.reads(), 1);
    stage.say(&off("switched"));
    source.update();
    for reads in 2..=4 {
        assert_eq!(call(&source), 1, "the body is run");
        assert_eq!(source.reads(), reads);
    }
    assert!(testing::run(peek_switched(0)).is_none());
    assert_eq!(testing::counts(&stage.cache, "switched").bypassed, 3);
    assert_eq!(testing::counts(&stage.cache, "switched").hits, 1);
}

#[test]
fn a_function_that_is_off_from_the_beginning_is_not_cached() {
    let stage = Stage::new(&off("blocking"));
    let source = Source::open();
    blocking(&source, 0);
    blocking(&source, 0);
    assert_eq!(source.reads(), 2);
    assert_eq!(testing::counts(&stage.cache, "blocking").entries, 0);
    stage.say("");
    blocking(&source, 0);
    blocking(&source, 0);
    assert_eq!(source.reads(), 3);
}

#[test]
fn what_was_not_invalidated_is_served_when_the_function_is_on_again() {
    let stage = Stage::new("");
    let source = Source::open();
    call(&source);
    stage.say(&off("switched"));
    call(&source);
    stage.say("");
    call(&source);
    call(&source);
    assert_eq!(source.reads(), 2);
    assert_eq!(testing::counts(&stage.cache, "switched").hits, 2);
}

/// For each kind of invalidation: what was cached before is not served after.
#[test]
fn what_was_invalidated_meanwhile_is_not_served_when_the_function_is_on_again() {
    type Invalidate = fn(&Stage);
    let kinds: [(&str, Invalidate); 6] = [
        ("key", |_| drop(testing::run(invalidate_switched(0)))),
        ("tag", |stage| {
            drop(stage.cache.invalidate_tag_blocking("switch"));
        }),
        ("function", |_| {
            drop(testing::run(invalidate_all_switched()));
        }),
        ("pattern", |stage| {
            drop(stage.cache.invalidate_pattern_blocking("switch:*"));
        }),
        ("everything", |stage| drop(stage.cache.clear_blocking())),
        ("a put", |_| testing::run(put_switched(0, 77)).unwrap()),
    ];
    for (kind, invalidate) in kinds {
        let stage = Stage::new("");
        let source = Source::open();
        call(&source);
        stage.say(&off("switched"));
        source.update();
        invalidate(&stage);
        stage.say("");
        assert_eq!(call(&source), 1, "{kind}");
        assert_eq!(source.reads(), 2, "{kind}");
    }
}

#[test]
fn an_invalidation_before_the_switch_counts_after_it() {
    let stage = Stage::new("");
    let source = Source::open();
    call(&source);
    source.update();
    stage.cache.invalidate_tag_blocking("switch").unwrap();
    stage.say(&off("switched"));
    stage.say("");
    assert_eq!(call(&source), 1);
}

#[test]
fn a_load_on_its_way_is_not_stored_and_reaches_its_caller() {
    let stage = Stage::new("");
    let source = Source::gated();
    let mut first = Task::started(switched(&source, 0));
    stage.say(&off("switched"));
    source.gate.open_for_good();
    first.step();
    assert_eq!(first.output, Some(0));
    stage.say("");
    assert!(testing::run(peek_switched(0)).is_none());
}

#[test]
fn a_refresh_on_its_way_takes_the_older_entry_with_it() {
    let stage = Stage::new("");
    let source = Source::gated();
    source.gate.open();
    call(&source);
    source.update();
    let mut refresh = Task::started(refresh_switched(&source, 0));
    stage.say(&off("switched"));
    source.gate.open();
    refresh.step();
    assert_eq!(refresh.output, Some(1));
    stage.say("");
    assert!(testing::run(peek_switched(0)).is_none());
}

#[test]
fn a_call_while_the_function_is_off_waits_for_no_load() {
    let stage = Stage::new("");
    let source = Source::gated();
    let first = Task::started(switched(&source, 0));
    stage.say(&off("switched"));
    let second = Task::started(switched(&source, 0));
    assert_eq!(source.reads(), 2);
    drop((first, second));
}

#[test]
fn a_load_that_began_while_the_function_was_off_is_not_stored_after() {
    let stage = Stage::new(&off("switched"));
    let source = Source::gated();
    let mut call = Task::started(switched(&source, 0));
    stage.say("");
    source.gate.open_for_good();
    call.step();
    assert!(call.is_done());
    assert!(testing::run(peek_switched(0)).is_none());
}

#[test]
fn a_value_that_is_put_while_the_function_is_off_removes_the_entry() {
    let stage = Stage::new("");
    let source = Source::open();
    call(&source);
    stage.say(&off("switched"));
    testing::run(put_switched(0, 5)).unwrap();
    testing::run(refresh_switched(&source, 1));
    assert_eq!(testing::counts(&stage.cache, "switched").entries, 0);
}

#[test]
fn a_function_that_shares_the_entries_and_is_on_goes_on() {
    let stage = Stage::new("");
    let source = Source::open();
    call(&source);
    testing::run(twin(&source, 0));
    assert_eq!(source.reads(), 1, "they share the entry");
    stage.say(&off("switched"));
    testing::run(twin(&source, 0));
    assert_eq!(source.reads(), 1);
    testing::run(twin(&source, 1));
    testing::run(twin(&source, 1));
    assert_eq!(source.reads(), 2);
    testing::run(switched(&source, 1));
    assert_eq!(
        source.reads(),
        3,
        "what the other stored is not for this one"
    );
    stage.say("");
    testing::run(switched(&source, 1));
    assert_eq!(source.reads(), 3);
}

#[test]
fn an_invalidation_counts_for_a_function_that_shares_the_entries_and_is_on() {
    let stage = Stage::new("");
    let source = Source::open();
    testing::run(twin(&source, 0));
    call(&source);
    stage.say(&off("switched"));
    source.update();
    testing::run(invalidate_all_twin()).unwrap();
    assert_eq!(testing::run(twin(&source, 0)), 1);
    assert_eq!(testing::run(twin(&source, 0)), 1);
    assert_eq!(source.reads(), 2);
    call(&source);
    assert_eq!(source.reads(), 3, "the other is off still");
}

#[test]
fn a_function_that_is_off_from_the_beginning_is_served_nothing_of_one_that_shares_the_entries() {
    let stage = Stage::new(&off("switched"));
    let source = Source::open();
    testing::run(twin(&source, 0));
    call(&source);
    call(&source);
    assert_eq!(source.reads(), 3);
    assert_eq!(testing::counts(&stage.cache, "switched").hits, 0);
}

/// Waits until what is due 10 s from now, and what was put on the schedule before it, has been seen to.
struct Witness<'a> {
    stage: &'a Stage,
    source: Source,
}

impl<'a> Witness<'a> {
    fn begin(stage: &'a Stage) -> Self {
        let source = Source::open();
        testing::run(awake(&source, 0));
        Self { stage, source }
    }

    fn advance(&self) {
        let reads = self.source.reads();
        self.stage.clock.advance(seconds(10));
        self.source.gate.entered_blocking(reads + 1);
        testing::settle_blocking(&self.stage.cache);
    }
}

#[test]
fn a_schedule_rests_while_the_function_is_off() {
    let stage = Stage::new("");
    let source = Source::open();
    testing::run(scheduled(&source, 0));
    let witness = Witness::begin(&stage);
    stage.say(&off("scheduled"));
    witness.advance();
    assert_eq!(source.reads(), 1);
    stage.say("");
    witness.advance();
    assert_eq!(source.reads(), 2, "it has stayed on the schedule");
    testing::run(async { stage.cache.shutdown().await });
}

#[test]
fn a_schedule_goes_by_what_is_said_when_it_is_due() {
    let stage = Stage::new("");
    let source = Source::open();
    testing::run(scheduled(&source, 0));
    let witness = Witness::begin(&stage);
    stage.say(&function("switch", "scheduled", "refresh_every = \"20s\""));
    witness.advance();
    assert_eq!(source.reads(), 2);
    witness.advance();
    assert_eq!(source.reads(), 2, "the next is due later");
    witness.advance();
    assert_eq!(source.reads(), 3);
    stage.say(&function("switch", "scheduled", "refresh_every = \"off\""));
    witness.advance();
    witness.advance();
    assert_eq!(source.reads(), 3);
    assert_eq!(stage.cache.stats().scheduled, 1, "the witness alone");
    testing::run(async { stage.cache.shutdown().await });
}

/// Rows that only grow, and a reader that never sees one go back: whatever the switch does meanwhile, what was invalidated stays
/// so.
#[test]
fn under_load_no_switch_brings_back_what_was_invalidated() {
    let stage = Stage::new("");
    let row = AtomicU64::new(0);
    let done = AtomicBool::new(false);
    let source = Source::open();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            let (cache, row, done, source) = (&stage.cache, &row, &done, &source);
            scope.spawn(move || {
                let _entered = testing::enter(cache);
                while !done.load(Ordering::SeqCst) {
                    let before = row.load(Ordering::SeqCst);
                    let read = blocking(source, 0);
                    assert!(read >= before, "{read} after {before}");
                }
            });
        }
        for step in 0..300 {
            stage.say(&if step % 2 == 0 {
                off("blocking")
            } else {
                String::new()
            });
            source.update();
            invalidate_blocking(0).unwrap();
            row.fetch_add(1, Ordering::SeqCst);
        }
        done.store(true, Ordering::SeqCst);
    });
}
