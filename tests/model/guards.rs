//! The rules of the protocol, each of which the model can do without.
//!
//! What a guard's absence looks like stands where the guard is asked for, in `actions.rs`; that each is needed, in `main.rs`.

/// A rule whose removal lets a stale value in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Guard {
    /// A lease's token is random per load. Without: one token per process.
    PerLoadToken,
    /// The commit stores only if the entry still holds the load's token. Without: it stores in any case.
    CommitChecksToken,
    /// A frame bears the tag's version from before its load. Without: the version at the commit.
    VersionReadBeforeLoad,
    /// A tag's version is random, and an invalidation deletes it. Without: a counter that an invalidation raises.
    RandomVersions,
    /// A tag without a version makes a miss. Without: it was never invalidated.
    MissingVersionIsMiss,
    /// An invalidation of the key dooms the process's loads of it. Without: they go on as if nothing had been.
    FlightDoomed,
    /// A load on its way is joined only while nothing it rests on was invalidated. Without: while its key was not.
    JoinChecksTags,
    /// A loaded value enters memory only if no tag of it was invalidated since the load began. Without: in any case.
    GuardedMemoryFillFromLoad,
    /// What is read from Redis enters memory under the rules of a load. Without: in any case.
    GuardedMemoryFillFromRedis,
    /// A tag's version is remembered only if the tag was not invalidated since the read began. Without: in any case.
    GuardedKnownVersion,
    /// Remembered versions are given up with the connection of the bus. Without: they are kept.
    KnownOnlyWhileLive,
    /// An invalidation writes the database, then Redis. Without: Redis, then the database.
    DatabaseFirst,
    /// An invalidation deletes and publishes in one step. Without: it publishes, then deletes.
    DeleteBeforePublish,
    /// An invalidation reaches Redis before the process's own memory. Without: the other way round.
    LocalInvalidationAfterRedis,
    /// A gap in the sequence empties the memory tier. Without: it is passed over.
    GapFlushes,
    /// A gap dooms the loads on their way as well. Without: only what is stored already goes.
    GapDoomsFlights,
    /// The position of the bus is read every now and then. Without: the loss of the last message is never noticed.
    Heartbeat,
    /// A position that Redis has forgotten starts again in a new epoch. Without: its sequence starts again from nothing.
    FreshEpoch,
    /// Who reads a position that is missing writes one. Without: a missing position equals a missing position.
    ReadersWriteEpoch,
    /// A load that may make cached calls begins when its process has heard all that was said before its versions were read.
    /// Without: it begins at once, and finds in memory what those versions are too new for.
    MemoryCatchesUp,
    /// A frame with a tag from its own value is stored only if the bus stood still from before the load until the tag's
    /// version was read. Without: in any case.
    ResultTagsNeedStillness,
}
