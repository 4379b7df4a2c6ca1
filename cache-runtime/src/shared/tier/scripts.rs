//! The scripts: each changes one thing in one step. What they rely on of a frame is its first forty bytes, and
//! its order.

use crate::redis::Script;

macro_rules! scripts {
    ($($(#[$doc:meta])* $name:ident: $file:literal;)*) => {$(
        $(#[$doc])*
        pub(super) static $name: Script = Script::new(include_str!(concat!("scripts/", $file)));
    )*};
}

scripts! {
    /// Takes the lease of an entry, or tells what is there instead.
    ACQUIRE: "acquire.lua";
    /// Stores a loaded value if the lease still stands.
    COMMIT: "commit.lua";
    /// Removes an entry that could not be read, if it is still the same.
    DISCARD: "discard.lua";
    /// Marks an entry stale and kills its lease.
    EXPIRE: "expire.lua";
    /// Moves the end of an entry further on.
    PROLONG: "prolong.lua";
    /// Removes keys and tells all processes.
    PUBLISH: "publish.lua";
    /// Stores a value that somebody put, unless there is a newer one.
    PUT: "put.lua";
    /// Gives a lease back without a value.
    RELEASE: "release.lua";
    /// Extends a lease while its load runs.
    RENEW: "renew.lua";
    /// Reads the versions of names; makes those that are missing.
    VERSIONS: "versions.lua";
}
