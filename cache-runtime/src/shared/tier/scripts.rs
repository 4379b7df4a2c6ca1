//! The scripts: each changes one thing in one step. What they rely on of a frame is its first forty bytes, and
//! its order; those of a journal rely on nothing in its frames.

use crate::redis::{Purpose, Script};

macro_rules! scripts {
    ($($(#[$doc:meta])* $name:ident: $purpose:ident $file:literal;)*) => {$(
        $(#[$doc])*
        pub(super) static $name: Script = Script::new(
            Purpose::$purpose,
            include_str!(concat!("scripts/", $file)),
        )
        .named($file);
    )*};
}

scripts! {
    /// Takes the lease of an entry, or tells what is there instead.
    ACQUIRE: Read "acquire.lua";
    /// Stores a loaded value if the lease still stands.
    COMMIT: Write "commit.lua";
    /// Removes an entry that could not be read, if it is still the same.
    DISCARD: Other "discard.lua";
    /// Marks an entry stale and kills its lease.
    EXPIRE: Invalidate "expire.lua";
    /// Notes a write in a journal.
    JOURNAL_APPEND: Other "journal_append.lua";
    /// Moves a write to the dead letters.
    JOURNAL_BURY: Other "journal_bury.lua";
    /// Lets all writes of a journal go out at once.
    JOURNAL_FLUSH: Other "journal_flush.lua";
    /// Takes the right to deliver a journal.
    JOURNAL_LEAD: Other "journal_lead.lua";
    /// Takes writes to deliver.
    JOURNAL_READ: Other "journal_read.lua";
    /// Renews the right to deliver, or gives it up.
    JOURNAL_RENEW: Other "journal_renew.lua";
    /// Tells how a journal stands.
    JOURNAL_REPORT: Other "journal_report.lua";
    /// Takes delivered writes out of a journal.
    JOURNAL_SETTLE: Other "journal_settle.lua";
    /// Takes the writes that others were delivering.
    JOURNAL_TAKE_OVER: Other "journal_take_over.lua";
    /// Moves the end of an entry further on.
    PROLONG: Other "prolong.lua";
    /// Removes keys and tells all processes.
    PUBLISH: Invalidate "publish.lua";
    /// Stores a value that somebody put, unless there is a newer one.
    PUT: Write "put.lua";
    /// Gives a lease back without a value.
    RELEASE: Other "release.lua";
    /// Extends a lease while its load runs.
    RENEW: Other "renew.lua";
    /// Reads the versions of names; makes those that are missing.
    VERSIONS: Read "versions.lua";
}
