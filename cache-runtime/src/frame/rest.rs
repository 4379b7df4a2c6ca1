//! The bytes of a frame that are not read yet.

use super::Rejection;

#[derive(Debug, Clone, Copy)]
pub(super) struct Rest<'a>(pub(super) &'a [u8]);

impl<'a> Rest<'a> {
    pub(super) fn take(&mut self, count: usize) -> Result<&'a [u8], Rejection> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(Rejection::Truncated)?;
        self.0 = rest;
        Ok(taken)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], Rejection> {
        let (taken, rest) = self.0.split_first_chunk().ok_or(Rejection::Truncated)?;
        self.0 = rest;
        Ok(*taken)
    }

    pub(super) fn number(&mut self) -> Result<u64, Rejection> {
        self.array().map(u64::from_le_bytes)
    }

    pub(super) fn short(&mut self) -> Result<u16, Rejection> {
        self.array().map(u16::from_le_bytes)
    }
}
