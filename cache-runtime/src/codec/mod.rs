//! Values as bytes and back. A placeholder: postcard alone, and a fingerprint that goes by the name of a type.

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt;
use xxhash_rust::xxh3::xxh3_64;

/// How values are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Codec(());

/// Why a value could not be written, or bytes could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodecError(String);

impl fmt::Display for CodecError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for CodecError {}

impl Codec {
    pub(crate) fn id(self) -> u8 {
        1
    }

    pub(crate) fn from_id(id: u8) -> Option<Self> {
        (id == 1).then_some(Self(()))
    }
}

impl CodecError {
    pub(crate) fn unexpected(content: Content) -> Self {
        Self(format!("the type has no {content:?}"))
    }
}

/// What the bytes of an entry mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// The value, or what is inside its `Some`.
    Value,
    /// `None`; no bytes.
    Absent,
    /// The error.
    Failure,
}

/// What a region needs to write its values to a shared tier.
#[derive(Debug)]
pub struct Coder<V> {
    pub(crate) fingerprint: fn() -> u64,
    /// `None`: this value is not for sharing.
    pub(crate) encode: fn(Codec, &V, &mut Vec<u8>) -> Result<Option<Content>, CodecError>,
    pub(crate) decode: fn(Codec, Content, &[u8]) -> Result<V, CodecError>,
}

impl<V> Clone for Coder<V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<V> Copy for Coder<V> {}

pub(crate) fn encode<T: Serialize + ?Sized>(
    _: Codec,
    value: &T,
    into: &mut Vec<u8>,
) -> Result<(), CodecError> {
    let bytes = postcard::to_stdvec(value).map_err(|error| CodecError(error.to_string()))?;
    into.extend(bytes);
    Ok(())
}

pub(crate) fn decode<T: DeserializeOwned>(_: Codec, bytes: &[u8]) -> Result<T, CodecError> {
    match postcard::take_from_bytes(bytes) {
        Ok((value, [])) => Ok(value),
        Ok(_) => Err(CodecError("bytes are left over".to_owned())),
        Err(error) => Err(CodecError(error.to_string())),
    }
}

pub(crate) fn fingerprint<T: DeserializeOwned>() -> u64 {
    xxh3_64(std::any::type_name::<T>().as_bytes())
}
