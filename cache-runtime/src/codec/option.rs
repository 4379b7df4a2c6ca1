//! The inside of an `Option` read on its own: the frame says whether there is one, the bytes hold what is in it.

use std::marker::PhantomData;

use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, Error, Visitor};
use serde::forward_to_deserialize_any;

use super::{Codec, CodecError, decode_seed};

const NO_OPTION: &str = "the type of the value does not ask for an option";

/// An `Option` of what the bytes hold.
pub(crate) fn decode_some<T: DeserializeOwned>(
    codec: Codec,
    bytes: &[u8],
) -> Result<T, CodecError> {
    decode_seed(codec, InsideSome(PhantomData), bytes)
}

/// The `None` of an `Option`.
pub(crate) fn decode_none<T: DeserializeOwned>() -> Result<T, CodecError> {
    T::deserialize(AsNone)
}

struct InsideSome<T>(PhantomData<T>);

impl<'de, T: DeserializeOwned> DeserializeSeed<'de> for InsideSome<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::deserialize(AsSome(deserializer))
    }
}

struct AsSome<D>(D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for AsSome<D> {
    type Error = D::Error;

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        visitor.visit_some(self.0)
    }

    fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, D::Error> {
        Err(D::Error::custom(NO_OPTION))
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct AsNone;

impl<'de> Deserializer<'de> for AsNone {
    type Error = CodecError;

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        visitor.visit_none()
    }

    fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, CodecError> {
        Err(CodecError::new(NO_OPTION))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
