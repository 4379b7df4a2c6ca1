//! `oxcache`. It stores values serialized, in memory too.
//!
//! A feature, as it brings along all of ICU: some forty crates. Its Redis backend cannot be in one program with `hitbox`: each
//! wants a `regex` that the other refuses. Its latest release that is not a candidate is 0.4; 0.5.0-rc.12 needs rustc 1.97.

#[cfg(feature = "peer-oxcache")]
mod built;
#[cfg(not(feature = "peer-oxcache"))]
mod not_built;

#[cfg(feature = "peer-oxcache")]
pub use built::{fill, hits, misses, race, stampede};
#[cfg(not(feature = "peer-oxcache"))]
pub use not_built::{fill, hits, misses, race, stampede};

use crate::comparison::{Absent, NOT_BUILT};

/// What the tables say of its Redis backend.
pub const REDIS: Absent = Absent {
    name: "oxcache, Redis (its `regex` and hitbox's exclude each other)",
    why: NOT_BUILT,
};

/// Absent without its feature.
#[must_use]
pub fn absent() -> Option<Absent> {
    let absent = Absent {
        name: "oxcache (feature `peer-oxcache`)",
        why: NOT_BUILT,
    };
    (!cfg!(feature = "peer-oxcache")).then_some(absent)
}
