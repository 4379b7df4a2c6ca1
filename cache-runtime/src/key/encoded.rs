//! The binary form of a key, as it is kept and compared. It is written in `encoder.rs` and read back in `reader.rs`; how a
//! type enters it is decided in `part.rs`.

use super::KeyReader;
use super::template::push_fingerprint;
use std::hash::{Hash, Hasher};

/// Bytes that fit into a key without an allocation.
pub(super) const INLINE: usize = 23;
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
            Self::Inline([first, second, third]) => {
                state.write_u64(*first);
                if *third >> 56 <= 16 {
                    // Nothing but the length is in the third word: not worth a round of its own. Keys that differ by
                    // it alone are as few as there are lengths.
                    state.write_u64(second ^ third);
                } else {
                    state.write_u64(*second);
                    state.write_u64(*third);
                }
            }
            Self::Heap(bytes) => state.write(bytes),
            Self::Digest(digest) => state.write(&digest.hash),
        }
    }
}

/// A cryptographic hash under a key of our own: long keys are named by it, and nobody can make two that meet.
pub(super) fn fingerprint(bytes: &[u8]) -> [u8; 32] {
    static KEY: std::sync::LazyLock<[u8; 32]> = std::sync::LazyLock::new(|| {
        blake3::derive_key("cache-runtime 2026-11-20 names of long keys", b"")
    });
    *blake3::keyed_hash(&KEY, bytes).as_bytes()
}
