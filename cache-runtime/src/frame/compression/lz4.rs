//! LZ4 blocks, by the safe decoder of `lz4_flex`.

use lz4_flex::block;

/// A byte of LZ4 adds 255 bytes at most.
const MOST_PER_BYTE: usize = 255;

#[allow(clippy::unnecessary_wraps, reason = "the other method can fail")]
pub(super) fn compress(payload: &[u8]) -> Option<Vec<u8>> {
    Some(block::compress(payload))
}

/// None, if `packed` does not hold `length` bytes.
pub(super) fn decompress(packed: &[u8], length: usize) -> Option<Vec<u8>> {
    // The decoder takes its memory beforehand.
    if length / MOST_PER_BYTE > packed.len() {
        return None;
    }
    block::decompress(packed, length).ok()
}
