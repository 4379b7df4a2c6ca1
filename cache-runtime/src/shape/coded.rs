//! Which values can go to a shared tier, and how: a shape that can write what it stores.
//!
//! [`Codable`] finds out by method look-up, as `probe.rs` does with types; `shared` demands it besides. What is absent and what
//! is a failure is told beside the bytes, never in them: the bytes are those of the value inside `Some`, or of the error.

use super::kinds::{
    CachingErrors, CheckingNegatives, Fallible, Plain, TimingOut, Weighed, refined,
};
use super::{Always, Cacheable, Shape, SharedFailure, Unshared, Written};
use crate::codec::{self, Codec, CodecError, Coder, Content};
use crate::error::LoadTimeout;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::marker::PhantomData;

/// What can be written to a shared tier and read back.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be shared through Redis",
    label = "not `Serialize + DeserializeOwned`",
    note = "what is shared must be `Serialize + DeserializeOwned`; derive both, or write `tier = \"memory\"`"
)]
pub trait Shareable: Serialize + DeserializeOwned {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + DeserializeOwned> Shareable for T {}

/// What becomes of the failures of a shape in a shared tier.
pub trait Failures<I: Shape>: Copy {
    /// What of the failures the fingerprint of an entry tells, added to that of the values.
    fn fingerprint(codec: Codec, of_values: u64) -> u64;
    /// Writes a failure, if it is for sharing.
    ///
    /// # Errors
    /// What the codec says.
    fn encode(
        codec: Codec,
        failure: &I::Failure,
        into: &mut Vec<u8>,
    ) -> Result<Option<Content>, CodecError>;
    /// Reads a failure.
    ///
    /// # Errors
    /// What the codec says, or that there are none.
    fn decode(codec: Codec, bytes: &[u8]) -> Result<I::Failure, CodecError>;
}

impl<I: Shape> Failures<I> for Unshared {
    fn fingerprint(_: Codec, of_values: u64) -> u64 {
        of_values
    }
    fn encode(_: Codec, _: &I::Failure, _: &mut Vec<u8>) -> Result<Option<Content>, CodecError> {
        Ok(None)
    }
    fn decode(_: Codec, _: &[u8]) -> Result<I::Failure, CodecError> {
        Err(CodecError::unexpected(Content::Failure))
    }
}

impl<I: Shape> Failures<I> for Written
where
    I::Failure: Shareable,
{
    fn fingerprint(codec: Codec, of_values: u64) -> u64 {
        // Turned, so that a value type and its error type do not cancel each other out where they are the same.
        of_values.rotate_left(1) ^ codec::fingerprint::<I::Failure>(codec)
    }
    fn encode(
        codec: Codec,
        failure: &I::Failure,
        into: &mut Vec<u8>,
    ) -> Result<Option<Content>, CodecError> {
        codec::encode(codec, failure, into).map(|()| Some(Content::Failure))
    }
    fn decode(codec: Codec, bytes: &[u8]) -> Result<I::Failure, CodecError> {
        codec::decode(codec, bytes)
    }
}

refined! {
    /// A shape whose values can go to a shared tier; `Fate` tells what becomes of its failures there.
    Coded<Fate> where { I::Present: Shareable, Fate: Failures<I> };
    const CHECKS_ABSENCE: bool = I::CHECKS_ABSENCE;
    const AUDITED: bool = I::AUDITED;
    fn weigh(stored: &Self::Stored) -> Option<usize> {
        I::weigh(stored)
    }
    fn timed_out(timeout: LoadTimeout) -> Self::Failure {
        I::timed_out(timeout)
    }
    fn is_same(one: &Self::Value, other: &Self::Value) -> bool {
        I::is_same(one, other)
    }
    fn coder() -> Option<Coder<Self::Stored>> {
        Some(coder::<I, Fate>())
    }
}

/// The coder of a region that is used by hand: nothing is known of its values but their type.
pub(crate) fn coder_by_hand<V: Cacheable + Shareable>() -> Coder<V> {
    coder::<Plain<V, Always>, Unshared>()
}

fn coder<I: Shape, Fate: Failures<I>>() -> Coder<I::Stored>
where
    I::Present: Shareable,
{
    Coder {
        fingerprint: |codec| Fate::fingerprint(codec, codec::fingerprint::<I::Present>(codec)),
        encode: encode::<I, Fate>,
        decode: decode::<I, Fate>,
    }
}

/// What a shared tier would do, for tests.
#[cfg(feature = "testing")]
impl<V> Coder<V> {
    /// What it would hold of `stored`; `None` if that is not for sharing.
    ///
    /// # Errors
    /// What the codec says.
    pub fn write(self, stored: &V) -> Result<Option<(Content, Vec<u8>)>, CodecError> {
        let mut bytes = Vec::new();
        let content = (self.encode)(Codec::default(), stored, &mut bytes)?;
        Ok(content.map(|content| (content, bytes)))
    }

    /// What it would make of what it holds.
    ///
    /// # Errors
    /// What the codec says, or that the function has nothing of that kind.
    pub fn read(self, content: Content, bytes: &[u8]) -> Result<V, CodecError> {
        (self.decode)(Codec::default(), content, bytes)
    }

    /// The types it would demand of what it holds.
    #[must_use]
    pub fn fingerprint(self) -> u64 {
        (self.fingerprint)(Codec::default())
    }
}

fn encode<I: Shape, Fate: Failures<I>>(
    codec: Codec,
    stored: &I::Stored,
    into: &mut Vec<u8>,
) -> Result<Option<Content>, CodecError>
where
    I::Present: Shareable,
{
    let Some(value) = I::value(stored) else {
        return I::failure(stored).map_or(Ok(None), |failure| Fate::encode(codec, failure, into));
    };
    let Some(present) = I::look(value) else {
        return Ok(Some(Content::Absent));
    };
    codec::encode(codec, present, into).map(|()| Some(Content::Value))
}

fn decode<I: Shape, Fate: Failures<I>>(
    codec: Codec,
    content: Content,
    bytes: &[u8],
) -> Result<I::Stored, CodecError>
where
    I::Present: Shareable,
{
    let unexpected = || CodecError::unexpected(content);
    let present = match content {
        Content::Value => Some(codec::decode(codec, bytes)?),
        Content::Absent if bytes.is_empty() => None,
        Content::Absent => return Err(unexpected()),
        Content::Failure => {
            let failure = Fate::decode(codec, bytes)?;
            return I::store_failure(failure).map_err(|_| unexpected());
        }
    };
    I::complete(present).map(I::store).ok_or_else(unexpected)
}

/// A shape, asked whether its values can be shared.
#[derive(Debug)]
pub struct Codable<I>(I);

impl<I: Copy> Codable<I> {
    /// The question.
    pub const fn of(shape: I) -> Self {
        Self(shape)
    }
}

macro_rules! levels {
    ($($(#[$doc:meta])* $name:ident for [$($reference:tt)*] [$($generics:tt)*] where { $($bounds:tt)* } => $shape:ty, |$codable:ident| $answer:expr;)*) => {$(
        $(#[$doc])*
        pub trait $name {
            /// What the shape becomes.
            type Shape;
            /// The shape to go by.
            fn coded(&self) -> Self::Shape;
        }
        impl<$($generics)*> $name for $($reference)* Codable<I> where $($bounds)* {
            type Shape = $shape;
            #[inline]
            fn coded(&self) -> $shape {
                let $codable = self;
                $answer
            }
        }
    )*};
}

levels! {
    /// References stay in memory: read back, they would have nothing to point to. Serde's own bound would not do, as
    /// look-up is blind to lifetimes.
    CodedNever for [&&&] ['a, T: ?Sized + 'a, I: Shape<Present = &'a T>] where {} => I, |codable| codable.0;
    /// Values can be shared, and failures as far as they are stored.
    CodedWhole for [&&] [I: Shape] where { I::Present: Shareable, I::Failures: Failures<I> }
        => Coded<I, I::Failures>, |_codable| Coded(PhantomData);
    /// Values alone can be shared.
    CodedValues for [&] [I: Shape] where { I::Present: Shareable }
        => Coded<I, Unshared>, |_codable| Coded(PhantomData);
    /// Nothing can be shared, or it is no shape at all, which is for others to say.
    Uncoded for [] [I: Copy] where {} => I, |codable| codable.0;
}

/// Nothing but demands: `Codable` does the work for these shapes too, so that rustc reports a type that cannot be shared
/// here alone.
macro_rules! shared {
    ($($shape:ident<$($parameter:ident),*>)*) => {$(
        impl<$($parameter),*> $shape<$($parameter),*> {
            /// Demands that the values can go to a shared tier, and failures where they are stored.
            #[must_use]
            pub fn shared(self) -> Self
            where
                Self: Shape,
                <Self as Shape>::Present: Shareable,
                <Self as Shape>::Failures: Failures<Self>,
            {
                self
            }

            /// Demands the same, as no other tier is used.
            #[must_use]
            pub fn shared_only(self) -> Self
            where
                Self: Shape,
                <Self as Shape>::Present: Shareable,
                <Self as Shape>::Failures: Failures<Self>,
            {
                self
            }
        }
    )*};
}

shared! { Plain<T, P> Fallible<T, E, P, S> CachingErrors<T, E, P, S> CheckingNegatives<I> Weighed<I> TimingOut<I> }
