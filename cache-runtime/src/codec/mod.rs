//! Values as bytes and back: which codec, and whether two builds agree on the shape of a type.
//!
//! Knows no Redis and no frame: what surrounds the bytes is `frame`. Each codec has a file of its own with the same two
//! functions; this one names them and picks.

#[cfg(feature = "bincode")]
mod bincode;
mod error;
mod fingerprint;
mod guard;
#[cfg(feature = "json")]
mod json;
#[cfg(feature = "msgpack")]
mod msgpack;
mod postcard;
mod raw;
#[cfg(test)]
mod tests;

use std::marker::PhantomData;

use serde::Serialize;
use serde::de::{DeserializeOwned, DeserializeSeed};

#[allow(
    unreachable_pub,
    reason = "traits of generated code name it in their signatures"
)]
pub use self::error::CodecError;
pub(crate) use self::fingerprint::fingerprint;
use self::guard::{Guarded, Limits};

/// How the values of a function are written for the shared tier.
///
/// Entries say which codec wrote them, so a change of codec is no more than a miss for a reader that was built without the
/// other one.
///
/// # Default
///
/// [`Codec::postcard`].
///
/// ```
/// use cache_runtime::Codec;
///
/// assert_eq!(Codec::default(), Codec::postcard());
/// assert_ne!(Codec::default(), Codec::raw());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Codec(Format);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Format {
    #[default]
    Postcard,
    #[cfg(feature = "msgpack")]
    Msgpack,
    #[cfg(feature = "json")]
    Json,
    Raw,
    #[cfg(feature = "bincode")]
    Bincode,
}

impl Codec {
    /// Small and quick: values without the names of their fields.
    ///
    /// Any change of the type makes the entries of the other build misses. Values nested deeper than some 100 levels, as of
    /// a long linked list, are not read back.
    #[must_use]
    pub const fn postcard() -> Codec {
        Codec(Format::Postcard)
    }

    /// `MessagePack` with the names of the fields.
    ///
    /// The bytes themselves can be read by a type that gained or lost a field with a default. There is one sign for nothing:
    /// within a value, `Some(None)` and `Some(())` are read back as `None`.
    #[cfg(feature = "msgpack")]
    #[must_use]
    pub const fn msgpack() -> Codec {
        Codec(Format::Msgpack)
    }

    /// JSON, for values that somebody wants to read in Redis.
    ///
    /// What JSON cannot say (maps with keys that are no text, `NaN`) is not kept in the shared tier. There is one sign for
    /// nothing: within a value, `Some(None)`, `Some(())` and `Some(NaN)` are read back as `None`.
    #[cfg(feature = "json")]
    #[must_use]
    pub const fn json() -> Codec {
        Codec(Format::Json)
    }

    /// The bytes or the text as they are, for `Vec<u8>`, `String` and what serializes like them.
    ///
    /// Any other value is refused and not kept in the shared tier.
    #[must_use]
    pub const fn raw() -> Codec {
        Codec(Format::Raw)
    }

    /// bincode 2, always with a limit on what it may claim while reading.
    ///
    /// Values whose bytes exceed 64 MiB are refused, and values nested deeper than some 100 levels.
    #[cfg(feature = "bincode")]
    #[must_use]
    pub const fn bincode() -> Codec {
        Codec(Format::Bincode)
    }

    /// The number that a frame carries.
    pub(crate) const fn id(self) -> u8 {
        match self.0 {
            Format::Postcard => 1,
            #[cfg(feature = "msgpack")]
            Format::Msgpack => 2,
            #[cfg(feature = "json")]
            Format::Json => 3,
            Format::Raw => 4,
            #[cfg(feature = "bincode")]
            Format::Bincode => 5,
        }
    }

    /// The codec of that number; none also where it is not compiled in.
    pub(crate) const fn from_id(id: u8) -> Option<Codec> {
        match id {
            1 => Some(Codec(Format::Postcard)),
            #[cfg(feature = "msgpack")]
            2 => Some(Codec(Format::Msgpack)),
            #[cfg(feature = "json")]
            3 => Some(Codec(Format::Json)),
            4 => Some(Codec(Format::Raw)),
            #[cfg(feature = "bincode")]
            5 => Some(Codec(Format::Bincode)),
            _ => None,
        }
    }

    /// What the codec of that number is called, compiled in or not.
    pub(crate) const fn name_of(id: u8) -> &'static str {
        match id {
            1 => "postcard",
            2 => "msgpack",
            3 => "json",
            4 => "raw",
            5 => "bincode",
            _ => "unknown",
        }
    }

    /// Whether types that write themselves differently for people do so here.
    const fn is_human_readable(self) -> bool {
        match self.0 {
            #[cfg(feature = "json")]
            Format::Json => true,
            _ => false,
        }
    }
}

/// What the bytes of an entry are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// The value, or what is inside its `Some` or `Ok`.
    Value,
    /// `None`, without bytes.
    Absent,
    /// A remembered error.
    Failure,
}

/// What a region needs to write its values to a shared tier: plain function pointers.
#[derive(Debug)]
#[allow(
    clippy::type_complexity,
    reason = "the signatures are what the fields are"
)]
pub struct Coder<V> {
    /// By the codec, as types may write themselves differently for people.
    pub(crate) fingerprint: fn(Codec) -> u64,
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

/// Appends the bytes of a value. After an error, what `into` holds is of no use.
pub(crate) fn encode<T: Serialize + ?Sized>(
    codec: Codec,
    value: &T,
    into: &mut Vec<u8>,
) -> Result<(), CodecError> {
    match codec.0 {
        Format::Postcard => postcard::encode(value, into),
        #[cfg(feature = "msgpack")]
        Format::Msgpack => msgpack::encode(value, into),
        #[cfg(feature = "json")]
        Format::Json => json::encode(value, into),
        Format::Raw => raw::encode(value, into),
        #[cfg(feature = "bincode")]
        Format::Bincode => bincode::encode(value, into),
    }
}

/// The value of exactly these bytes; bytes left over are an error.
pub(crate) fn decode<T: DeserializeOwned>(codec: Codec, bytes: &[u8]) -> Result<T, CodecError> {
    decode_seed(codec, PhantomData, bytes)
}

fn decode_seed<'de, S: DeserializeSeed<'de>>(
    codec: Codec,
    seed: S,
    bytes: &'de [u8],
) -> Result<S::Value, CodecError> {
    let limits = Limits::of(bytes);
    let seed = Guarded::new(seed, &limits);
    match codec.0 {
        Format::Postcard => postcard::decode(seed, bytes),
        #[cfg(feature = "msgpack")]
        Format::Msgpack => msgpack::decode(seed, bytes),
        #[cfg(feature = "json")]
        Format::Json => json::decode(seed, bytes),
        Format::Raw => raw::decode(seed, bytes),
        #[cfg(feature = "bincode")]
        Format::Bincode => bincode::decode(seed, bytes),
    }
}
