//! bincode 2.0.1, never without a limit: else one corrupt length makes it ask for more memory than there is, and the
//! process aborts.

use bincode::config::{Config, standard};
use bincode::enc::write::Writer;
use bincode::error::EncodeError;
use bincode::serde::{encode_into_writer, seed_decode_from_slice};
use serde::Serialize;
use serde::de::DeserializeSeed;

use super::CodecError;

const KIB: usize = 1 << 10;
const MIB: usize = 1 << 20;

/// An integer of one byte on the wire claims the size of its type, which is 16 at most.
const CLAIMED_PER_BYTE: usize = 16;

pub(super) fn encode<T: Serialize + ?Sized>(
    value: &T,
    into: &mut Vec<u8>,
) -> Result<(), CodecError> {
    encode_into_writer(value, Appending(into), standard()).map_err(CodecError::new)
}

/// The limit is a part of bincode's type, so it comes in steps; each is in proportion to the bytes that there are.
pub(super) fn decode<'de, S: DeserializeSeed<'de>>(
    seed: S,
    bytes: &'de [u8],
) -> Result<S::Value, CodecError> {
    let length = bytes.len();
    if length <= 4 * KIB {
        decode_within(
            seed,
            bytes,
            standard().with_limit::<{ 4 * KIB * CLAIMED_PER_BYTE }>(),
        )
    } else if length <= 128 * KIB {
        decode_within(
            seed,
            bytes,
            standard().with_limit::<{ 128 * KIB * CLAIMED_PER_BYTE }>(),
        )
    } else if length <= 4 * MIB {
        decode_within(
            seed,
            bytes,
            standard().with_limit::<{ 4 * MIB * CLAIMED_PER_BYTE }>(),
        )
    } else if length <= 64 * MIB {
        decode_within(
            seed,
            bytes,
            standard().with_limit::<{ 64 * MIB * CLAIMED_PER_BYTE }>(),
        )
    } else {
        Err(CodecError::new(format_args!(
            "{length} bytes are more than bincode is given to read, use another codec"
        )))
    }
}

fn decode_within<'de, S: DeserializeSeed<'de>>(
    seed: S,
    bytes: &'de [u8],
    limits: impl Config,
) -> Result<S::Value, CodecError> {
    let (value, read) = seed_decode_from_slice(seed, bytes, limits).map_err(CodecError::new)?;
    if read == bytes.len() {
        Ok(value)
    } else {
        Err(CodecError::left_over(bytes.len() - read))
    }
}

struct Appending<'a>(&'a mut Vec<u8>);

impl Writer for Appending<'_> {
    fn write(&mut self, bytes: &[u8]) -> Result<(), EncodeError> {
        self.0.extend_from_slice(bytes);
        Ok(())
    }
}
