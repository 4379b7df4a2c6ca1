//! The scripts: each changes one thing in one step. What they rely on of a frame is its first forty bytes, and
//! its order; those of a journal rely on nothing in its frames.

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
    /// Notes a write in a journal.
    JOURNAL_APPEND: "journal_append.lua";
    /// Moves a write to the dead letters.
    JOURNAL_BURY: "journal_bury.lua";
    /// Lets all writes of a journal go out at once.
    JOURNAL_FLUSH: "journal_flush.lua";
    /// Takes the right to deliver a journal.
    JOURNAL_LEAD: "journal_lead.lua";
    /// Takes writes to deliver.
    JOURNAL_READ: "journal_read.lua";
    /// Renews the right to deliver, or gives it up.
    JOURNAL_RENEW: "journal_renew.lua";
    /// Tells how a journal stands.
    JOURNAL_REPORT: "journal_report.lua";
    /// Takes delivered writes out of a journal.
    JOURNAL_SETTLE: "journal_settle.lua";
    /// Takes the writes that others were delivering.
    JOURNAL_TAKE_OVER: "journal_take_over.lua";
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
