//! Finds the shape of a type: method look-up on `&&&&&&&&Returns<T>` tries the traits below from the most to the least
//! particular, after aliases are resolved.

use super::kinds::{Fallible, Plain};
use super::presence::{Always, Maybe};
use super::sharing::{ByClone, ByMessage, ByRetry};
use crate::error::LoadFailed;
use std::fmt::Display;
use std::marker::PhantomData;

/// A return type, asked for its shape.
#[derive(Debug)]
pub struct Returns<T>(PhantomData<fn() -> T>);

impl<T> Returns<T> {
    /// The question.
    pub const NEW: Self = Self(PhantomData);
}

macro_rules! probes {
    ($($(#[$doc:meta])* $name:ident for [$($reference:tt)*] [$($generics:tt)*] $returned:ty => $shape:ty, $constructor:expr;)*) => {$(
        $(#[$doc])*
        pub trait $name {
            /// What the type turned out to be.
            type Shape;
            /// The shape.
            fn shape(&self) -> Self::Shape;
        }
        impl<$($generics)*> $name for $($reference)* Returns<$returned> {
            type Shape = $shape;
            #[inline]
            fn shape(&self) -> $shape {
                $constructor
            }
        }
    )*};
}

probes! {
    /// `Result<Option<T>, E>` with errors that can be cloned.
    MaybeOrClone for [&&&&&&&] [T, E: Clone + Send + Sync + 'static] Result<Option<T>, E>
        => Fallible<Option<T>, E, Maybe, ByClone>, Fallible(PhantomData);
    /// `Result<Option<T>, E>` with errors that can be made from a message.
    MaybeOrMessage for [&&&&&&] [T, E: From<LoadFailed> + Display] Result<Option<T>, E>
        => Fallible<Option<T>, E, Maybe, ByMessage>, Fallible(PhantomData);
    /// `Result<Option<T>, E>` with any errors.
    MaybeOrRetry for [&&&&&] [T, E] Result<Option<T>, E>
        => Fallible<Option<T>, E, Maybe, ByRetry>, Fallible(PhantomData);
    /// `Result<T, E>` with errors that can be cloned.
    ValueOrClone for [&&&&] [T, E: Clone + Send + Sync + 'static] Result<T, E>
        => Fallible<T, E, Always, ByClone>, Fallible(PhantomData);
    /// `Result<T, E>` with errors that can be made from a message.
    ValueOrMessage for [&&&] [T, E: From<LoadFailed> + Display] Result<T, E>
        => Fallible<T, E, Always, ByMessage>, Fallible(PhantomData);
    /// `Result<T, E>` with any errors.
    ValueOrRetry for [&&] [T, E] Result<T, E>
        => Fallible<T, E, Always, ByRetry>, Fallible(PhantomData);
    /// `Option<T>`.
    MaybeValue for [&] [T] Option<T> => Plain<Option<T>, Maybe>, Plain(PhantomData);
    /// Everything else.
    AnyValue for [] [T] T => Plain<T, Always>, Plain(PhantomData);
}

/// The parts of a return type whose name ends in `Result`: helpers spell them in their signatures.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is called `Result` but is none",
    note = "helpers name the value type through `Result`; rename the type, or set `helpers = false`"
)]
pub trait ResultLike {
    /// Inside `Ok`.
    type Value;
    /// Inside `Err`.
    type Error;
}

impl<T, E> ResultLike for Result<T, E> {
    type Value = T;
    type Error = E;
}
