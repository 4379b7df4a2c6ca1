//! Payloads that only holders of a key can read or write: AES-256-GCM-SIV under a ring of keys.
//!
//! The nonce stands before the ciphertext, the tag after it. What is bound to it besides: the whole head of the frame but
//! the lease, the names, and the key of the entry, so that no payload can be moved to where it does not belong.

use std::fmt;

use aes_gcm_siv::aead::{Aead, Payload};
use aes_gcm_siv::{Aes256GcmSiv, KeyInit, Nonce};

use super::Rejection;

const NONCE: usize = 12;

/// The keys that the values of the shared tier are encrypted with (AES-256-GCM-SIV).
///
/// One key writes, older ones read. To change keys without a pause, first give all processes the new key as an old one
/// ([`with_old`](Keys::with_old)), then let it write and keep the former one as old, and drop that when the entries
/// written with it have expired.
///
/// # What is protected
///
/// - Values and remembered errors are encrypted. The names of entries, tags and functions are not, nor are times and sizes:
///   scripts in Redis need them. Put nothing secret into the key of an entry.
/// - Whether there is a value, its type, its times and what it rests on cannot be changed, nor can an entry be passed off
///   as another.
/// - A cache that has keys reads nothing that is not encrypted; else whoever can write to Redis would leave it out. So
///   the first deployment with keys begins with an empty shared tier, and should use another
///   [`version`](crate::CacheBuilder::version).
/// - Whoever can write to Redis can still remove entries, put back what stood under the same key before, and invalidate.
///
/// ```
/// use cache_runtime::Keys;
///
/// let keys = Keys::new(2, [7; 32]).with_old(1, [3; 32]); // from a secret store, in truth
/// assert_eq!(format!("{keys:?}"), "Keys { id: 2, old: [1], .. }");
/// ```
#[derive(Clone)]
pub struct Keys {
    id: u8,
    cipher: Box<Aes256GcmSiv>,
    old: Vec<(u8, Aes256GcmSiv)>,
}

impl Keys {
    /// A ring with one key, which writes. Entries carry the `id`, so that readers know which key to take.
    #[must_use]
    pub fn new(id: u8, key: [u8; 32]) -> Keys {
        Keys {
            id,
            cipher: Box::new(cipher(key)),
            old: Vec::new(),
        }
    }

    /// Adds a key that only reads.
    ///
    /// # Panics
    ///
    /// If the ring has a key with this `id`.
    #[must_use]
    pub fn with_old(mut self, id: u8, key: [u8; 32]) -> Keys {
        assert!(
            self.of(id).is_none(),
            "the ring has a key with the id {id}; give each key an id of its own"
        );
        self.old.push((id, cipher(key)));
        self
    }

    /// Of the key that writes.
    pub(super) fn id(&self) -> u8 {
        self.id
    }

    fn of(&self, id: u8) -> Option<&Aes256GcmSiv> {
        if id == self.id {
            return Some(&self.cipher);
        }
        let old = self.old.iter().find(|(known, _)| *known == id);
        old.map(|(_, cipher)| cipher)
    }

    pub(super) fn encrypt(&self, bound: &[u8], payload: &[u8]) -> Result<Vec<u8>, Rejection> {
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce).map_err(|_| Rejection::Encryption)?;
        let message = Payload {
            msg: payload,
            aad: bound,
        };
        let ciphertext = self
            .cipher
            .encrypt(&Nonce::from(nonce), message)
            .map_err(|_| Rejection::Encryption)?;
        Ok([&nonce, &*ciphertext].concat())
    }

    pub(super) fn decrypt(&self, id: u8, bound: &[u8], bytes: &[u8]) -> Result<Vec<u8>, Rejection> {
        let cipher = self.of(id).ok_or(Rejection::Encryption)?;
        let (nonce, ciphertext) = bytes
            .split_first_chunk::<NONCE>()
            .ok_or(Rejection::Encryption)?;
        let message = Payload {
            msg: ciphertext,
            aad: bound,
        };
        cipher
            .decrypt(&Nonce::from(*nonce), message)
            .map_err(|_| Rejection::Encryption)
    }
}

/// The ids, never the keys.
impl fmt::Debug for Keys {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let old: Vec<u8> = self.old.iter().map(|(id, _)| *id).collect();
        formatter
            .debug_struct("Keys")
            .field("id", &self.id)
            .field("old", &old)
            .finish_non_exhaustive()
    }
}

fn cipher(key: [u8; 32]) -> Aes256GcmSiv {
    Aes256GcmSiv::new(&key.into())
}
