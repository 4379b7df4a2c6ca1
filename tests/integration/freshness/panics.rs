//! A panic that reaches no caller is told on standard error.

use super::{Backend, Failure, PANICS, Stage, seconds};
use crate::polling::Task;
use cache_runtime::{cached, testing};
use std::process::Command;

#[cached(
    key = "panics:<id>",
    ttl = "100s",
    stale_while_revalidate = "30s",
    stale_if_error = "60s",
    ignore(backend)
)]
async fn loud(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

#[cached(
    key = "panics-sync:<id>",
    ttl = "100s",
    stale_while_revalidate = "30s",
    ignore(backend)
)]
fn loud_blocking(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer_blocking()? + id)
}

/// What a test of this file, named in full, says on standard error in a process of its own.
fn said_by(test: &str) -> String {
    let itself = std::env::current_exe().expect("a test is a program");
    let output = Command::new(itself)
        .args(["--exact", test, "--ignored", "--nocapture"])
        .output()
        .expect("what runs now can be run once more");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[track_caller]
fn assert_told(function: &str, test: &str) {
    let said = said_by(&format!("freshness::panics::{test}"));
    let line = format!(
        "cache-runtime: a load of `integration::freshness::panics::{function}` panicked, and no caller saw it: the source is broken"
    );
    assert_eq!(said.matches(&line).count(), 1, "{said}");
}

#[test]
fn the_panic_of_a_refresh_is_told() {
    assert_told("loud", "a_refresh_panics");
}

#[test]
#[ignore = "run by another test, which reads what it says"]
fn a_refresh_panics() {
    let stage = Stage::open();
    stage.call(loud(&stage.backend, 0)).unwrap();
    stage.backend.set(PANICS);
    stage.advance(seconds(100));
    stage.call(loud(&stage.backend, 0)).unwrap();
}

#[test]
fn the_panic_of_a_load_that_was_answered_by_a_fallback_is_told() {
    assert_told("loud", "a_load_with_a_fallback_panics");
}

#[test]
#[ignore = "run by another test, which reads what it says"]
fn a_load_with_a_fallback_panics() {
    let stage = Stage::open();
    stage.call(loud(&stage.backend, 0)).unwrap();
    stage.backend.set(PANICS);
    stage.advance(seconds(130));
    stage.call(loud(&stage.backend, 0)).unwrap();
}

#[test]
fn the_panic_of_a_deserted_load_is_told() {
    assert_told("loud", "a_deserted_load_panics");
}

#[test]
#[ignore = "run by another test, which reads what it says"]
fn a_deserted_load_panics() {
    let stage = Stage::gated();
    Task::started(loud(&stage.backend, 0)).cancel();
    stage.backend.set(PANICS);
    stage.backend.gate().open();
    testing::settle_blocking(&stage.cache);
    assert_eq!(stage.counts("loud").load_panics, 1);
}

#[test]
fn the_panic_of_a_refresh_of_a_sync_function_is_told() {
    assert_told("loud_blocking", "a_refresh_of_a_sync_function_panics");
}

#[test]
#[ignore = "run by another test, which reads what it says"]
fn a_refresh_of_a_sync_function_panics() {
    let stage = Stage::open();
    loud_blocking(&stage.backend, 0).unwrap();
    stage.backend.set(PANICS);
    stage.advance(seconds(100));
    loud_blocking(&stage.backend, 0).unwrap();
}
