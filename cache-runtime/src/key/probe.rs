//! Chooses, at compile time and for each argument, how it enters the key: by `KeyPart`, by `Display`, or not at all.
//!
//! Rust has no specialisation, but method look-up tries receivers in order: by value, then with references taken off.
//! `(&&&&Probe(&argument)).part()` therefore finds the first of four traits that applies. Floats come first and are
//! refused: `0.1 + 0.2` and `0.3` would be two entries, and `NaN` one that is never found.

use super::{
    CacheKey, EncodedKey, KeyEncoder, KeyPart, KeyReader, KeyShape, KeyText, Name, PartRender,
};
use crate::invalidation::Links;
use std::fmt::Display;
use std::marker::PhantomData;
use std::sync::Arc;

/// One argument, asked how it can be part of a key.
#[derive(Debug)]
pub struct Probe<'a, T: ?Sized>(pub &'a T);

/// An argument whose way into the key is decided.
#[derive(Debug)]
pub struct Part<'a, T: ?Sized, Kind> {
    value: &'a T,
    kind: PhantomData<Kind>,
}

impl<'a, T: ?Sized, Kind> Part<'a, T, Kind> {
    fn new(value: &'a T) -> Self {
        Self {
            value,
            kind: PhantomData,
        }
    }
}

impl<'a, T: KeyPart + ?Sized> Part<'a, T, Native<T>> {
    pub(crate) fn native(value: &'a T) -> Self {
        Self::new(value)
    }
}

/// By [`KeyPart`].
#[derive(Debug)]
pub struct Native<T: ?Sized>(PhantomData<fn(&T)>);
/// By the text of its `Display`.
#[derive(Debug)]
pub struct Displayed;
/// Not at all.
#[derive(Debug)]
pub struct Unsupported;

/// Types that must not be part of a key although they display well.
pub trait Refused {}
impl Refused for f32 {}
impl Refused for f64 {}
impl<T: Refused + ?Sized> Refused for &T {}

/// First choice: refuse.
pub trait RefusedPart<'a, T: ?Sized> {
    /// The argument, refused.
    fn part(&self) -> Part<'a, T, Unsupported>;
}

impl<'a, T: Refused + ?Sized> RefusedPart<'a, T> for &&&Probe<'a, T> {
    fn part(&self) -> Part<'a, T, Unsupported> {
        Part::new(self.0)
    }
}

/// Second choice: the type says how.
pub trait NativePart<'a, T: ?Sized> {
    /// The argument, by [`KeyPart`].
    fn part(&self) -> Part<'a, T, Native<T>>;
}

impl<'a, T: KeyPart + ?Sized> NativePart<'a, T> for &&Probe<'a, T> {
    #[inline]
    fn part(&self) -> Part<'a, T, Native<T>> {
        Part::new(self.0)
    }
}

/// Third choice: the text of its `Display`.
pub trait DisplayPart<'a, T: ?Sized> {
    /// The argument, by its text.
    fn part(&self) -> Part<'a, T, Displayed>;
}

impl<'a, T: Display + ?Sized> DisplayPart<'a, T> for &Probe<'a, T> {
    #[inline]
    fn part(&self) -> Part<'a, T, Displayed> {
        Part::new(self.0)
    }
}

/// Last: any type, so that the compiler's message is ours.
pub trait AnyPart<'a, T: ?Sized> {
    /// The argument, refused.
    fn part(&self) -> Part<'a, T, Unsupported>;
}

impl<'a, T: ?Sized> AnyPart<'a, T> for Probe<'a, T> {
    fn part(&self) -> Part<'a, T, Unsupported> {
        Part::new(self.0)
    }
}

/// One way into the key, for values of type `T`.
#[diagnostic::on_unimplemented(
    message = "`{T}` cannot be part of a cache key",
    label = "not a key part",
    note = "leave it out with `ignore(..)`, use a field of it in `key = \"…\"`, or derive `CacheKey` for it"
)]
pub trait PartKind<T: ?Sized> {
    /// Writes the value in binary form.
    fn encode(value: &T, encoder: &mut KeyEncoder);
}

impl<T: KeyPart + ?Sized> PartKind<T> for Native<T> {
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "folds with the encoder")]
    fn encode(value: &T, encoder: &mut KeyEncoder) {
        value.encode(encoder);
    }
}

impl<T: Display + ?Sized> PartKind<T> for Displayed {
    fn encode(value: &T, encoder: &mut KeyEncoder) {
        encoder.text(&value.to_string());
    }
}

/// What is known of a part without its value: how it reads, and the shape of its bytes.
pub trait ReadKind {
    /// Reads one part and writes its text.
    fn render(reader: &mut KeyReader<'_>, text: &mut KeyText<'_>);
    /// Describes the binary form.
    fn shape(shape: &mut KeyShape);
}

impl<T: KeyPart + ?Sized> ReadKind for Native<T> {
    fn render(reader: &mut KeyReader<'_>, text: &mut KeyText<'_>) {
        T::render(reader, text);
    }
    fn shape(shape: &mut KeyShape) {
        T::shape(shape);
    }
}

impl ReadKind for Displayed {
    fn render(reader: &mut KeyReader<'_>, text: &mut KeyText<'_>) {
        str::render(reader, text);
    }
    fn shape(shape: &mut KeyShape) {
        str::shape(shape);
    }
}

/// Only so that one refused part gives one message: the bound that reports it stands at [`Key::with`].
impl ReadKind for Unsupported {
    fn render(_: &mut KeyReader<'_>, _: &mut KeyText<'_>) {}
    fn shape(_: &mut KeyShape) {}
}

/// The parts of a key by type: `()`, then `((), A)`, `(((), A), B)` …
pub trait KeyKinds {
    /// Hands each part's renderer to `each`, in order.
    fn render(reader: &mut KeyReader<'_>, each: &mut dyn FnMut(&mut KeyReader<'_>, PartRender));
    /// Describes the binary form of the whole key.
    fn shape(shape: &mut KeyShape);
}

impl KeyKinds for () {
    fn render(_: &mut KeyReader<'_>, _: &mut dyn FnMut(&mut KeyReader<'_>, PartRender)) {}
    fn shape(_: &mut KeyShape) {}
}

impl<Before: KeyKinds, Kind: ReadKind> KeyKinds for (Before, Kind) {
    fn render(reader: &mut KeyReader<'_>, each: &mut dyn FnMut(&mut KeyReader<'_>, PartRender)) {
        Before::render(reader, each);
        each(reader, Kind::render);
    }
    fn shape(shape: &mut KeyShape) {
        Before::shape(shape);
        Kind::shape(shape);
    }
}

/// A key being built from its parts, on the stack.
#[derive(Debug)]
pub struct Key<Kinds> {
    encoder: KeyEncoder,
    kinds: PhantomData<fn() -> Kinds>,
}

impl Key<()> {
    /// A key without parts.
    #[inline]
    #[must_use]
    #[allow(
        clippy::new_without_default,
        reason = "generated code spells out what it does"
    )]
    pub const fn new() -> Self {
        Self {
            encoder: KeyEncoder::new(),
            kinds: PhantomData,
        }
    }
}

impl<Kinds: KeyKinds> Key<Kinds> {
    /// Adds a part.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "folds with the encoder")]
    #[must_use]
    pub fn with<T: ?Sized, Kind: PartKind<T>>(
        mut self,
        Part { value, .. }: Part<'_, T, Kind>,
    ) -> Key<(Kinds, Kind)> {
        Kind::encode(value, &mut self.encoder);
        Key {
            encoder: self.encoder,
            kinds: PhantomData,
        }
    }

    /// The finished binary form; `name` is asked only for a key too long to be kept whole.
    #[inline]
    pub(crate) fn finish(self, name: impl FnOnce() -> Arc<Name>) -> EncodedKey {
        self.encoder
            .finish(|reader| name().begin(reader, Kinds::render).into())
    }

    /// The text of this key by itself, however long: for tags.
    pub(crate) fn into_text(self, name: &Name) -> String {
        self.encoder
            .read(|reader| name.render_whole(reader, Kinds::render))
    }
}

impl CacheKey {
    pub(crate) fn new<Kinds: KeyKinds>(name: Arc<Name>, encoded: EncodedKey, links: Links) -> Self {
        Self {
            name,
            encoded,
            render: Kinds::render,
            shape: shape_of::<Kinds>,
            links,
        }
    }
}

pub(crate) fn shape_of<Kinds: KeyKinds>() -> String {
    let mut shape = KeyShape::default();
    Kinds::shape(&mut shape);
    shape.into_text()
}
