//! postcard: the default. Fields without names, so a type that changed is told apart by its fingerprint alone.

use std::mem;

use serde::Serialize;
use serde::de::DeserializeSeed;

use super::CodecError;

pub(super) fn encode<T: Serialize + ?Sized>(
    value: &T,
    into: &mut Vec<u8>,
) -> Result<(), CodecError> {
    *into = postcard::to_extend(value, mem::take(into)).map_err(CodecError::new)?;
    Ok(())
}

pub(super) fn decode<'de, S: DeserializeSeed<'de>>(
    seed: S,
    bytes: &'de [u8],
) -> Result<S::Value, CodecError> {
    let mut deserializer = postcard::Deserializer::from_bytes(bytes);
    let value = seed
        .deserialize(&mut deserializer)
        .map_err(CodecError::new)?;
    match deserializer.finalize().map_err(CodecError::new)? {
        [] => Ok(value),
        rest => Err(CodecError::left_over(rest.len())),
    }
}
