//! The binary form of a key, as it is kept and compared. It is written in `encoder.rs` and read back in `reader.rs`; how a
//! type enters it is decided in `part.rs`.

use super::KeyReader;
use super::template::push_fingerprint;
use std::hash::{Hash, Hasher};
use std::num::NonZeroU64;

/// Bytes that fit into a key without an allocation.
pub(super) const INLINE: usize = 23;

/// The binary form of one key's arguments.
///
/// Within one region it is injective: every part is of fixed length or carries its length. Three words: every entry keeps
/// one, and every hit makes one.
#[derive(Debug, Clone)]
pub(crate) enum EncodedKey {
    Inline(Inline),
    /// All others behind one pointer, which takes the place of what no inline key is.
    Long(Box<Long>),
}

/// Up to 23 bytes, little-endian.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Inline {
    pub(super) first: u64,
    pub(super) second: u64,
    /// The highest byte is the number of all of them, with [`PRESENT`].
    last: NonZeroU64,
}

/// Never zero, also where nothing is written.
const PRESENT: NonZeroU64 = NonZeroU64::new(1 << 63).expect("a power of two is not zero");

#[derive(Debug, Clone)]
pub(crate) enum Long {
    Parts(Box<[u8]>),
    /// What tells it apart is the digest; the text is for people.
    Digest(Digest),
}

impl Inline {
    /// `third` holds the last seven bytes, and nothing in its highest; there are `length` bytes in all.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "as what it ends")]
    pub(super) fn new(first: u64, second: u64, third: u64, length: usize) -> Self {
        Self {
            first,
            second,
            last: PRESENT | third | (length as u64) << 56,
        }
    }

    /// How many bytes there are.
    #[allow(clippy::cast_possible_truncation, reason = "a number of up to 23")]
    pub(super) fn length(self) -> usize {
        ((self.last.get() & !PRESENT.get()) >> 56) as usize
    }

    /// In one step: of two keys that are compared at all, nearly all are equal.
    #[inline]
    fn is(self, other: Self) -> bool {
        let last = self.last.get() ^ other.last.get();
        (self.first ^ other.first) | (self.second ^ other.second) | last == 0
    }

    /// All bytes, and behind them the one that holds their number.
    pub(super) fn bytes(self) -> [u8; INLINE + 1] {
        let mut bytes = [0; INLINE + 1];
        let words = [self.first, self.second, self.last.get()];
        for (chunk, word) in bytes.chunks_exact_mut(8).zip(words) {
            chunk.copy_from_slice(&word.to_le_bytes());
        }
        bytes
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Digest {
    pub(crate) hash: [u8; 32],
    pub(crate) text: Box<str>,
}

impl Long {
    /// Apart from the look at inline keys, which is to stay small.
    #[inline(never)]
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Parts(left), Self::Parts(right)) => left == right,
            (Self::Digest(left), Self::Digest(right)) => left.hash == right.hash,
            _ => false,
        }
    }
}

impl EncodedKey {
    /// 128 bits that name this key among all keys of its template.
    pub(crate) fn fingerprint(&self) -> [u8; 16] {
        let hash = match self {
            Self::Inline(inline) => fingerprint(KeyReader::of_inline(*inline).rest()),
            Self::Long(long) => match &**long {
                Long::Parts(bytes) => fingerprint(bytes),
                Long::Digest(digest) => digest.hash,
            },
        };
        std::array::from_fn(|index| hash[index])
    }

    /// Appends the shortened text of a digest.
    pub(super) fn digest_text(&self, text: &mut String) {
        if let Some(digest) = self.digest() {
            text.push_str(&digest.text);
            push_fingerprint(text, self.fingerprint());
        }
    }

    /// What is left of a key that is longer than is kept.
    pub(super) fn digest(&self) -> Option<&Digest> {
        match self {
            Self::Long(long) => match &**long {
                Long::Digest(digest) => Some(digest),
                Long::Parts(_) => None,
            },
            Self::Inline(_) => None,
        }
    }

    /// Bytes on the heap.
    pub(crate) fn heap_bytes(&self) -> usize {
        match self {
            Self::Inline(_) => 0,
            Self::Long(long) => {
                size_of::<Long>()
                    + match &**long {
                        Long::Parts(bytes) => bytes.len(),
                        Long::Digest(digest) => digest.text.len(),
                    }
            }
        }
    }
}

impl PartialEq for EncodedKey {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Inline(left), Self::Inline(right)) => left.is(*right),
            (Self::Long(left), Self::Long(right)) => left.is(right),
            _ => false,
        }
    }
}

impl Eq for EncodedKey {}

impl Hash for EncodedKey {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Inline(inline) => {
                let last = inline.last.get();
                state.write_u64(inline.first);
                if inline.length() <= 16 {
                    // Nothing but the length is in the third word: not worth a round of its own. Keys that differ by
                    // it alone are as few as there are lengths.
                    state.write_u64(inline.second ^ last);
                } else {
                    state.write_u64(inline.second);
                    state.write_u64(last);
                }
            }
            Self::Long(long) => match &**long {
                Long::Parts(bytes) => state.write(bytes),
                Long::Digest(digest) => state.write(&digest.hash),
            },
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_three_words() {
        assert_eq!(size_of::<EncodedKey>(), 24);
    }
}
