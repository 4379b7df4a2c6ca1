//! Reads the binary form of a key back, part by part, to make text of it.

use super::encoded::{EncodedKey, INLINE, Inline, Long};

/// Reads back what [`KeyEncoder`](crate::KeyEncoder) wrote, in the same order.
///
/// Reading past the end yields zeros and empty text: a key is only ever read by the types that wrote it.
#[derive(Debug)]
pub struct KeyReader<'a> {
    source: Source<'a>,
    position: usize,
}

#[derive(Debug)]
enum Source<'a> {
    Inline([u8; INLINE + 1], usize),
    Slice(&'a [u8]),
}

impl<'a> KeyReader<'a> {
    pub(super) fn of_inline(key: Inline) -> Self {
        Self {
            source: Source::Inline(key.bytes(), key.length()),
            position: 0,
        }
    }

    pub(super) fn of_bytes(bytes: &'a [u8]) -> Self {
        Self {
            source: Source::Slice(bytes),
            position: 0,
        }
    }

    /// Reads `key`, unless only its digest is left.
    pub(crate) fn of(key: &'a EncodedKey) -> Option<Self> {
        match key {
            EncodedKey::Inline(inline) => Some(Self::of_inline(*inline)),
            EncodedKey::Long(long) => match &**long {
                Long::Parts(bytes) => Some(Self::of_bytes(bytes)),
                Long::Digest(_) => None,
            },
        }
    }

    pub(super) fn rest(&self) -> &[u8] {
        let all = match &self.source {
            Source::Inline(bytes, length) => &bytes[..*length],
            Source::Slice(bytes) => bytes,
        };
        all.get(self.position..).unwrap_or_default()
    }

    /// Reads what [`KeyEncoder::fixed`](crate::KeyEncoder::fixed) wrote.
    pub fn fixed<const N: usize>(&mut self) -> [u8; N] {
        let rest = self.rest();
        let bytes = rest
            .first_chunk()
            .copied()
            .unwrap_or_else(|| std::array::from_fn(|index| rest.get(index).copied().unwrap_or(0)));
        self.position += N;
        bytes
    }

    /// Reads what [`KeyEncoder::bytes`](crate::KeyEncoder::bytes) wrote.
    pub fn bytes(&mut self) -> Vec<u8> {
        let length = self.length();
        let rest = self.rest();
        let bytes = rest[..length.min(rest.len())].to_vec();
        self.position += length;
        bytes
    }

    /// Reads what [`KeyEncoder::text`](crate::KeyEncoder::text) wrote.
    pub fn text(&mut self) -> String {
        String::from_utf8_lossy(&self.bytes()).into_owned()
    }

    /// Reads what [`KeyEncoder::length`](crate::KeyEncoder::length) wrote.
    pub fn length(&mut self) -> usize {
        let mut length = 0;
        for shift in (0..usize::BITS).step_by(7) {
            let [byte] = self.fixed::<1>();
            length |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        length
    }

    /// Reads what [`KeyEncoder::variant`](crate::KeyEncoder::variant) wrote.
    pub fn variant(&mut self) -> usize {
        self.length()
    }
}
