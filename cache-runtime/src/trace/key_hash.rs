//! A key as spans show it: by it the calls for one entry are found in the traces of one process, and nothing is learnt of the
//! key itself.

use crate::key::EncodedKey;
use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::OnceLock;

/// A hash of a function and a key under a secret of this process.
///
/// Secret, as keys are often small numbers: without it whoever reads traces could try them all. So the traces of two
/// processes, or of one before and after its restart, have different hashes for one key.
#[derive(Debug, Clone, Copy)]
pub(super) struct KeyHash(u64);

impl KeyHash {
    pub(super) fn of(function: &str, key: &EncodedKey) -> Self {
        // SipHash under a random key, and not the hash of our tables, whose secret can be computed from what it yields.
        static SECRET: OnceLock<RandomState> = OnceLock::new();
        let secret = SECRET.get_or_init(RandomState::new);
        Self(secret.hash_one((function, key)))
    }
}

impl fmt::Display for KeyHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:016x}", self.0)
    }
}
