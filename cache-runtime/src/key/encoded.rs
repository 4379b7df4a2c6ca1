//! The binary form of a key: written by [`KeyEncoder`], held by [`EncodedKey`], read back by [`KeyReader`].
//! How a type enters it is decided in `part.rs`; how it becomes text, in `text.rs`.

use super::template::push_fingerprint;
use std::hash::{Hash, Hasher};

/// Bytes that fit into a key without an allocation.
const INLINE: usize = 23;
/// Binary keys longer than this are kept as a digest and the beginning of their text.
const DIGEST_OVER: usize = 256;

/// The binary form of one key's arguments.
///
/// Within one region it is injective: every part is of fixed length or carries its length.
#[derive(Debug, Clone)]
pub(crate) enum EncodedKey {
    /// Up to 23 bytes, little-endian; the last byte is their number.
    Inline([u64; 3]),
    Heap(Box<[u8]>),
    /// A long key: what tells it apart is the digest; the text is for people.
    Digest(Box<Digest>),
}

#[derive(Debug, Clone)]
pub(crate) struct Digest {
    pub(crate) hash: [u8; 32],
    pub(crate) text: Box<str>,
}

impl EncodedKey {
    /// 128 bits that name this key among all keys of its template.
    pub(crate) fn fingerprint(&self) -> [u8; 16] {
        let hash = match self {
            Self::Inline(words) => fingerprint(KeyReader::of_words(words).rest()),
            Self::Heap(bytes) => fingerprint(bytes),
            Self::Digest(digest) => digest.hash,
        };
        std::array::from_fn(|index| hash[index])
    }

    /// Appends the shortened text of a digest.
    pub(super) fn digest_text(&self, text: &mut String) {
        if let Self::Digest(digest) = self {
            text.push_str(&digest.text);
            push_fingerprint(text, self.fingerprint());
        }
    }

    /// Bytes on the heap.
    pub(crate) fn heap_bytes(&self) -> usize {
        match self {
            Self::Inline(_) => 0,
            Self::Heap(bytes) => bytes.len(),
            Self::Digest(digest) => size_of::<Digest>() + digest.text.len(),
        }
    }
}

impl PartialEq for EncodedKey {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Inline(left), Self::Inline(right)) => left == right,
            (Self::Heap(left), Self::Heap(right)) => left == right,
            (Self::Digest(left), Self::Digest(right)) => left.hash == right.hash,
            _ => false,
        }
    }
}

impl Eq for EncodedKey {}

impl Hash for EncodedKey {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Inline(words) => words.iter().for_each(|word| state.write_u64(*word)),
            Self::Heap(bytes) => state.write(bytes),
            Self::Digest(digest) => state.write(&digest.hash),
        }
    }
}

/// A cryptographic hash under a key of our own: long keys are named by it, and nobody can make two that meet.
fn fingerprint(bytes: &[u8]) -> [u8; 32] {
    static KEY: std::sync::LazyLock<[u8; 32]> = std::sync::LazyLock::new(|| {
        blake3::derive_key("cache-runtime 2026-11-20 names of long keys", b"")
    });
    *blake3::keyed_hash(&KEY, bytes).as_bytes()
}

/// Collects the parts of a key in their binary form.
///
/// Implementations of [`KeyPart`](crate::KeyPart) write to it; each part must be self-delimiting, which every method
/// here is.
#[derive(Debug)]
pub struct KeyEncoder {
    inline: [u8; INLINE + 1],
    used: usize,
    spilled: Vec<u8>,
}

impl KeyEncoder {
    #[inline]
    pub(crate) const fn new() -> Self {
        Self {
            inline: [0; INLINE + 1],
            used: 0,
            spilled: Vec::new(),
        }
    }

    /// Writes a number of bytes that is the same for every value of the type.
    #[inline]
    pub fn fixed<const N: usize>(&mut self, bytes: [u8; N]) {
        self.raw(&bytes);
    }

    /// Writes bytes of any number, led by that number.
    #[inline]
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.length(bytes.len());
        self.raw(bytes);
    }

    /// Writes text, led by its length.
    #[inline]
    pub fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    /// Writes a length: seven bits a byte, the lowest first.
    #[inline]
    #[allow(clippy::cast_possible_truncation, reason = "seven bits at a time")]
    pub fn length(&mut self, mut length: usize) {
        while length > 0x7f {
            self.fixed([(length & 0x7f) as u8 | 0x80]);
            length >>= 7;
        }
        self.fixed([length as u8]);
    }

    /// Writes which variant of an enum follows.
    #[inline]
    pub fn variant(&mut self, index: usize) {
        self.length(index);
    }

    #[inline]
    fn raw(&mut self, bytes: &[u8]) {
        let end = self.used + bytes.len();
        if end <= INLINE && self.spilled.is_empty() {
            self.inline[self.used..end].copy_from_slice(bytes);
            self.used = end;
        } else {
            self.spill(bytes);
        }
    }

    #[cold]
    fn spill(&mut self, bytes: &[u8]) {
        if self.spilled.is_empty() {
            self.spilled.reserve(self.used + bytes.len());
            self.spilled.extend_from_slice(&self.inline[..self.used]);
        }
        self.spilled.extend_from_slice(bytes);
    }

    /// Ends the key; `begin_text` gives the first bytes of its text and is asked only for a long one.
    #[inline]
    pub(crate) fn finish(
        mut self,
        begin_text: impl FnOnce(&mut KeyReader<'_>) -> Box<str>,
    ) -> EncodedKey {
        if !self.spilled.is_empty() {
            return finish_spilled(self.spilled, begin_text);
        }
        #[allow(clippy::cast_possible_truncation, reason = "at most 23")]
        {
            self.inline[INLINE] = self.used as u8;
        }
        let word = |index: usize| {
            u64::from_le_bytes(std::array::from_fn(|byte| self.inline[index * 8 + byte]))
        };
        EncodedKey::Inline([word(0), word(1), word(2)])
    }
}

#[cold]
fn finish_spilled(
    bytes: Vec<u8>,
    begin_text: impl FnOnce(&mut KeyReader<'_>) -> Box<str>,
) -> EncodedKey {
    if bytes.len() <= DIGEST_OVER {
        return EncodedKey::Heap(bytes.into_boxed_slice());
    }
    let text = begin_text(&mut KeyReader::of_bytes(&bytes));
    EncodedKey::Digest(Box::new(Digest {
        hash: fingerprint(&bytes),
        text,
    }))
}

/// Reads back what [`KeyEncoder`] wrote, in the same order.
///
/// Reading past the end yields zeros and empty text: a key is only ever read by the types that wrote it.
#[derive(Debug)]
pub struct KeyReader<'a> {
    source: Source<'a>,
    position: usize,
}

#[derive(Debug)]
enum Source<'a> {
    Inline([u8; INLINE + 1]),
    Slice(&'a [u8]),
}

impl<'a> KeyReader<'a> {
    fn of_words(words: &[u64; 3]) -> Self {
        let mut bytes = [0; INLINE + 1];
        for (chunk, word) in bytes.chunks_exact_mut(8).zip(words) {
            chunk.copy_from_slice(&word.to_le_bytes());
        }
        Self {
            source: Source::Inline(bytes),
            position: 0,
        }
    }

    fn of_bytes(bytes: &'a [u8]) -> Self {
        Self {
            source: Source::Slice(bytes),
            position: 0,
        }
    }

    /// Reads `key`, unless only its digest is left.
    pub(crate) fn of(key: &'a EncodedKey) -> Option<Self> {
        match key {
            EncodedKey::Inline(words) => Some(Self::of_words(words)),
            EncodedKey::Heap(bytes) => Some(Self::of_bytes(bytes)),
            EncodedKey::Digest(_) => None,
        }
    }

    fn rest(&self) -> &[u8] {
        let all = match &self.source {
            Source::Inline(bytes) => &bytes[..usize::from(bytes[INLINE])],
            Source::Slice(bytes) => bytes,
        };
        all.get(self.position..).unwrap_or_default()
    }

    /// Reads what [`KeyEncoder::fixed`] wrote.
    pub fn fixed<const N: usize>(&mut self) -> [u8; N] {
        let rest = self.rest();
        let bytes = std::array::from_fn(|index| rest.get(index).copied().unwrap_or(0));
        self.position += N;
        bytes
    }

    /// Reads what [`KeyEncoder::bytes`] wrote.
    pub fn bytes(&mut self) -> Vec<u8> {
        let length = self.length();
        let rest = self.rest();
        let bytes = rest[..length.min(rest.len())].to_vec();
        self.position += length;
        bytes
    }

    /// Reads what [`KeyEncoder::text`] wrote.
    pub fn text(&mut self) -> String {
        String::from_utf8_lossy(&self.bytes()).into_owned()
    }

    /// Reads what [`KeyEncoder::length`] wrote.
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

    /// Reads what [`KeyEncoder::variant`] wrote.
    pub fn variant(&mut self) -> usize {
        self.length()
    }
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
            EncodedKey::Heap(_)
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
