//! The frame around the bytes of an entry: what it is, until when, what it rests on, and whether it arrived whole.
//!
//! Knows no Redis and no serde. `header` holds the offsets, which the scripts rely on too; `seal` writes, `open` reads;
//! `compression` and `encryption` are what they do to the payload on the way.

mod compression;
#[cfg(feature = "encryption")]
mod encryption;
#[cfg(not(feature = "encryption"))]
#[path = "no_encryption.rs"]
mod encryption;
mod header;
mod names;
mod open;
mod rejection;
mod rest;
mod seal;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use crate::codec::Content;

pub use self::compression::Compression;
#[cfg(feature = "encryption")]
pub use self::encryption::Keys;
#[cfg(not(feature = "encryption"))]
pub(crate) use self::encryption::Keys;
#[cfg(any(fuzzing, test))]
pub(crate) use self::header::{CHECKSUM, checksum};
pub(crate) use self::header::{identity, lease_only_head, order_of};
pub(crate) use self::names::{NameVersion, NameVersions};
pub(crate) use self::open::open;
pub(crate) use self::rejection::Rejection;
pub(crate) use self::seal::seal;

/// How frames are sealed, and how much one may hold.
///
/// # Default
///
/// No compression, no encryption, 16 MiB.
#[derive(Debug, Clone)]
pub(crate) struct Sealer {
    pub(crate) compression: Compression,
    pub(crate) keys: Option<Keys>,
    /// Of a whole frame, and of a payload before compression.
    pub(crate) max_bytes: usize,
}

impl Default for Sealer {
    fn default() -> Self {
        Self {
            compression: Compression::none(),
            keys: None,
            max_bytes: 16 << 20,
        }
    }
}

/// What a frame says about its payload.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Facts<'a> {
    pub(crate) content: Content,
    pub(crate) codec: u8,
    pub(crate) fingerprint: u64,
    pub(crate) version: u32,
    pub(crate) cost: u32,
    pub(crate) created: u64,
    pub(crate) fresh_until: u64,
    pub(crate) stale_until: u64,
    pub(crate) order: u64,
    pub(crate) names: NameVersions<'a>,
}

/// The part that scripts write: who loads, until when, and what others want.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lease {
    pub(crate) token: [u8; 16],
    pub(crate) deadline: u64,
    pub(crate) awaited: bool,
    pub(crate) expired: bool,
    /// Where a hit has moved the end of its being fresh, on the server's clock; zero: nowhere.
    pub(crate) moved_end: u64,
}

/// An entry whose checksum holds.
#[derive(Debug)]
pub(crate) struct Opened<'a> {
    pub(crate) facts: Facts<'a>,
    pub(crate) payload: Cow<'a, [u8]>,
    pub(crate) lease: Lease,
    pub(crate) identity: u64,
}

/// What stands under a key: a lease alone, or an entry with or without one.
#[derive(Debug)]
pub(crate) enum Frame<'a> {
    Lease,
    Entry(Opened<'a>),
}
