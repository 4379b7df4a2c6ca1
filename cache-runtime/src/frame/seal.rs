//! Writes a frame. The lease area is left empty: scripts fill it.

use super::header::{
    ABSENT, CHECKSUM, FACTS, FAILURE, FRAME_VERSION, MAGIC, SHORTEST_ENTRY, checksum,
};
use super::{Facts, Rejection, Sealer};
use crate::codec::Content;

/// The bytes to store under the key, or `TooLarge`.
pub(crate) fn seal(
    sealer: &Sealer,
    key: &[u8],
    facts: &Facts,
    payload: &[u8],
) -> Result<Vec<u8>, Rejection> {
    let length = u32::try_from(payload.len()).map_err(|_| Rejection::TooLarge)?;
    let mut frame = Vec::with_capacity(SHORTEST_ENTRY + payload.len());
    write_head(&mut frame, facts);
    write_facts(&mut frame, facts)?;
    frame.extend(length.to_le_bytes());
    frame.extend_from_slice(payload);
    if sealer.max_bytes > 0 && frame.len() > sealer.max_bytes {
        return Err(Rejection::TooLarge);
    }
    let sum = checksum(key, &frame);
    frame[CHECKSUM].copy_from_slice(&sum.to_le_bytes());
    Ok(frame)
}

fn write_head(frame: &mut Vec<u8>, facts: &Facts) {
    let flags = match facts.content {
        Content::Value => 0,
        Content::Absent => ABSENT,
        Content::Failure => FAILURE,
    };
    frame.extend(MAGIC);
    frame.extend([FRAME_VERSION, flags, facts.codec, 0, 0]);
    frame.resize(FACTS, 0);
}

fn write_facts(frame: &mut Vec<u8>, facts: &Facts) -> Result<(), Rejection> {
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
    frame.extend(
        u16::try_from(facts.names.len())
            .map_err(|_| Rejection::TooLarge)?
            .to_le_bytes(),
    );
    for named in &facts.names {
        frame.extend(
            u16::try_from(named.name.len())
                .map_err(|_| Rejection::TooLarge)?
                .to_le_bytes(),
        );
        frame.extend_from_slice(named.name.as_bytes());
        frame.extend(named.version.to_le_bytes());
    }
    Ok(())
}
