//! stub, to be replaced
#![allow(dead_code)]
use crate::codec::Content;
use std::borrow::Cow;
#[derive(Debug, Clone, Default)]
pub struct Compression;
#[derive(Debug, Clone)]
pub struct Keys;
#[derive(Debug, Clone, Default)]
pub(crate) struct Sealer {
    pub(crate) compression: Compression,
    pub(crate) keys: Option<Keys>,
    pub(crate) max_bytes: usize,
}
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
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NameVersion {
    pub(crate) name: String,
    pub(crate) version: u64,
}
pub(crate) struct Lease {
    pub(crate) token: [u8; 16],
    pub(crate) deadline: u64,
    pub(crate) awaited: bool,
    pub(crate) expired: bool,
}
pub(crate) struct Opened<'a> {
    pub(crate) facts: Facts,
    pub(crate) payload: Cow<'a, [u8]>,
    pub(crate) lease: Lease,
    pub(crate) identity: u64,
}
pub(crate) enum Frame<'a> {
    Lease(Lease),
    Entry(Opened<'a>),
}
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rejection {
    NotAFrame,
    FrameVersion,
}

use xxhash_rust::xxh3::{Xxh3, xxh3_64};
fn sum(key: &[u8], frame: &[u8]) -> u64 {
    let mut h = Xxh3::with_seed(xxh3_64(key));
    h.update(&frame[..8]);
    h.update(&frame[48..]);
    h.digest()
}
pub(crate) fn seal(
    s: &Sealer,
    key: &[u8],
    f: &Facts,
    payload: &[u8],
) -> Result<Vec<u8>, Rejection> {
    let mut out = vec![
        0xCA,
        0xC4,
        0xE0,
        1,
        match f.content {
            Content::Value => 0,
            Content::Absent => 1,
            Content::Failure => 2,
        },
        f.codec,
        0,
        0,
    ];
    out.extend([0; 40]);
    out.extend(f.fingerprint.to_le_bytes());
    out.extend(f.version.to_le_bytes());
    out.extend(f.cost.to_le_bytes());
    for n in [f.created, f.fresh_until, f.stale_until, f.order] {
        out.extend(n.to_le_bytes());
    }
    out.extend(u16::try_from(f.names.len()).unwrap_or(0).to_le_bytes());
    for n in &f.names {
        out.extend(u16::try_from(n.name.len()).unwrap_or(0).to_le_bytes());
        out.extend(n.name.as_bytes());
        out.extend(n.version.to_le_bytes());
    }
    out.extend(u32::try_from(payload.len()).unwrap_or(0).to_le_bytes());
    out.extend(payload);
    if s.max_bytes > 0 && out.len() > s.max_bytes {
        return Err(Rejection::NotAFrame);
    }
    let c = sum(key, &out);
    out[40..48].copy_from_slice(&c.to_le_bytes());
    Ok(out)
}
struct R<'a>(&'a [u8]);
impl<'a> R<'a> {
    fn take(&mut self, n: usize) -> Result<&'a [u8], Rejection> {
        if self.0.len() < n {
            return Err(Rejection::NotAFrame);
        }
        let (a, b) = self.0.split_at(n);
        self.0 = b;
        Ok(a)
    }
    fn u16(&mut self) -> Result<u16, Rejection> {
        Ok(u16::from_le_bytes(
            self.take(2)?.try_into().map_err(|_| Rejection::NotAFrame)?,
        ))
    }
    fn u32(&mut self) -> Result<u32, Rejection> {
        Ok(u32::from_le_bytes(
            self.take(4)?.try_into().map_err(|_| Rejection::NotAFrame)?,
        ))
    }
    fn u64(&mut self) -> Result<u64, Rejection> {
        Ok(u64::from_le_bytes(
            self.take(8)?.try_into().map_err(|_| Rejection::NotAFrame)?,
        ))
    }
}
pub(crate) fn open<'a>(_: &Sealer, key: &[u8], b: &'a [u8]) -> Result<Frame<'a>, Rejection> {
    if b.len() < 40 || b[..3] != [0xCA, 0xC4, 0xE0] {
        return Err(Rejection::NotAFrame);
    }
    if b[3] != 1 {
        return Err(Rejection::FrameVersion);
    }
    let mut token = [0; 16];
    token.copy_from_slice(&b[8..24]);
    let lease = Lease {
        token,
        deadline: R(&b[24..]).u64()?,
        awaited: b[32] == 1,
        expired: b[33] == 1,
    };
    if b[4] >= 128 {
        return Ok(Frame::Lease(lease));
    }
    if b.len() < 98 {
        return Err(Rejection::NotAFrame);
    }
    let identity = R(&b[40..]).u64()?;
    if identity != sum(key, b) {
        return Err(Rejection::NotAFrame);
    }
    let mut r = R(&b[48..]);
    let mut facts = Facts {
        content: match b[4] & 3 {
            0 => Content::Value,
            1 => Content::Absent,
            _ => Content::Failure,
        },
        codec: b[5],
        fingerprint: r.u64()?,
        version: r.u32()?,
        cost: r.u32()?,
        created: r.u64()?,
        fresh_until: r.u64()?,
        stale_until: r.u64()?,
        order: r.u64()?,
        names: vec![],
    };
    for _ in 0..r.u16()? {
        let n = r.u16()?;
        let name = String::from_utf8_lossy(r.take(usize::from(n))?).into_owned();
        facts.names.push(NameVersion {
            name,
            version: r.u64()?,
        });
    }
    r.u32()?;
    Ok(Frame::Entry(Opened {
        facts,
        payload: Cow::Borrowed(r.0),
        lease,
        identity,
    }))
}
pub(crate) fn lease_only_head() -> [u8; 8] {
    [0xCA, 0xC4, 0xE0, 1, 128, 0, 0, 0]
}
pub(crate) fn identity(b: &[u8]) -> u64 {
    b.get(40..48)
        .and_then(|b| b.try_into().ok())
        .map_or(0, u64::from_le_bytes)
}
