//! Writes the binary form of a key, on the stack as long as it fits.

use super::KeyReader;
use super::encoded::{Digest, EncodedKey, INLINE, Inline, Long, fingerprint};

/// Binary keys longer than this are kept as a digest and the beginning of their text.
const DIGEST_OVER: usize = 256;

/// Collects the parts of a key in their binary form.
///
/// Implementations of [`KeyPart`](crate::KeyPart) write to it; each part must be self-delimiting, which every method
/// here is.
///
/// The first 23 bytes are kept in numbers, not in an array: bytes that are written singly and read by the word take a
/// way through memory that stalls the processor for as long as the rest of a hit takes. For the same reason the rare
/// ways out take and return values, never `&mut self`.
#[derive(Debug)]
pub struct KeyEncoder {
    /// Bytes 0 to 15.
    low: u128,
    /// Bytes 16 to 22; the highest byte stays free for the length.
    high: u64,
    used: usize,
    #[allow(
        clippy::box_collection,
        reason = "one word on the stack for what few keys need"
    )]
    spilled: Option<Box<Vec<u8>>>,
}

#[allow(
    clippy::inline_always,
    reason = "where the length of a part is known, all of this folds into a few shifts, but only together"
)]
impl KeyEncoder {
    #[inline(always)]
    pub(crate) const fn new() -> Self {
        Self {
            low: 0,
            high: 0,
            used: 0,
            spilled: None,
        }
    }

    /// Writes a number of bytes that is the same for every value of the type.
    #[inline(always)]
    pub fn fixed<const N: usize>(&mut self, bytes: [u8; N]) {
        self.raw(&bytes);
    }

    /// Writes bytes of any number, led by that number.
    #[inline(always)]
    pub fn bytes(&mut self, bytes: &[u8]) {
        if self.fits(1 + bytes.len()) {
            self.push(bytes.len() as u64, 1);
            self.append(bytes);
        } else {
            self.spill(&long_length(bytes.len()));
            self.spill(bytes);
        }
    }

    /// Writes text, led by its length.
    #[inline(always)]
    pub fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    /// Writes a length: seven bits a byte, the lowest first.
    #[inline(always)]
    pub fn length(&mut self, length: usize) {
        if length <= 0x7f && self.fits(1) {
            self.push(length as u64, 1);
        } else {
            self.raw(&long_length(length));
        }
    }

    /// Writes which variant of an enum follows.
    #[inline(always)]
    pub fn variant(&mut self, index: usize) {
        self.length(index);
    }

    #[inline(always)]
    fn raw(&mut self, bytes: &[u8]) {
        if self.fits(bytes.len()) {
            self.append(bytes);
        } else {
            self.spill(bytes);
        }
    }

    #[inline(always)]
    fn fits(&self, count: usize) -> bool {
        self.used + count <= INLINE && self.spilled.is_none()
    }

    #[inline(always)]
    fn spill(&mut self, bytes: &[u8]) {
        self.spilled = Some(spill(
            self.low,
            self.high,
            self.used,
            self.spilled.take(),
            bytes,
        ));
    }

    /// Appends bytes for which there is room.
    #[inline(always)]
    fn append(&mut self, bytes: &[u8]) {
        match bytes.len() {
            0 => {}
            1..=8 => self.push(last_word(bytes, bytes.len()), bytes.len()),
            9..=16 => {
                self.push(first_word(bytes), 8);
                self.push(last_word(bytes, bytes.len() - 8), bytes.len() - 8);
            }
            _ => {
                self.push(first_word(bytes), 8);
                self.push(first_word(&bytes[8..]), 8);
                self.push(last_word(bytes, bytes.len() - 16), bytes.len() - 16);
            }
        }
    }

    /// Appends the lowest `count` bytes of `word`; the others are zero. There is room for them.
    #[inline(always)]
    fn push(&mut self, word: u64, count: usize) {
        let shift = self.used * 8;
        if shift < 128 {
            self.low |= u128::from(word) << shift;
            if shift > 64 {
                self.high |= word >> (128 - shift);
            }
        } else {
            self.high |= word << (shift - 128);
        }
        self.used += count;
    }

    /// Reads back what was written so far.
    pub(crate) fn read<R>(self, read: impl FnOnce(&mut KeyReader<'_>) -> R) -> R {
        // Nothing more follows: what is inline goes to the heap as well, to be read in one way.
        let bytes = spill(self.low, self.high, self.used, self.spilled, &[]);
        read(&mut KeyReader::of_bytes(&bytes))
    }

    /// Ends the key; `begin_text` gives the first bytes of its text and is asked only for a long one.
    #[inline(always)]
    #[allow(
        clippy::cast_possible_truncation,
        reason = "the two halves of a `u128`"
    )]
    pub(crate) fn finish(
        self,
        begin_text: impl FnOnce(&mut KeyReader<'_>) -> Box<str>,
    ) -> EncodedKey {
        if let Some(spilled) = self.spilled {
            return finish_spilled(*spilled, begin_text);
        }
        let (first, second) = (self.low as u64, (self.low >> 64) as u64);
        EncodedKey::Inline(Inline::new(first, second, self.high, self.used))
    }
}

#[cold]
#[allow(clippy::cast_possible_truncation, reason = "seven bits at a time")]
fn long_length(mut length: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(10);
    while length > 0x7f {
        bytes.push((length & 0x7f) as u8 | 0x80);
        length >>= 7;
    }
    bytes.push(length as u8);
    bytes
}

/// Moves a key that grows too long for the stack to the heap, or appends to one that is there.
#[cold]
#[allow(
    clippy::box_collection,
    clippy::unnecessary_box_returns,
    reason = "one word on the stack for what few keys need"
)]
fn spill(
    low: u128,
    high: u64,
    used: usize,
    spilled: Option<Box<Vec<u8>>>,
    bytes: &[u8],
) -> Box<Vec<u8>> {
    let mut spilled = spilled.unwrap_or_else(|| {
        let inline = low.to_le_bytes().into_iter().chain(high.to_le_bytes());
        Box::new(inline.take(used).collect())
    });
    spilled.extend_from_slice(bytes);
    spilled
}

/// The first eight bytes. There are as many.
#[inline]
fn first_word(bytes: &[u8]) -> u64 {
    bytes
        .first_chunk()
        .map_or(0, |word| u64::from_le_bytes(*word))
}

/// The last `count` bytes, one to eight, as a number, read in as few steps as there can be.
#[inline]
fn last_word(bytes: &[u8], count: usize) -> u64 {
    if let Some(last) = bytes.last_chunk::<8>() {
        return u64::from_le_bytes(*last) >> (64 - count * 8);
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        // They overlap where there are fewer than eight, and agree there.
        let (low, high) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        return u64::from(low) | u64::from(high) << (count * 8 - 32);
    }
    // One, two or three: the first, the middle and the last of them, which may be the same.
    let byte = |index: usize| u64::from(bytes[index]) << (index * 8);
    byte(0) | byte(count / 2) | byte(count - 1)
}

#[cold]
fn finish_spilled(
    bytes: Vec<u8>,
    begin_text: impl FnOnce(&mut KeyReader<'_>) -> Box<str>,
) -> EncodedKey {
    if bytes.len() <= DIGEST_OVER {
        return EncodedKey::Long(Box::new(Long::Parts(bytes.into_boxed_slice())));
    }
    let text = begin_text(&mut KeyReader::of_bytes(&bytes));
    EncodedKey::Long(Box::new(Long::Digest(Digest {
        hash: fingerprint(&bytes),
        text,
    })))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encode(write: impl FnOnce(&mut KeyEncoder)) -> EncodedKey {
        let mut encoder = KeyEncoder::new();
        write(&mut encoder);
        encoder.finish(|_| "long".into())
    }

    #[test]
    fn up_to_23_bytes_stay_inline() {
        assert!(matches!(
            encode(|key| key.raw(&[1; 23])),
            EncodedKey::Inline(_)
        ));
        assert!(matches!(
            encode(|key| key.raw(&[1; 24])),
            EncodedKey::Long(_)
        ));
    }

    #[test]
    fn trailing_zeros_are_not_lost() {
        assert_ne!(
            encode(|key| key.raw(&[0; 3])),
            encode(|key| key.raw(&[0; 4]))
        );
    }

    #[test]
    fn a_key_of_ten_megabytes_costs_a_digest() {
        let huge = "x".repeat(10 << 20);
        let key = encode(|key| key.text(&huge));
        assert!(key.heap_bytes() < 400, "{} bytes", key.heap_bytes());
        assert_eq!(key, encode(|key| key.text(&huge)));
        assert_ne!(key, encode(|key| key.text(&huge[1..])));
    }

    #[test]
    fn what_was_written_is_read_back() {
        for length in [0, 1, 11, 127, 128, 200] {
            let text = "é".repeat(length / 2);
            let key = encode(|key| {
                key.fixed(7_u64.to_le_bytes());
                key.text(&text);
                key.variant(300);
            });
            let mut reader = KeyReader::of(&key).unwrap();
            assert_eq!(u64::from_le_bytes(reader.fixed()), 7);
            assert_eq!(reader.text(), text);
            assert_eq!(reader.variant(), 300);
        }
    }
}
