//! When entries are invalidated: after success, after failure, after a panic, and where the future is dropped.

use super::{get_user_key, peek_get_user, removed_by};
use crate::polling::Task;
use cache_runtime::testing::Gate;
use cache_runtime::{cache_invalidate, testing};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How a body ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Ok,
    Err,
    Panic,
}

impl End {
    fn play(self) -> Result<u64, String> {
        match self {
            Self::Ok => Ok(1),
            Self::Err => Err("refused".to_owned()),
            Self::Panic => panic!("the body panics"),
        }
    }
}

#[cache_invalidate(get_user("a", 1))]
fn by_default(end: End) -> Result<u64, String> {
    end.play()
}

#[cache_invalidate(get_user("a", 1), on = "ok")]
async fn on_ok(end: End) -> Result<u64, String> {
    end.play()
}

#[cache_invalidate(get_user("a", 1), on = "always")]
fn always(end: End) -> Result<u64, String> {
    end.play()
}

#[cache_invalidate(get_user("a", 1), on = "always")]
async fn always_async(end: End) -> Result<u64, String> {
    tokio::task::yield_now().await;
    end.play()
}

type Outcome<T> = std::result::Result<T, String>;

#[cache_invalidate(get_user("a", 1))]
fn behind_an_alias(end: End) -> Outcome<u64> {
    end.play()
}

#[cache_invalidate(get_user("a", 1))]
fn of_an_option(end: End) -> Option<u64> {
    end.play().ok()
}

#[cache_invalidate(get_user("a", 1))]
fn hidden(end: End) -> impl Into<Outcome<u64>> {
    end.play()
}

#[cache_invalidate(get_user("a", 1), on = "always")]
async fn stops(gate: &Gate) {
    gate.pass().await;
}

#[cache_invalidate(get_user("a", 1))]
async fn stops_and_forgets(gate: &Gate) {
    gate.pass().await;
}

/// What is removed by a write that may panic.
fn removed_in_spite_of_panics(write: impl FnOnce()) -> bool {
    let gone = removed_by(|_| drop(catch_unwind(AssertUnwindSafe(write))));
    assert!(gone.is_empty() || gone == ["user a 1"]);
    !gone.is_empty()
}

#[test]
fn nothing_happens_after_a_failure_unless_it_is_asked_for() {
    for (end, expected) in [(End::Ok, true), (End::Err, false), (End::Panic, false)] {
        let removed = |write: &dyn Fn(End)| removed_in_spite_of_panics(|| write(end));
        assert_eq!(removed(&|end| drop(by_default(end))), expected, "{end:?}");
        let is_removed = removed(&|end| drop(testing::run(on_ok(end))));
        assert_eq!(is_removed, expected, "{end:?}");
        assert!(removed(&|end| drop(always(end))), "{end:?}");
        let always = removed(&|end| drop(testing::run(always_async(end))));
        assert!(always, "{end:?}");
    }
}

#[test]
fn failure_is_told_by_the_type_and_not_by_its_spelling() {
    let removed = |write: &dyn Fn(End), end| removed_in_spite_of_panics(|| write(end));
    assert!(!removed(&|end| drop(behind_an_alias(end)), End::Err));
    assert!(removed(&|end| drop(behind_an_alias(end)), End::Ok));
    assert!(
        removed(&|end| assert_eq!(of_an_option(end), None), End::Err),
        "`None` is a value"
    );
    assert!(!removed(&|end| drop(hidden(end).into()), End::Err));
    assert!(removed(&|end| drop(hidden(end).into()), End::Ok));
}

#[test]
fn the_result_is_handed_on_as_it_is() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    assert_eq!(by_default(End::Ok), Ok(1));
    assert_eq!(always(End::Err), Err("refused".to_owned()));
    assert_eq!(testing::run(always_async(End::Ok)), Ok(1));
}

#[test]
fn a_panic_reaches_the_caller_as_it_is() {
    let panic = catch_unwind(|| always(End::Panic)).unwrap_err();
    assert_eq!(panic.downcast_ref::<&str>(), Some(&"the body panics"));
}

#[test]
fn what_is_dropped_in_the_middle_may_have_committed() {
    let gate = Gate::new();
    let removed_by_dropping = |mut task: Task<'_, ()>| {
        assert!(
            peek_get_user("a", 1).is_some(),
            "not before the body has ended"
        );
        task.cancel();
    };
    let gone = removed_by(|_| removed_by_dropping(Task::started(stops(&gate))));
    assert_eq!(gone, ["user a 1"]);
    let gone = removed_by(|_| removed_by_dropping(Task::started(stops_and_forgets(&gate))));
    assert!(gone.is_empty());
}

#[test]
fn what_was_never_polled_has_done_nothing() {
    let gate = Gate::new();
    assert!(removed_by(|_| drop(stops(&gate))).is_empty());
}

#[test]
fn the_caller_gets_the_value_when_the_entry_is_gone() {
    let gate = Gate::new();
    let gone = removed_by(|_| {
        let mut task = Task::started(stops_and_forgets(&gate));
        assert!(peek_get_user("a", 1).is_some());
        gate.open();
        task.step();
        assert!(task.is_done());
        assert!(peek_get_user("a", 1).is_none());
    });
    assert_eq!(gone, ["user a 1"]);
}
