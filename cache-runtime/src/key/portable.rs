//! The binary form of a key on its way to another process. Both ends write numbers the same way round.

use super::EncodedKey;
use super::encoded::{Digest, INLINE, Inline, Long};
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
            EncodedKey::Inline(inline) => {
                Self::Parts(KeyReader::of_inline(*inline).rest().to_vec())
            }
            EncodedKey::Long(long) => match &**long {
                Long::Parts(bytes) => Self::Parts(bytes.to_vec()),
                Long::Digest(digest) => Self::Digest {
                    hash: digest.hash,
                    text: digest.text.to_string(),
                },
            },
        }
    }
}

impl From<&PortableKey> for EncodedKey {
    fn from(key: &PortableKey) -> Self {
        match key {
            PortableKey::Parts(bytes) if bytes.len() <= INLINE => Self::Inline(inline(bytes)),
            PortableKey::Parts(bytes) => Self::Long(Box::new(Long::Parts(bytes.clone().into()))),
            PortableKey::Digest { hash, text } => Self::Long(Box::new(Long::Digest(Digest {
                hash: *hash,
                text: text.as_str().into(),
            }))),
        }
    }
}

/// Up to 23 bytes.
fn inline(bytes: &[u8]) -> Inline {
    let mut block = [0; INLINE + 1];
    block[..bytes.len()].copy_from_slice(bytes);
    let word = |word: usize| {
        let bytes = &block[8 * word..8 * word + 8];
        u64::from_le_bytes(bytes.try_into().expect("the slice is eight bytes long"))
    };
    Inline::new(word(0), word(1), word(2), bytes.len())
}
