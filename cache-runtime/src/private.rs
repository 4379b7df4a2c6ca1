//! The only names that generated code uses. Not part of the public interface: anything here may change at any time.

pub use crate::batch::{
    AnyElement, Elements, Mapping, MaybeElement, Missing, again_for_batch, asked, gather,
    load_batch, load_batch_async,
};
pub use crate::cached::Cached;
pub use crate::call::Call;
#[cfg(all(feature = "redis", feature = "testing"))]
pub use crate::codec::{CodecError, Coder, Content};
pub use crate::draft::{Draft, nothing};
pub use crate::error::Error;
pub use crate::invalidation::{Invalidated, Invalidation, Links};
pub use crate::kept::{
    Kept, again, get_or_load_cached_kept, get_or_load_cached_kept_async, get_or_load_kept,
    get_or_load_kept_async, hold, hold_again, keep, lend, once, refresh_kept, refresh_kept_async,
};
pub use crate::key::{
    AnyPart, CacheKey, DisplayPart, Key, KeyEncoder, KeyKinds, KeyPart, KeyReader, KeyShape,
    KeyText, NativePart, Probe, RefusedPart, Template,
};
pub use crate::load::{Loading, get_or_load, get_or_load_async};
pub use crate::operations::*;
pub use crate::policy::{Stampede, Tiers};
pub use crate::shape::{
    AnyValue, Compared, Comparing, Failing, MaybeOrClone, MaybeOrMessage, MaybeOrRetry, MaybeValue,
    Mute, ResultLike, Returns, Sent, Timed, Uncompared, Unsent, Untimed, ValueOrClone,
    ValueOrMessage, ValueOrRetry,
};
#[cfg(feature = "redis")]
pub use crate::shape::{Codable, CodedNever, CodedValues, CodedWhole, Uncoded};
pub use crate::site::Site;
pub use crate::warming::{
    Answered, Debugged, Displayed, Plainly, PlainlyFallible, SpeltFallible, Unnamed, Untold,
    Warmed, Warming, warm, warm_async,
};
pub use crate::write_behind::*;
pub use crate::writes::*;

use crate::key::Name;
use std::borrow::Cow;

/// The shape of a return type.
#[doc(hidden)]
#[macro_export]
macro_rules! __shape {
    ($returned:ty) => {{
        use $crate::__private::{
            AnyValue as _, MaybeOrClone as _, MaybeOrMessage as _, MaybeOrRetry as _,
            MaybeValue as _, ValueOrClone as _, ValueOrMessage as _, ValueOrRetry as _,
        };
        (&&&&&&&&$crate::__private::Returns::<$returned>::NEW).shape()
    }};
}

pub use crate::__shape as shape;

/// Whether the failures of a shape can be handed from one thread to another.
#[doc(hidden)]
#[macro_export]
macro_rules! __sent {
    ($shape:expr) => {{
        use $crate::__private::{Sent as _, Unsent as _};
        (&&$crate::__private::Failing::of($shape)).sent()
    }};
}

pub use crate::__sent as sent;

/// Whether the failures of a shape can say that the time of a call was over.
#[doc(hidden)]
#[macro_export]
macro_rules! __timed {
    ($shape:expr) => {{
        use $crate::__private::{Mute as _, Timed as _, Untimed as _};
        (&&&$crate::__private::Failing::of($shape)).timed()
    }};
}

pub use crate::__timed as timed;

/// Whether the values of a shape can be compared.
#[doc(hidden)]
#[macro_export]
macro_rules! __compared {
    ($shape:expr) => {{
        use $crate::__private::{Compared as _, Uncompared as _};
        (&&$crate::__private::Comparing::of($shape)).compared()
    }};
}

pub use crate::__compared as compared;

/// A shape that can write what it stores for a shared tier, if its types can; else the shape itself.
#[cfg(feature = "redis")]
#[doc(hidden)]
#[macro_export]
macro_rules! __coded {
    ($shape:expr) => {{
        use $crate::__private::{CodedNever as _, CodedValues as _, CodedWhole as _, Uncoded as _};
        (&&&&$crate::__private::Codable::of($shape)).coded()
    }};
}

/// The shape itself: there is no shared tier.
#[cfg(not(feature = "redis"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __coded {
    ($shape:expr) => {
        $shape
    };
}

pub use crate::__coded as coded;

/// The shape of the values in the map that a batch returns.
#[doc(hidden)]
#[macro_export]
macro_rules! __element {
    ($shape:expr) => {{
        use $crate::__private::{AnyElement as _, MaybeElement as _};
        (&&$crate::__private::Elements::of($shape)).element()
    }};
}

pub use crate::__element as element;

/// How the return value of a body is read.
#[doc(hidden)]
#[macro_export]
macro_rules! __success {
    ($question:ident, $body:expr) => {{
        use $crate::__private::{AnyReturned as _, WhetherOk as _};
        (&&$crate::__private::Yields::$question(&$body)).success()
    }};
}

pub use crate::__success as success;

/// What a call with provenance has come to: where the value was found, or the words of the error.
#[doc(hidden)]
#[macro_export]
macro_rules! __warmed {
    ($answer:expr) => {{
        use $crate::__private::{
            Debugged as _, Displayed as _, Plainly as _, PlainlyFallible as _, SpeltFallible as _,
            Unnamed as _,
        };
        let mut answered = $crate::__private::Answered::new($answer);
        let untold = (&mut &mut answered).parted();
        (&&&untold).told()
    }};
}

pub use crate::__warmed as warmed;

/// The text of a tag with placeholders.
#[must_use]
pub fn tag<Kinds: KeyKinds>(literals: &'static [&'static str], key: Key<Kinds>) -> String {
    let literals = literals.iter().copied().map(Cow::Borrowed).collect();
    key.into_text(&Name::new(literals, String::new()))
}

/// How a shared tier would write what a function stores; `None` if it stays in memory, or the function has never been
/// called in this cache.
#[cfg(all(feature = "redis", feature = "testing"))]
#[must_use]
pub fn coder<V: crate::Cacheable>(cache: &crate::Cache, site: &Site) -> Option<Coder<V>> {
    let bound = cache.bound(site)?;
    let bound = bound.downcast_ref::<crate::cache::Bound<V>>()?;
    bound.shared.as_ref().map(|shared| shared.coder())
}

/// Gives a block its type without ever being run.
///
/// # Panics
/// Always; generated code never reaches it.
#[must_use]
#[allow(clippy::must_use_candidate, reason = "never returns")]
pub fn never<T>() -> T {
    unreachable!("this only gives a spliced body its type")
}
