//! How one argument becomes part of a key: [`KeyPart`] and its implementations for the types of std.
//! Which way an argument takes (this trait, `Display`, or a refusal) is chosen in `probe.rs`.

use super::{KeyEncoder, KeyReader, KeyText};
use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

/// A type that can be part of a cache key.
///
/// Implemented for integers, `bool`, `char`, text, `Option`, tuples, slices, arrays, `Vec`, references and smart
/// pointers to such; for `Uuid` with the feature `uuid`. For structs and enums of your own use
/// [`#[derive(CacheKey)]`](macro@crate::CacheKey). Types that only implement `Display` are accepted too, through
/// their text: two values that display alike are
/// one key.
///
/// # Contract
/// - [`encode`](Self::encode) MUST write different bytes for values that lead to different results, and MUST be
///   self-delimiting; all methods of [`KeyEncoder`] are.
/// - [`render`](Self::render) MUST read exactly what `encode` wrote.
/// - [`shape`](Self::shape) MUST tell apart types that encode differently; it MAY be the same for types that encode
///   alike, as `String` and `&str` do.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of a cache key",
    label = "not a key part",
    note = "leave it out with `ignore(..)`, use a field of it in `key = \"…\"`, or derive `CacheKey` for it"
)]
pub trait KeyPart {
    /// Writes this value in binary form.
    fn encode(&self, encoder: &mut KeyEncoder);
    /// Reads what `encode` wrote and writes it as text.
    fn render(reader: &mut KeyReader<'_>, text: &mut KeyText<'_>);
    /// Describes the binary form of the type.
    fn shape(shape: &mut KeyShape);
}

/// Describes the binary form of a key, so that only functions that encode alike share entries.
#[derive(Debug, Default)]
pub struct KeyShape {
    text: String,
    open: Vec<&'static str>,
}

impl KeyShape {
    /// Adds a name: of a primitive form, or of an enum's variant.
    pub fn name(&mut self, name: &str) {
        self.text.push_str(name);
        self.text.push(' ');
    }

    /// Adds a group of the given name. Inside a group of the same name it adds the name alone: a type that contains
    /// itself is described once.
    pub fn group(&mut self, name: &'static str, describe: impl FnOnce(&mut Self)) {
        if self.open.contains(&name) {
            return self.name(name);
        }
        self.open.push(name);
        self.text.push_str(name);
        self.text.push('(');
        describe(self);
        self.text.push(')');
        self.open.pop();
    }

    fn wrapper(&mut self, name: &str, describe: impl FnOnce(&mut Self)) {
        self.text.push_str(name);
        self.text.push('(');
        describe(self);
        self.text.push(')');
    }

    pub(crate) fn into_text(self) -> String {
        self.text
    }
}

/// Digits and sign of the longest, `i128::MIN`.
const LONGEST_INTEGER: usize = 40;

// Written digit by digit: the text of a key is made for each call that asks a shared tier, and `Display` takes half of it.
macro_rules! integers {
    ($($integer:ty)*) => {$(
        impl KeyPart for $integer {
            #[inline]
            fn encode(&self, encoder: &mut KeyEncoder) {
                encoder.fixed(self.to_le_bytes());
            }
            fn render(reader: &mut KeyReader<'_>, text: &mut KeyText<'_>) {
                let value = <$integer>::from_le_bytes(reader.fixed());
                let (mut digits, mut first) = ([0; LONGEST_INTEGER], LONGEST_INTEGER);
                let mut rest = value;
                loop {
                    first -= 1;
                    // Of a negative number the remainders are negative too.
                    #[allow(
                        clippy::cast_possible_truncation,
                        clippy::cast_possible_wrap,
                        reason = "a digit fits, whatever its sign"
                    )]
                    let digit = (rest % 10) as i8;
                    digits[first] = b'0' + digit.unsigned_abs();
                    rest /= 10;
                    if rest == 0 {
                        break;
                    }
                }
                #[allow(unused_comparisons, reason = "half of the types have no sign")]
                if value < 0 {
                    text.text("-");
                }
                text.digits(&digits[first..]);
            }
            fn shape(shape: &mut KeyShape) {
                shape.name(stringify!($integer));
            }
        }
    )*};
}

integers!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);

impl KeyPart for bool {
    #[inline]
    fn encode(&self, encoder: &mut KeyEncoder) {
        encoder.fixed([u8::from(*self)]);
    }
    fn render(reader: &mut KeyReader<'_>, text: &mut KeyText<'_>) {
        text.display(&(reader.fixed() != [0]));
    }
    fn shape(shape: &mut KeyShape) {
        shape.name("bool");
    }
}

impl KeyPart for char {
    #[inline]
    fn encode(&self, encoder: &mut KeyEncoder) {
        encoder.fixed(u32::from(*self).to_le_bytes());
    }
    fn render(reader: &mut KeyReader<'_>, text: &mut KeyText<'_>) {
        let character = char::from_u32(u32::from_le_bytes(reader.fixed()));
        text.display(&character.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    fn shape(shape: &mut KeyShape) {
        shape.name("char");
    }
}

impl KeyPart for str {
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "folds with the encoder")]
    fn encode(&self, encoder: &mut KeyEncoder) {
        encoder.text(self);
    }
    fn render(reader: &mut KeyReader<'_>, text: &mut KeyText<'_>) {
        text.text(&reader.text());
    }
    fn shape(shape: &mut KeyShape) {
        shape.name("text");
    }
}

/// Types that encode as what they lead to does.
macro_rules! transparent {
    ($([$($generics:tt)*] $outer:ty => $inner:ty;)*) => {$(
        impl<$($generics)*> KeyPart for $outer {
            #[inline(always)]
            #[allow(clippy::inline_always, reason = "folds with the encoder")]
            fn encode(&self, encoder: &mut KeyEncoder) {
                <$inner as KeyPart>::encode(self, encoder);
            }
            fn render(reader: &mut KeyReader<'_>, text: &mut KeyText<'_>) {
                <$inner as KeyPart>::render(reader, text);
            }
            fn shape(shape: &mut KeyShape) {
                <$inner as KeyPart>::shape(shape);
            }
        }
    )*};
}

transparent! {
    [] String => str;
    [T: KeyPart + ?Sized] &T => T;
    [T: KeyPart + ?Sized] &mut T => T;
    [T: KeyPart + ?Sized] Box<T> => T;
    [T: KeyPart + ?Sized] Rc<T> => T;
    [T: KeyPart + ?Sized] Arc<T> => T;
    [T: KeyPart + ToOwned + ?Sized] Cow<'_, T> => T;
    [T: KeyPart] Vec<T> => [T];
}

impl<T: KeyPart> KeyPart for [T] {
    fn encode(&self, encoder: &mut KeyEncoder) {
        encoder.length(self.len());
        for element in self {
            element.encode(encoder);
        }
    }
    /// A comma after each element, also the last: one empty text and no text at all differ.
    fn render(reader: &mut KeyReader<'_>, text: &mut KeyText<'_>) {
        text.open();
        for _ in 0..reader.length() {
            T::render(reader, text);
            text.separate();
        }
        text.close();
    }
    fn shape(shape: &mut KeyShape) {
        shape.wrapper("many", T::shape);
    }
}

impl<T: KeyPart, const N: usize> KeyPart for [T; N] {
    fn encode(&self, encoder: &mut KeyEncoder) {
        self.as_slice().encode(encoder);
    }
    fn render(reader: &mut KeyReader<'_>, text: &mut KeyText<'_>) {
        <[T]>::render(reader, text);
    }
    fn shape(shape: &mut KeyShape) {
        <[T]>::shape(shape);
    }
}

impl<T: KeyPart> KeyPart for Option<T> {
    #[inline]
    fn encode(&self, encoder: &mut KeyEncoder) {
        encoder.variant(usize::from(self.is_some()));
        if let Some(value) = self {
            value.encode(encoder);
        }
    }
    fn render(reader: &mut KeyReader<'_>, text: &mut KeyText<'_>) {
        match reader.variant() {
            0 => text.none(),
            _ => text.some(|text| T::render(reader, text)),
        }
    }
    fn shape(shape: &mut KeyShape) {
        shape.wrapper("option", T::shape);
    }
}

impl KeyPart for () {
    fn encode(&self, _: &mut KeyEncoder) {}
    fn render(_: &mut KeyReader<'_>, text: &mut KeyText<'_>) {
        text.open();
        text.close();
    }
    fn shape(shape: &mut KeyShape) {
        shape.name("unit");
    }
}

macro_rules! tuples {
    ($($first:ident $($rest:ident)*;)*) => {$(
        impl<$first: KeyPart $(, $rest: KeyPart)*> KeyPart for ($first, $($rest,)*) {
            #[inline]
            #[allow(non_snake_case, reason = "the type parameters name the members here")]
            fn encode(&self, encoder: &mut KeyEncoder) {
                let ($first, $($rest,)*) = self;
                $first.encode(encoder);
                $($rest.encode(encoder);)*
            }
            fn render(reader: &mut KeyReader<'_>, text: &mut KeyText<'_>) {
                text.open();
                $first::render(reader, text);
                $(text.separate(); $rest::render(reader, text);)*
                text.close();
            }
            fn shape(shape: &mut KeyShape) {
                shape.wrapper("tuple", |shape| {
                    $first::shape(shape);
                    $($rest::shape(shape);)*
                });
            }
        }
    )*};
}

tuples! {
    A;
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E F;
    A B C D E F G;
    A B C D E F G H;
}

#[cfg(feature = "uuid")]
impl KeyPart for uuid::Uuid {
    #[inline]
    fn encode(&self, encoder: &mut KeyEncoder) {
        encoder.fixed(*self.as_bytes());
    }
    fn render(reader: &mut KeyReader<'_>, text: &mut KeyText<'_>) {
        text.display(&Self::from_bytes(reader.fixed()).hyphenated());
    }
    fn shape(shape: &mut KeyShape) {
        shape.name("uuid");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Display;

    fn renders<T: KeyPart + Display>(value: T) {
        let mut encoder = KeyEncoder::new();
        value.encode(&mut encoder);
        let mut out = String::new();
        encoder.read(|reader| T::render(reader, &mut KeyText::new(&mut out, "", usize::MAX)));
        assert_eq!(out, value.to_string());
    }

    macro_rules! limits {
        ($($integer:ty)*) => {$(
            for value in [<$integer>::MIN, <$integer>::MAX, 0, 7, 10, 99, 100] {
                renders(value);
            }
        )*};
    }

    #[test]
    fn integers_read_as_they_display() {
        limits!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);
        (i8::MIN..=i8::MAX).for_each(renders);
    }
}
