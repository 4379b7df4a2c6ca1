//! In place of `encryption` where that is not compiled in: there are no keys, so nothing is encrypted or decrypted.

use super::Rejection;

/// There are none.
#[derive(Debug, Clone)]
pub(crate) enum Keys {}

impl Keys {
    pub(super) fn id(&self) -> u8 {
        match *self {}
    }

    pub(super) fn encrypt(&self, _bound: &[u8], _payload: &[u8]) -> Result<Vec<u8>, Rejection> {
        match *self {}
    }

    pub(super) fn decrypt(
        &self,
        _id: u8,
        _bound: &[u8],
        _bytes: &[u8],
    ) -> Result<Vec<u8>, Rejection> {
        match *self {}
    }
}
