//! Events: what is told, at which level, with which fields, and nowhere else.

use crate::recorder::{Recorder, Traced, is_of};
use cache_runtime::testing::{self, Gate};
use cache_runtime::{Cache, cached, write_behind};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;
use tracing::Level;

fn of_function(name: &str, function: &str) -> Vec<Traced> {
    Recorder::of_all().events(|event| event.name == name && is_of(event, function))
}

/// The names of the fields without that of the text.
fn fields(event: &Traced) -> Vec<&'static str> {
    let mut names = event.fields.names();
    names.retain(|name| *name != "message");
    names
}

#[cached(key = "refused:<id>", ttl = "1h", ignore(gate))]
async fn refused(gate: &Gate, id: u64) -> u64 {
    gate.pass().await;
    id
}

#[tokio::test]
async fn a_value_that_was_invalidated_while_it_was_loaded_is_told_of_within_its_call() {
    let recorder = Recorder::of_all();
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let gate = Gate::new();
    let invalidate = async {
        gate.entered(1).await;
        invalidate_refused(1).await.unwrap();
        gate.open();
    };
    tokio::join!(refused(&gate, 1), invalidate);

    let events = of_function("cache.refused_fill", "refused");
    assert_eq!(events.len(), 1);
    assert_eq!(
        (events[0].level, events[0].target),
        (Level::DEBUG, "cache_runtime")
    );
    assert_eq!(fields(&events[0]), ["cache", "key_hash"]);
    let call = &recorder.of_function("cache.get", "refused")[0];
    assert_eq!(events[0].parent, Some(call.id));
    assert_eq!(events[0].field("key_hash"), call.field("key_hash"));
}

#[test]
fn an_invalidation_is_told_with_its_place_and_without_its_name() {
    let (cache, _clock) = testing::cache();
    Recorder::of_all();
    let place = format!("{}:{}:", file!(), line!() + 1);
    cache.invalidate_tags_blocking(["told-tag"]).unwrap();
    let events = Recorder::of_all().events(|event| {
        let location = event.field("location").unwrap_or_default();
        event.name == "cache.invalidated" && location.starts_with(&place)
    });
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].level, Level::DEBUG);
    let expected = ["entries", "kind", "loads", "location", "source"];
    assert_eq!(fields(&events[0]), expected);
    let field = |name| events[0].field(name).unwrap();
    assert_eq!((field("kind"), field("source")), ("tags", "call"));
    assert_eq!((field("entries"), field("loads")), ("0", "0"));
}

#[write_behind(
    key = "given-up:<id>",
    item = id,
    ttl = "1h",
    flush_every = "1s",
    batch = 2,
    retries = 1,
    backoff = "100ms..400ms"
)]
async fn given_up(ids: Vec<u64>) -> Result<(), String> {
    if ids.contains(&13) {
        return Err(format!("no {ids:?}"));
    }
    Ok(())
}

#[tokio::test]
async fn a_write_that_is_given_up_is_told_with_its_queue() {
    Recorder::of_all();
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    given_up_later(13).await.unwrap();
    given_up_later(1).await.unwrap();
    let told = || {
        let of_queue = |event: &Traced| {
            event
                .field("queue")
                .is_some_and(|queue| queue.contains("given_up"))
        };
        Recorder::of_all().events(|event| event.name == "cache.dead_letter" && of_queue(event))
    };
    for _ in 0..20 {
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        clock.advance(Duration::from_secs(1));
    }
    let told = told();
    assert_eq!(told.len(), 1);
    assert_eq!(
        (told[0].level, fields(&told[0])),
        (Level::WARN, vec!["queue"])
    );
}

#[cached(key = "panicking:<id>", ttl = "10s", stale_while_revalidate = "1h")]
async fn panicking(id: u64) -> u64 {
    panic!("no {id}")
}

/// A refresh that panics where nobody sees it.
async fn panic_in_the_background() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    put_panicking(1, 1).await.unwrap();
    clock.advance(Duration::from_secs(11));
    panicking(1).await;
    testing::settle(&cache).await;
}

#[tokio::test]
async fn a_panic_that_no_caller_sees_is_told_with_its_function() {
    Recorder::of_all();
    panic_in_the_background().await;
    let events = of_function("cache.panic", "panicking");
    assert_eq!(events.len(), 1);
    assert_eq!(
        (events[0].level, fields(&events[0])),
        (Level::WARN, vec!["cache"])
    );
    let load = &Recorder::of_all().of_function("cache.load", "panicking")[0];
    assert_eq!(load.field("outcome"), Some("panic"));
}

/// Not a test of its own: what it writes to standard error is asked of another process.
#[tokio::test]
#[ignore = "another test runs it, in a process of its own"]
async fn child_that_panics_in_the_background() {
    if let Some(most) = std::env::var_os("TRACES_CHILD_LEVEL") {
        let most = if most == "ERROR" {
            Level::ERROR
        } else {
            Level::WARN
        };
        tracing::subscriber::set_global_default(Recorder::up_to(most)).unwrap();
    }
    panic_in_the_background().await;
}

#[test]
fn what_a_subscriber_takes_is_not_written_to_standard_error_too() {
    let lines = |level: Option<&str>| {
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", "events::child_that_panics_in_the_background"]);
        child.args(["--ignored", "--nocapture"]);
        child.envs(level.map(|level| ("TRACES_CHILD_LEVEL", level)));
        let output = child.output().unwrap();
        assert!(output.status.success());
        let written = String::from_utf8(output.stderr).unwrap();
        assert!(
            written.contains("no 1"),
            "the panic hook writes in any case"
        );
        let lines = written
            .lines()
            .filter(|line| line.starts_with("cache-runtime:"));
        lines.count()
    };
    assert_eq!(lines(None), 1);
    assert_eq!(lines(Some("WARN")), 0);
    assert_eq!(
        lines(Some("ERROR")),
        1,
        "who does not take it leaves it to standard error"
    );
}

#[test]
fn who_listens_for_nothing_is_told_nothing() {
    let recorder = Recorder::up_to(Level::ERROR);
    tracing::subscriber::with_default(recorder.clone(), || {
        let cache = Cache::memory();
        cache.clear_blocking().unwrap();
    });
    assert!(recorder.all().is_empty());
    drop(Arc::into_inner(recorder));
}

/// Two functions that claim the same keys with values of other types.
mod conflicting {
    use cache_runtime::cached;

    #[cached(key = "conflicting:<id>", ttl = "1h")]
    pub(super) fn number(id: u64) -> u64 {
        id
    }

    #[cached(key = "conflicting:<id>", ttl = "1h")]
    pub(super) fn text(id: u64) -> String {
        id.to_string()
    }
}

#[test]
fn functions_that_claim_the_same_keys_are_told_where_they_do_not_panic() {
    Recorder::of_all();
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    conflicting::number(1);
    let second = std::panic::catch_unwind(|| conflicting::text(1));
    let events = Recorder::of_all().events(|event| event.name == "cache.conflict");
    if cfg!(debug_assertions) {
        second.unwrap_err();
        assert_eq!(events.len(), 0);
    } else {
        assert_eq!(second.unwrap(), "1");
        assert_eq!(events.len(), 1);
        assert_eq!((events[0].level, fields(&events[0])), (Level::WARN, vec![]));
    }
}
