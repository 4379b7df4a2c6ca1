//! The frame around the bytes of an entry: what it is, until when, what it rests on, and whether it arrived whole.
//!
//! Knows no Redis and no serde. `header` holds the offsets, which the scripts rely on too; `seal` writes, `open` reads.

#![allow(
    dead_code,
    reason = "until the shared tier calls all of it; remove with the one in `codec/mod.rs`"
)]

mod header;
mod open;
mod rejection;
mod seal;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use crate::codec::Content;

pub(crate) use self::header::{identity, lease_only_head};
pub(crate) use self::open::open;
pub(crate) use self::rejection::Rejection;
pub(crate) use self::seal::seal;

/// How payloads are compressed.
///
/// # Default
///
/// Not at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Compression(());

/// The keys that payloads are encrypted with.
#[derive(Debug, Clone)]
pub struct Keys(());

/// How frames are sealed, and how much one may hold.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sealer {
    pub(crate) compression: Compression,
    pub(crate) keys: Option<Keys>,
    /// Of a whole frame; zero: no bound.
    pub(crate) max_bytes: usize,
}

/// What a frame says about its payload.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Facts {
    pub(crate) content: Content,
    pub(crate) codec: u8,
    pub(crate) fingerprint: u64,
    pub(crate) version: u32,
    pub(crate) cost: u32,
    pub(crate) created: u64,
    pub(crate) fresh_until: u64,
    pub(crate) stale_until: u64,
    pub(crate) order: u64,
    pub(crate) names: Vec<NameVersion>,
}

/// A name that the entry rests on, at the version that it rests on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NameVersion {
    pub(crate) name: String,
    pub(crate) version: u64,
}

/// The part that scripts write: who loads, until when, and what others want.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lease {
    pub(crate) token: [u8; 16],
    pub(crate) deadline: u64,
    pub(crate) awaited: bool,
    pub(crate) expired: bool,
}

/// An entry whose checksum holds.
#[derive(Debug)]
pub(crate) struct Opened<'a> {
    pub(crate) facts: Facts,
    pub(crate) payload: Cow<'a, [u8]>,
    pub(crate) lease: Lease,
    pub(crate) identity: u64,
}

/// What stands under a key: a lease alone, or an entry with or without one.
#[derive(Debug)]
pub(crate) enum Frame<'a> {
    Lease(Lease),
    Entry(Opened<'a>),
}
