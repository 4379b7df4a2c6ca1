//! Values as bytes and back. A placeholder: postcard alone, and a fingerprint that goes by the name of a type.

use serde::de::value::UnitDeserializer;
use serde::de::{DeserializeOwned, Deserializer, Error as _, IntoDeserializer as _, Visitor};
use serde::{Serialize, forward_to_deserialize_any};
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

/// `T` is an `Option`, and the bytes are those of what is inside `Some`.
pub(crate) fn decode_some<T: DeserializeOwned>(_: Codec, bytes: &[u8]) -> Result<T, CodecError> {
    let mut deserializer = postcard::Deserializer::from_bytes(bytes);
    let value = T::deserialize(Inside(&mut deserializer))
        .map_err(|error| CodecError(error.to_string()))?;
    match deserializer.finalize() {
        Ok([]) => Ok(value),
        _ => Err(CodecError("bytes are left over".to_owned())),
    }
}

/// `T` is an `Option`.
pub(crate) fn decode_none<T: DeserializeOwned>() -> Result<T, CodecError> {
    let nothing: UnitDeserializer<serde::de::value::Error> = ().into_deserializer();
    T::deserialize(nothing).map_err(|error| CodecError(error.to_string()))
}

pub(crate) fn fingerprint<T: DeserializeOwned>() -> u64 {
    xxh3_64(std::any::type_name::<T>().as_bytes())
}

/// Reads as a `Some` of what is inside.
struct Inside<D>(D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Inside<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, D::Error> {
        Err(D::Error::custom("not an `Option`"))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        visitor.visit_some(self.0)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
