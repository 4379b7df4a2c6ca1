//! Where things stand in a frame, in bytes; the scripts rely on the same numbers. What they mean is for `open`.

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

pub(super) const MAGIC: [u8; 3] = [0xCA, 0xC4, 0xE0];
pub(super) const FRAME_VERSION: u8 = 1;
pub(super) const FLAGS: usize = 4;
pub(super) const CODEC: usize = 5;
pub(super) const KEY_ID: usize = 6;
/// Zero, until it has a meaning.
pub(super) const SPARE: usize = 7;
pub(super) const TOKEN: Range<usize> = 8..24;
pub(super) const DEADLINE: Range<usize> = 24..32;
pub(super) const AWAITED: usize = 32;
pub(super) const EXPIRED: usize = 33;
/// Where a hit has moved the end of its being fresh; six bytes last for 8,900 years.
pub(super) const MOVED_END: Range<usize> = 34..40;
/// The bytes that scripts write, and the checksum leaves out.
pub(super) const LEASE: Range<usize> = 8..40;
pub(crate) const CHECKSUM: Range<usize> = 40..48;
/// What `Facts` tells begins here.
pub(super) const FACTS: usize = 48;
/// Eight bytes by which the script compares values that are put.
const ORDER: Range<usize> = 88..96;
/// Names begin here: no entry is shorter, together with the length of its payload.
pub(super) const NAMES: usize = 98;
pub(super) const SHORTEST_ENTRY: usize = NAMES + 4;

pub(super) const ABSENT: u8 = 1;
pub(super) const FAILURE: u8 = 2;
pub(super) const LZ4: u8 = 4;
pub(super) const ZSTD: u8 = 8;
pub(super) const ENCRYPTED: u8 = 16;
pub(super) const LEASE_ONLY: u8 = 128;

/// The bytes before the lease, where nothing but a lease follows.
pub(crate) fn lease_only_head() -> [u8; 8] {
    [
        MAGIC[0],
        MAGIC[1],
        MAGIC[2],
        FRAME_VERSION,
        LEASE_ONLY,
        0,
        0,
        0,
    ]
}

/// The checksum as it stands, which is what tells one frame from another; zero for bytes without one.
pub(crate) fn identity(frame: &[u8]) -> u64 {
    frame
        .get(CHECKSUM)
        .and_then(|bytes| bytes.try_into().ok())
        .map_or(0, u64::from_le_bytes)
}

/// The order as it stands; zero for bytes without one.
pub(crate) fn order_of(frame: &[u8]) -> u64 {
    frame
        .get(ORDER)
        .and_then(|bytes| bytes.try_into().ok())
        .map_or(0, u64::from_le_bytes)
}

/// Of everything but the lease and itself, and of the key: a frame under another key is no frame.
///
/// Each part is hashed where it stands and then all of them together; a hash that is fed part by part takes twice as long.
pub(crate) fn checksum(key: &[u8], frame: &[u8]) -> u64 {
    let mut parts = [0; 24];
    parts[..8].copy_from_slice(&frame[..LEASE.start]);
    parts[8..16].copy_from_slice(&xxh3_64(key).to_le_bytes());
    parts[16..].copy_from_slice(&xxh3_64(&frame[FACTS..]).to_le_bytes());
    xxh3_64(&parts)
}

/// What encryption binds a payload to: all of the frame before it, but for the lease and the checksum, and the key of the
/// entry. The head tells its own length, so no two pairs of head and key read the same.
pub(super) fn bound(key: &[u8], before_payload: &[u8]) -> Vec<u8> {
    [
        &before_payload[..LEASE.start],
        &before_payload[FACTS..],
        key,
    ]
    .concat()
}
