//! Bytes and text as they are. Whatever does not serialize as one byte string is refused rather than guessed at.

use serde::de::value::SeqDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Visitor};
use serde::ser::{Impossible, SerializeSeq, SerializeTuple, Serializer};
use serde::{Serialize, forward_to_deserialize_any};

use super::CodecError;

pub(super) fn encode<T: Serialize + ?Sized>(
    value: &T,
    into: &mut Vec<u8>,
) -> Result<(), CodecError> {
    value.serialize(Writer { into })
}

pub(super) fn decode<'de, S: DeserializeSeed<'de>>(
    seed: S,
    bytes: &'de [u8],
) -> Result<S::Value, CodecError> {
    seed.deserialize(Reader(bytes))
}

fn refused(kind: &str) -> CodecError {
    CodecError::new(format_args!(
        "the raw codec takes bytes and text, not `{kind}`; use another codec"
    ))
}

struct Writer<'a> {
    into: &'a mut Vec<u8>,
}

macro_rules! refuse {
    ($($method:ident($kind:ty))*) => {$(
        fn $method(self, _value: $kind) -> Result<(), CodecError> {
            Err(refused(stringify!($kind)))
        }
    )*};
}

type Never = Impossible<(), CodecError>;

impl<'a> Serializer for Writer<'a> {
    type Ok = ();
    type Error = CodecError;
    type SerializeSeq = Elements<'a>;
    type SerializeTuple = Elements<'a>;
    type SerializeTupleStruct = Never;
    type SerializeTupleVariant = Never;
    type SerializeMap = Never;
    type SerializeStruct = Never;
    type SerializeStructVariant = Never;

    fn serialize_str(self, text: &str) -> Result<(), CodecError> {
        self.serialize_bytes(text.as_bytes())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<(), CodecError> {
        self.into.extend_from_slice(bytes);
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        value: &T,
    ) -> Result<(), CodecError> {
        value.serialize(self)
    }

    // `Vec<u8>` and `[u8; N]` come one by one.
    fn serialize_seq(self, _length: Option<usize>) -> Result<Elements<'a>, CodecError> {
        Ok(Elements { into: self.into })
    }

    fn serialize_tuple(self, _length: usize) -> Result<Elements<'a>, CodecError> {
        Ok(Elements { into: self.into })
    }

    refuse! {
        serialize_bool(bool) serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64) serialize_i128(i128)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64) serialize_u128(u128)
        serialize_f32(f32) serialize_f64(f64) serialize_char(char)
    }

    fn serialize_none(self) -> Result<(), CodecError> {
        Err(refused("None"))
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _value: &T) -> Result<(), CodecError> {
        Err(refused("Some"))
    }

    fn serialize_unit(self) -> Result<(), CodecError> {
        Err(refused("()"))
    }

    fn serialize_unit_struct(self, name: &'static str) -> Result<(), CodecError> {
        Err(refused(name))
    }

    fn serialize_unit_variant(
        self,
        name: &'static str,
        _index: u32,
        _variant: &'static str,
    ) -> Result<(), CodecError> {
        Err(refused(name))
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        _index: u32,
        _variant: &'static str,
        _value: &T,
    ) -> Result<(), CodecError> {
        Err(refused(name))
    }

    fn serialize_tuple_struct(
        self,
        name: &'static str,
        _length: usize,
    ) -> Result<Never, CodecError> {
        Err(refused(name))
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        _index: u32,
        _variant: &'static str,
        _length: usize,
    ) -> Result<Never, CodecError> {
        Err(refused(name))
    }

    fn serialize_map(self, _length: Option<usize>) -> Result<Never, CodecError> {
        Err(refused("map"))
    }

    fn serialize_struct(self, name: &'static str, _length: usize) -> Result<Never, CodecError> {
        Err(refused(name))
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        _index: u32,
        _variant: &'static str,
        _length: usize,
    ) -> Result<Never, CodecError> {
        Err(refused(name))
    }

    fn is_human_readable(&self) -> bool {
        false
    }
}

/// The bytes of a sequence.
struct Elements<'a> {
    into: &'a mut Vec<u8>,
}

impl Elements<'_> {
    fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CodecError> {
        let byte = value.serialize(OneByte)?;
        self.into.push(byte);
        Ok(())
    }
}

impl SerializeSeq for Elements<'_> {
    type Ok = ();
    type Error = CodecError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CodecError> {
        self.push(value)
    }

    fn end(self) -> Result<(), CodecError> {
        Ok(())
    }
}

impl SerializeTuple for Elements<'_> {
    type Ok = ();
    type Error = CodecError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CodecError> {
        self.push(value)
    }

    fn end(self) -> Result<(), CodecError> {
        Ok(())
    }
}

/// An element that has to be one byte.
struct OneByte;

macro_rules! no_byte {
    ($($method:ident($($argument:ty),*) $answer:ty;)*) => {$(
        fn $method(self, $(_: $argument),*) -> Result<$answer, CodecError> {
            Err(refused("a sequence of anything but u8"))
        }
    )*};
}

type NoByte = Impossible<u8, CodecError>;

impl Serializer for OneByte {
    type Ok = u8;
    type Error = CodecError;
    type SerializeSeq = NoByte;
    type SerializeTuple = NoByte;
    type SerializeTupleStruct = NoByte;
    type SerializeTupleVariant = NoByte;
    type SerializeMap = NoByte;
    type SerializeStruct = NoByte;
    type SerializeStructVariant = NoByte;

    fn serialize_u8(self, byte: u8) -> Result<u8, CodecError> {
        Ok(byte)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        value: &T,
    ) -> Result<u8, CodecError> {
        value.serialize(self)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _value: &T) -> Result<u8, CodecError> {
        Err(refused("a sequence of anything but u8"))
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _value: &T,
    ) -> Result<u8, CodecError> {
        Err(refused("a sequence of anything but u8"))
    }

    no_byte! {
        serialize_bool(bool) u8;
        serialize_i8(i8) u8;
        serialize_i16(i16) u8;
        serialize_i32(i32) u8;
        serialize_i64(i64) u8;
        serialize_i128(i128) u8;
        serialize_u16(u16) u8;
        serialize_u32(u32) u8;
        serialize_u64(u64) u8;
        serialize_u128(u128) u8;
        serialize_f32(f32) u8;
        serialize_f64(f64) u8;
        serialize_char(char) u8;
        serialize_str(&str) u8;
        serialize_bytes(&[u8]) u8;
        serialize_none() u8;
        serialize_unit() u8;
        serialize_unit_struct(&'static str) u8;
        serialize_unit_variant(&'static str, u32, &'static str) u8;
        serialize_seq(Option<usize>) NoByte;
        serialize_tuple(usize) NoByte;
        serialize_tuple_struct(&'static str, usize) NoByte;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) NoByte;
        serialize_map(Option<usize>) NoByte;
        serialize_struct(&'static str, usize) NoByte;
        serialize_struct_variant(&'static str, u32, &'static str, usize) NoByte;
    }
}

struct Reader<'de>(&'de [u8]);

impl<'de> Reader<'de> {
    fn text(&self) -> Result<&'de str, CodecError> {
        std::str::from_utf8(self.0).map_err(CodecError::new)
    }
}

impl<'de> Deserializer<'de> for Reader<'de> {
    type Error = CodecError;

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        visitor.visit_borrowed_str(self.text()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        visitor.visit_borrowed_bytes(self.0)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, CodecError> {
        let mut bytes = SeqDeserializer::new(self.0.iter().copied());
        let value = visitor.visit_seq(&mut bytes)?;
        bytes.end()?;
        Ok(value)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _length: usize,
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, CodecError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, CodecError> {
        Err(refused("anything else"))
    }

    fn is_human_readable(&self) -> bool {
        false
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char option unit unit_struct tuple_struct map struct enum
        identifier ignored_any
    }
}
