//! Reads a frame out of bytes that may be anything. Nothing is believed before the checksum holds, and nothing is
//! allocated by a length that the bytes themselves do not bear out.

use std::borrow::Cow;

use super::compression::unpack;
use super::header::{
    ABSENT, AWAITED, CODEC, DEADLINE, ENCRYPTED, EXPIRED, FACTS, FAILURE, FLAGS, FRAME_VERSION,
    KEY_ID, LEASE, LEASE_ONLY, LZ4, MAGIC, MOVED_END, SHORTEST_ENTRY, SPARE, TOKEN, ZSTD, bound,
    checksum, identity, lease_only_head,
};
use super::names::NameVersions;
use super::rest::Rest;
use super::{Facts, Frame, Lease, Opened, Rejection, Sealer};
use crate::codec::Content;

/// What stands under the key.
pub(crate) fn open<'a>(
    sealer: &Sealer,
    key: &[u8],
    bytes: &'a [u8],
) -> Result<Frame<'a>, Rejection> {
    check_head(bytes)?;
    let lease = read_lease(bytes);
    if bytes[FLAGS] == LEASE_ONLY {
        let alone = bytes.len() == LEASE.end && bytes[..LEASE.start] == lease_only_head();
        return if alone {
            Ok(Frame::Lease)
        } else {
            Err(Rejection::Malformed)
        };
    }
    if bytes.len() < SHORTEST_ENTRY {
        return Err(Rejection::Truncated);
    }
    if bytes.len() > sealer.max_bytes {
        return Err(Rejection::TooLarge);
    }
    let identity = identity(bytes);
    if identity != checksum(key, bytes) {
        return Err(Rejection::Checksum);
    }
    let content = content(bytes)?;
    let mut rest = Rest(&bytes[FACTS..]);
    let facts = read_facts(&mut rest, content, bytes[CODEC])?;
    let length = read_length(&mut rest, sealer.max_bytes)?;
    let before_payload = &bytes[..bytes.len() - rest.0.len()];
    let packed = decrypted(sealer, key, before_payload, rest.0)?;
    let payload = unpack(bytes[FLAGS], packed, length)?;
    Ok(Frame::Entry(Opened {
        facts,
        payload,
        lease,
        identity,
    }))
}

fn check_head(bytes: &[u8]) -> Result<(), Rejection> {
    if !bytes.starts_with(&MAGIC) {
        return Err(Rejection::NotAFrame);
    }
    match bytes.get(MAGIC.len()) {
        Some(&FRAME_VERSION) if bytes.len() >= LEASE.end => Ok(()),
        Some(&FRAME_VERSION) | None => Err(Rejection::Truncated),
        Some(_) => Err(Rejection::FrameVersion),
    }
}

fn read_lease(bytes: &[u8]) -> Lease {
    let mut token = [0; 16];
    token.copy_from_slice(&bytes[TOKEN]);
    let mut moved_end = [0; 8];
    moved_end[..MOVED_END.len()].copy_from_slice(&bytes[MOVED_END]);
    let mut deadline = [0; 8];
    deadline.copy_from_slice(&bytes[DEADLINE]);
    Lease {
        token,
        deadline: u64::from_le_bytes(deadline),
        awaited: bytes[AWAITED] != 0,
        expired: bytes[EXPIRED] != 0,
        moved_end: u64::from_le_bytes(moved_end),
    }
}

fn content(head: &[u8]) -> Result<Content, Rejection> {
    let flags = head[FLAGS];
    let stray_key = flags & ENCRYPTED == 0 && head[KEY_ID] != 0;
    if stray_key || head[SPARE] != 0 {
        return Err(Rejection::Malformed);
    }
    match flags & !(LZ4 | ZSTD | ENCRYPTED) {
        0 => Ok(Content::Value),
        ABSENT => Ok(Content::Absent),
        FAILURE => Ok(Content::Failure),
        _ => Err(Rejection::Malformed),
    }
}

fn read_facts<'a>(
    rest: &mut Rest<'a>,
    content: Content,
    codec: u8,
) -> Result<Facts<'a>, Rejection> {
    Ok(Facts {
        content,
        codec,
        fingerprint: rest.number()?,
        version: u32::from_le_bytes(rest.array()?),
        cost: u32::from_le_bytes(rest.array()?),
        created: rest.number()?,
        fresh_until: rest.number()?,
        stale_until: rest.number()?,
        order: rest.number()?,
        names: NameVersions::read(rest)?,
    })
}

/// Of the payload before compression; bounded before anything makes room for it.
fn read_length(rest: &mut Rest<'_>, max_bytes: usize) -> Result<usize, Rejection> {
    usize::try_from(u32::from_le_bytes(rest.array()?))
        .ok()
        .filter(|length| *length <= max_bytes)
        .ok_or(Rejection::TooLarge)
}

/// Who has keys takes nothing that was written without: the flag is not proof of anything by itself.
fn decrypted<'a>(
    sealer: &Sealer,
    key: &[u8],
    before_payload: &[u8],
    bytes: &'a [u8],
) -> Result<Cow<'a, [u8]>, Rejection> {
    let encrypted = before_payload[FLAGS] & ENCRYPTED != 0;
    match &sealer.keys {
        None if !encrypted => Ok(Cow::Borrowed(bytes)),
        Some(keys) if encrypted => keys
            .decrypt(before_payload[KEY_ID], &bound(key, before_payload), bytes)
            .map(Cow::Owned),
        _ => Err(Rejection::Encryption),
    }
}
