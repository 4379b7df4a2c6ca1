//! Writes a frame. The lease area is left empty: scripts fill it. Compression comes before encryption, which would leave
//! nothing to compress.

use super::header::{
    ABSENT, CHECKSUM, ENCRYPTED, FACTS, FAILURE, FRAME_VERSION, MAGIC, SHORTEST_ENTRY, bound,
    checksum,
};
use super::{Facts, Rejection, Sealer};
use crate::codec::Content;

/// The bytes to store under the key, or `TooLarge`.
pub(crate) fn seal(
    sealer: &Sealer,
    key: &[u8],
    facts: &Facts<'_>,
    payload: &[u8],
) -> Result<Vec<u8>, Rejection> {
    let length = u32::try_from(payload.len()).map_err(|_| Rejection::TooLarge)?;
    // Readers refuse to make room for more.
    if payload.len() > sealer.max_bytes {
        return Err(Rejection::TooLarge);
    }
    let (compressed, packed) = sealer.compression.pack(payload);
    let (encrypted, key_id) = match &sealer.keys {
        Some(keys) => (ENCRYPTED, keys.id()),
        None => (0, 0),
    };
    let mut frame = Vec::with_capacity(SHORTEST_ENTRY + packed.len());
    write_head(&mut frame, facts, compressed | encrypted, key_id);
    write_facts(&mut frame, facts);
    frame.extend(length.to_le_bytes());
    match &sealer.keys {
        Some(keys) => frame.extend(keys.encrypt(&bound(key, &frame), &packed)?),
        None => frame.extend_from_slice(&packed),
    }
    if frame.len() > sealer.max_bytes {
        return Err(Rejection::TooLarge);
    }
    let sum = checksum(key, &frame);
    frame[CHECKSUM].copy_from_slice(&sum.to_le_bytes());
    Ok(frame)
}

fn write_head(frame: &mut Vec<u8>, facts: &Facts<'_>, payload_flags: u8, key_id: u8) {
    let content = match facts.content {
        Content::Value => 0,
        Content::Absent => ABSENT,
        Content::Failure => FAILURE,
    };
    frame.extend(MAGIC);
    frame.extend([
        FRAME_VERSION,
        content | payload_flags,
        facts.codec,
        key_id,
        0,
    ]);
    frame.resize(FACTS, 0);
}

fn write_facts(frame: &mut Vec<u8>, facts: &Facts<'_>) {
    frame.extend(facts.fingerprint.to_le_bytes());
    frame.extend(facts.version.to_le_bytes());
    frame.extend(facts.cost.to_le_bytes());
    for number in [
        facts.created,
        facts.fresh_until,
        facts.stale_until,
        facts.order,
    ] {
        frame.extend(number.to_le_bytes());
    }
    facts.names.write(frame);
}
