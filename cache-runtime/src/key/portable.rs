//! The binary form of a key on its way to another process. Both ends write numbers the same way round.

use super::EncodedKey;
use super::encoded::{Digest, INLINE};
use super::reader::KeyReader;
use serde::{Deserialize, Serialize};

/// A binary key that can travel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum PortableKey {
    Parts(Vec<u8>),
    Digest { hash: [u8; 32], text: String },
}

impl From<&EncodedKey> for PortableKey {
    fn from(key: &EncodedKey) -> Self {
        match key {
            EncodedKey::Inline(words) => Self::Parts(KeyReader::of_words(words).rest().to_vec()),
            EncodedKey::Heap(bytes) => Self::Parts(bytes.to_vec()),
            EncodedKey::Digest(digest) => Self::Digest {
                hash: digest.hash,
                text: digest.text.to_string(),
            },
        }
    }
}

impl From<&PortableKey> for EncodedKey {
    fn from(key: &PortableKey) -> Self {
        match key {
            PortableKey::Parts(bytes) if bytes.len() <= INLINE => Self::Inline(words(bytes)),
            PortableKey::Parts(bytes) => Self::Heap(bytes.clone().into()),
            PortableKey::Digest { hash, text } => Self::Digest(Box::new(Digest {
                hash: *hash,
                text: text.as_str().into(),
            })),
        }
    }
}

/// Up to 23 bytes and their number, as `EncodedKey::Inline` has them.
fn words(bytes: &[u8]) -> [u64; 3] {
    let mut block = [0; INLINE + 1];
    block[..bytes.len()].copy_from_slice(bytes);
    block[INLINE] =
        u8::try_from(bytes.len()).expect("the caller compared the length with `INLINE`");
    std::array::from_fn(|word| {
        let bytes = &block[8 * word..8 * word + 8];
        u64::from_le_bytes(bytes.try_into().expect("the slice is eight bytes long"))
    })
}
