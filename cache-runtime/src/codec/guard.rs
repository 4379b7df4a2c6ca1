//! Stands between a type and any codec. Hostile bytes must not exhaust the stack of a thread, which ends the process, nor
//! keep it busy with elements that take up no bytes.
//!
//! JSON and `MessagePack` have bounds of their own, which leave out options and newtypes: a newtype around an option of
//! itself would read one byte for ever.

use std::cell::Cell;
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};

/// About as deep as JSON goes, where a node of a list is an option and a struct.
const MAX_DEPTH: usize = 256;

/// An element of a sequence has a byte of its own, or none at all; so many may have none.
const ELEMENTS_WITHOUT_BYTES: usize = 4096;

/// What is left of both while one value is read.
pub(super) struct Limits {
    depth: Cell<usize>,
    elements: Cell<usize>,
}

impl Limits {
    pub(super) fn of(bytes: &[u8]) -> Limits {
        Limits {
            depth: Cell::new(MAX_DEPTH),
            elements: Cell::new(bytes.len().saturating_add(ELEMENTS_WITHOUT_BYTES)),
        }
    }

    fn deeper<T, E: Error>(&self, read: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        let left = self.depth.get().checked_sub(1).ok_or_else(|| {
            E::custom("the value is nested too deeply to be read, use a flatter type")
        })?;
        self.depth.set(left);
        let value = read();
        self.depth.set(left + 1);
        value
    }

    fn count_element<E: Error>(&self) -> Result<(), E> {
        let left = self
            .elements
            .get()
            .checked_sub(1)
            .ok_or_else(|| E::custom("the bytes claim more elements than they can hold"))?;
        self.elements.set(left);
        Ok(())
    }
}

/// A part of the codec, or of the type, within limits.
pub(super) struct Guarded<'l, P> {
    part: P,
    limits: &'l Limits,
    /// Whether it is a sequence or a map, whose length the bytes tell, rather than the type.
    counts: bool,
}

impl<'l, P> Guarded<'l, P> {
    pub(super) fn new(part: P, limits: &'l Limits) -> Self {
        Guarded {
            part,
            limits,
            counts: false,
        }
    }

    fn with<Q>(&self, part: Q) -> Guarded<'l, Q> {
        Guarded {
            part,
            limits: self.limits,
            counts: self.counts,
        }
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Guarded<'_, S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        self.part
            .deserialize(Guarded::new(deserializer, self.limits))
    }
}

macro_rules! deserialize {
    ($($method:ident($($argument:ident: $type:ty),*) $counts:literal;)*) => {$(
        fn $method<V: Visitor<'de>>(self, $($argument: $type,)* visitor: V) -> Result<V::Value, D::Error> {
            let visitor = Guarded { part: visitor, limits: self.limits, counts: $counts };
            self.limits.deeper(|| self.part.$method($($argument,)* visitor))
        }
    )*};
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Guarded<'_, D> {
    type Error = D::Error;

    deserialize! {
        deserialize_any() true;
        deserialize_bool() false;
        deserialize_i8() false;
        deserialize_i16() false;
        deserialize_i32() false;
        deserialize_i64() false;
        deserialize_i128() false;
        deserialize_u8() false;
        deserialize_u16() false;
        deserialize_u32() false;
        deserialize_u64() false;
        deserialize_u128() false;
        deserialize_f32() false;
        deserialize_f64() false;
        deserialize_char() false;
        deserialize_str() false;
        deserialize_string() false;
        deserialize_bytes() false;
        deserialize_byte_buf() false;
        deserialize_option() false;
        deserialize_unit() false;
        deserialize_unit_struct(name: &'static str) false;
        deserialize_newtype_struct(name: &'static str) false;
        deserialize_seq() true;
        deserialize_tuple(length: usize) false;
        deserialize_tuple_struct(name: &'static str, length: usize) false;
        deserialize_map() true;
        deserialize_struct(name: &'static str, fields: &'static [&'static str]) false;
        deserialize_enum(name: &'static str, variants: &'static [&'static str]) false;
        deserialize_identifier() false;
        deserialize_ignored_any() true;
    }

    fn is_human_readable(&self) -> bool {
        self.part.is_human_readable()
    }
}

macro_rules! visit {
    ($($method:ident($($argument:ident: $type:ty)?);)*) => {$(
        fn $method<E: Error>(self, $($argument: $type)?) -> Result<V::Value, E> {
            self.part.$method($($argument)?)
        }
    )*};
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Guarded<'_, V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.part.expecting(formatter)
    }

    visit! {
        visit_bool(value: bool);
        visit_i8(value: i8);
        visit_i16(value: i16);
        visit_i32(value: i32);
        visit_i64(value: i64);
        visit_i128(value: i128);
        visit_u8(value: u8);
        visit_u16(value: u16);
        visit_u32(value: u32);
        visit_u64(value: u64);
        visit_u128(value: u128);
        visit_f32(value: f32);
        visit_f64(value: f64);
        visit_char(value: char);
        visit_str(value: &str);
        visit_borrowed_str(value: &'de str);
        visit_string(value: String);
        visit_bytes(value: &[u8]);
        visit_borrowed_bytes(value: &'de [u8]);
        visit_byte_buf(value: Vec<u8>);
        visit_none();
        visit_unit();
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        self.part
            .visit_some(Guarded::new(deserializer, self.limits))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<V::Value, D::Error> {
        self.part
            .visit_newtype_struct(Guarded::new(deserializer, self.limits))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, elements: A) -> Result<V::Value, A::Error> {
        let elements = self.with(elements);
        self.part.visit_seq(elements)
    }

    fn visit_map<A: MapAccess<'de>>(self, pairs: A) -> Result<V::Value, A::Error> {
        let pairs = self.with(pairs);
        self.part.visit_map(pairs)
    }

    fn visit_enum<A: EnumAccess<'de>>(self, variant: A) -> Result<V::Value, A::Error> {
        self.part.visit_enum(Guarded::new(variant, self.limits))
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Guarded<'_, A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        let element = self
            .part
            .next_element_seed(Guarded::new(seed, self.limits))?;
        if self.counts && element.is_some() {
            self.limits.count_element()?;
        }
        Ok(element)
    }

    fn size_hint(&self) -> Option<usize> {
        self.part.size_hint()
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Guarded<'_, A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        let key = self.part.next_key_seed(Guarded::new(seed, self.limits))?;
        if self.counts && key.is_some() {
            self.limits.count_element()?;
        }
        Ok(key)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.part.next_value_seed(Guarded::new(seed, self.limits))
    }

    fn size_hint(&self) -> Option<usize> {
        self.part.size_hint()
    }
}

impl<'de, 'l, A: EnumAccess<'de>> EnumAccess<'de> for Guarded<'l, A> {
    type Error = A::Error;
    type Variant = Guarded<'l, A::Variant>;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Self::Variant), A::Error> {
        let (value, variant) = self.part.variant_seed(Guarded::new(seed, self.limits))?;
        Ok((value, Guarded::new(variant, self.limits)))
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for Guarded<'_, A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        self.part.unit_variant()
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        self.part
            .newtype_variant_seed(Guarded::new(seed, self.limits))
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.part
            .tuple_variant(length, Guarded::new(visitor, self.limits))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.part
            .struct_variant(fields, Guarded::new(visitor, self.limits))
    }
}
