//! What is told without being a part of a call.
//!
//! A message that stands on standard error without this feature is an event where the subscriber takes it, and stands there
//! where none does: so nobody reads it twice, and nobody misses it.

use super::TARGET;
use super::key_hash::KeyHash;
use crate::invalidation::{Cause, Invalidated, InvalidationKind};
use crate::key::EncodedKey;
use tracing::{Level, debug, event_enabled, warn};

/// A loaded value was not stored because of an invalidation in between.
pub(crate) fn refused_fill(function: &str, key: &EncodedKey) {
    debug!(
        name: "cache.refused_fill", target: TARGET,
        cache = function,
        key_hash = %KeyHash::of(function, key),
        "a loaded value was not stored: it was invalidated meanwhile"
    );
}

/// Something was invalidated. What it was is not said: keys and tags hold what users hold dear.
pub(crate) fn invalidated(cause: Cause, kind: InvalidationKind, met: Invalidated) {
    debug!(
        name: "cache.invalidated", target: TARGET,
        kind = kind.as_str(),
        source = cause.source().as_str(),
        location = cause.location().map(display),
        process = cause.process().map(|process| display(crate::invalidation::named(&process))),
        reason = cause.reason(),
        entries = met.entries,
        loads = met.loads,
        "invalidated"
    );
}

/// A write went to the dead letters.
pub(crate) fn dead_letter(queue: &str) {
    warn!(name: "cache.dead_letter", target: TARGET, queue, "a write went to the dead letters");
}

/// A load panicked that no caller saw. Returns whether anybody was told.
pub(crate) fn panicked(function: &str) -> bool {
    let told = event_enabled!(target: TARGET, Level::WARN);
    warn!(name: "cache.panic", target: TARGET, cache = function, "a load panicked, and no caller saw it");
    told
}

/// Two functions claim the same keys, or what is said of one cannot be. Returns whether anybody was told.
pub(crate) fn conflict(message: &str) -> bool {
    let told = event_enabled!(target: TARGET, Level::WARN);
    warn!(name: "cache.conflict", target: TARGET, "{message}");
    told
}

/// Memory was emptied. At the start it always is.
#[cfg(feature = "redis")]
pub(crate) fn flushed(namespace: &str, reason: &'static str) {
    if reason == "start" {
        debug!(name: "cache.flush", target: TARGET, namespace, reason, "memory was emptied");
    } else {
        warn!(name: "cache.flush", target: TARGET, namespace, reason, "memory was emptied");
    }
}

/// The messages of other processes are not heard any more.
#[cfg(feature = "redis")]
pub(crate) fn deaf(namespace: &str) {
    warn!(name: "cache.bus_lost", target: TARGET, namespace, "invalidations of other processes are not heard");
}

/// A server will refuse writes when it is full. Returns whether anybody was told.
#[cfg(feature = "redis")]
pub(crate) fn unsuitable_memory_policy(server: &str, message: &str) -> bool {
    let told = event_enabled!(target: TARGET, Level::WARN);
    warn!(name: "cache.memory_policy", target: TARGET, { server.address = server }, "{message}");
    told
}
