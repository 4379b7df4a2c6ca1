//! `#[write_behind]`: what is acknowledged is saved, in order, and in batches.

#![allow(
    clippy::unwrap_used,
    clippy::unused_async,
    reason = "what tests have in common fails as they do, and async functions are what is tested"
)]

mod journal;
mod memory;
#[allow(dead_code, reason = "not all of it is needed here")]
#[path = "../integration/polling.rs"]
mod polling;
mod table;
