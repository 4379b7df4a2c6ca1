//! Real processes do everything a cache can do, at random, while everything that can break breaks; then the history that
//! they wrote is checked against what is promised.
//!
//! - [`rows`]: the "database" (a second Redis, without faults) and the cached functions over it
//! - [`actor`]: what one task or thread of a process does
//! - [`event`]: one line of a history
//! - [`worker`]: the process that does things and writes them down; the test binary run again
//! - [`workers`]: those processes as the test sees them
//! - [`faults`]: what breaks, by a seed
//! - [`check`]: what was promised (pure)
//! - [`run`]: one history from its beginning to its verdict
//!
//! `HISTORY_OPERATIONS` says how long it goes on, `HISTORY_SEED` what happens. The same seed gives the same plans; how they
//! interleave is up to the machine.

#![allow(
    clippy::unwrap_used,
    reason = "a test, whose processes too may end by a panic"
)]

mod actor;
mod check;
mod event;
mod faults;
mod rows;
mod run;
mod worker;
mod workers;

use run::run;
use std::env;

const SHORT: u64 = 4_000;
const FIXED_SEED: u64 = 7;

#[test]
fn no_history_breaks_a_promise() {
    match (number("HISTORY_OPERATIONS"), number("HISTORY_SEED")) {
        (None, None) => {
            run(FIXED_SEED, SHORT);
            run(fastrand::u64(..), SHORT);
        }
        (operations, seed) => {
            let seed = seed.unwrap_or_else(|| fastrand::u64(..));
            run(seed, operations.unwrap_or(1_000_000));
        }
    }
}

/// Not a test: what the processes of the test above run.
#[test]
#[ignore = "the test starts it as a process of its own"]
fn worker_process() {
    worker::work();
}

fn number(variable: &str) -> Option<u64> {
    let text = env::var(variable).ok()?;
    let number = text.parse();
    Some(number.unwrap_or_else(|_| panic!("`{variable}={text}` is not a number")))
}
