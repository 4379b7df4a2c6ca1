//! What the cache says of itself in numbers: that each moves exactly when it should, that exporters say what `stats()` says, and
//! that real tools read it.

#![allow(
    clippy::unwrap_used,
    clippy::unused_async,
    reason = "what tests have in common fails as they do, and async functions are what is tested"
)]

mod cardinality;
mod events;
mod exports;
mod exposition;
mod prometheus;
mod serialized;
mod shared;

#[allow(dead_code, reason = "not all of it is needed here")]
#[path = "../integration/polling.rs"]
mod polling;
#[allow(dead_code, reason = "not all of it is needed here")]
#[path = "../integration/source.rs"]
mod source;
#[allow(dead_code, reason = "not all of it is needed here")]
#[path = "../integration/time.rs"]
mod time;
