//! JSON, as `serde_json` writes it. Its limit of 128 levels of nesting stays on.

use serde::Serialize;
use serde::de::DeserializeSeed;

use super::CodecError;

pub(super) fn encode<T: Serialize + ?Sized>(
    value: &T,
    into: &mut Vec<u8>,
) -> Result<(), CodecError> {
    serde_json::to_writer(into, value).map_err(CodecError::new)
}

pub(super) fn decode<'de, S: DeserializeSeed<'de>>(
    seed: S,
    bytes: &'de [u8],
) -> Result<S::Value, CodecError> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = seed
        .deserialize(&mut deserializer)
        .map_err(CodecError::new)?;
    deserializer.end().map_err(CodecError::new)?;
    Ok(value)
}
