//! `MessagePack` with named fields: the bytes bear a field more or less, where the type has a default for it.

use serde::Serialize;
use serde::de::DeserializeSeed;

use super::CodecError;

/// As many levels of nesting as JSON takes: enough for values, and far from the end of a thread's stack.
const MAX_DEPTH: usize = 128;

pub(super) fn encode<T: Serialize + ?Sized>(
    value: &T,
    into: &mut Vec<u8>,
) -> Result<(), CodecError> {
    let mut serializer = rmp_serde::Serializer::new(into).with_struct_map();
    value.serialize(&mut serializer).map_err(CodecError::new)
}

pub(super) fn decode<'de, S: DeserializeSeed<'de>>(
    seed: S,
    bytes: &'de [u8],
) -> Result<S::Value, CodecError> {
    let mut rest = bytes;
    let mut deserializer = rmp_serde::Deserializer::new(&mut rest);
    deserializer.set_max_depth(MAX_DEPTH);
    let value = seed
        .deserialize(&mut deserializer)
        .map_err(CodecError::new)?;
    match rest {
        [] => Ok(value),
        _ => Err(CodecError::left_over(rest.len())),
    }
}
