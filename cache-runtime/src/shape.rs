//! The shape of a function's return type: what of it is stored, what is absent, what is a failure.
//!
//! `Result` and `Option` are recognised by the type, never by its spelling: method look-up on
//! `&&&&&&&&Returns<T>` tries the traits below from the most to the least particular, after aliases are resolved.

use crate::cached::{Cached, Source};
use crate::draft::Draft;
use crate::error::LoadFailed;
use crate::load::Loading;
use crate::memory::Weigh;
use std::any::Any;
use std::convert::Infallible;
use std::fmt::Display;
use std::marker::PhantomData;
use std::sync::Arc;

/// What can be stored in memory and handed to any number of callers.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be cached",
    label = "not cacheable",
    note = "a cached value is cloned for each caller and shared between threads: it must be `Clone + Send + Sync + 'static`; \
            return an owned value, or wrap it in `Arc`"
)]
pub trait Cacheable: Clone + Send + Sync + 'static {}

#[diagnostic::do_not_recommend]
impl<T: Clone + Send + Sync + 'static> Cacheable for T {}

/// An error on its way from the caller who met it to those who waited.
pub(crate) type SharedFailure = Arc<dyn Any + Send + Sync>;

/// How the return type of a function is taken apart and put together again.
pub trait Shape: Copy {
    /// The return type as the user wrote it.
    type Return;
    /// What a region holds.
    type Stored: Cacheable;
    /// The successful value.
    type Value;
    /// The value when there is one: inside `Some`.
    type Present;
    /// The error; `Infallible` for functions that return none.
    type Failure;

    /// Whether `None` is told apart from other values (`negative_ttl`).
    const CHECKS_ABSENCE: bool = false;

    /// Takes a return value apart.
    fn split(returned: Self::Return) -> Result<Self::Value, Self::Failure>;
    /// Puts a return value together.
    fn join(outcome: Result<Self::Value, Self::Failure>) -> Self::Return;
    /// What the region holds of a value.
    fn store(value: Self::Value) -> Self::Stored;
    /// What the region holds of a failure, if failures are cached.
    fn store_failure(failure: Self::Failure) -> Result<Self::Stored, Self::Failure> {
        Err(failure)
    }
    /// The way back from the region.
    fn restore(stored: Self::Stored) -> Result<Self::Value, Self::Failure>;
    /// A look at the value of what the region holds.
    fn value(stored: &Self::Stored) -> Option<&Self::Value>;
    /// A look inside `Some`.
    fn look(value: &Self::Value) -> Option<&Self::Present>;
    /// A copy of the failure for those who wait, if it can be had.
    fn share(failure: &Self::Failure) -> Option<SharedFailure>;
    /// A failure from such a copy.
    fn receive(shared: &SharedFailure) -> Option<Self::Failure>;
    /// The weight of what the region holds in bytes, where `max_weight` asks for it.
    fn weigh(_: &Self::Stored) -> Option<usize> {
        None
    }
}

/// Where "no value" can hide.
pub trait Presence<V>: Copy {
    /// The value when there is one.
    type Present;
    /// A look at it.
    fn look(value: &V) -> Option<&Self::Present>;
}

/// Every value counts as present.
#[derive(Debug, Clone, Copy)]
pub struct Always;

impl<V> Presence<V> for Always {
    type Present = V;
    fn look(value: &V) -> Option<&V> {
        Some(value)
    }
}

/// `None` is absent.
#[derive(Debug, Clone, Copy)]
pub struct Maybe;

impl<T> Presence<Option<T>> for Maybe {
    type Present = T;
    fn look(value: &Option<T>) -> Option<&T> {
        value.as_ref()
    }
}

/// How those who wait learn of an error.
pub trait Sharing<E>: Copy {
    /// A copy for those who wait.
    fn share(failure: &E) -> Option<SharedFailure>;
    /// The error from such a copy.
    fn receive(shared: &SharedFailure) -> Option<E>;
}

/// By a clone.
#[derive(Debug, Clone, Copy)]
pub struct ByClone;

impl<E: Clone + Send + Sync + 'static> Sharing<E> for ByClone {
    fn share(failure: &E) -> Option<SharedFailure> {
        Some(Arc::new(failure.clone()))
    }
    fn receive(shared: &SharedFailure) -> Option<E> {
        shared.downcast_ref::<E>().cloned()
    }
}

/// By the text of the error, through `From<LoadFailed>`.
#[derive(Debug, Clone, Copy)]
pub struct ByMessage;

impl<E: From<LoadFailed> + Display> Sharing<E> for ByMessage {
    fn share(failure: &E) -> Option<SharedFailure> {
        Some(Arc::new(LoadFailed::new(failure)))
    }
    fn receive(shared: &SharedFailure) -> Option<E> {
        shared.downcast_ref::<LoadFailed>().cloned().map(E::from)
    }
}

/// Not at all: each who waits tries for itself, in doubling waves.
#[derive(Debug, Clone, Copy)]
pub struct ByRetry;

impl<E> Sharing<E> for ByRetry {
    fn share(_: &E) -> Option<SharedFailure> {
        None
    }
    fn receive(_: &SharedFailure) -> Option<E> {
        None
    }
}

/// Types alone: `Send` and `Sync` whatever they are.
type Types<T> = PhantomData<fn() -> T>;

/// The shape of any type that is not a `Result`.
#[derive(Debug)]
pub struct Plain<T, P>(Types<(T, P)>);

/// The shape of a `Result`.
#[derive(Debug)]
pub struct Fallible<T, E, P, S>(Types<(T, E, P, S)>);

macro_rules! copyable {
    ($($name:ident<$($parameter:ident),*>)*) => {$(
        impl<$($parameter),*> Clone for $name<$($parameter),*> {
            fn clone(&self) -> Self {
                *self
            }
        }
        impl<$($parameter),*> Copy for $name<$($parameter),*> {}
    )*};
}

copyable! { Plain<T, P> Fallible<T, E, P, S> CachingErrors<T, E, P, S> CheckingNegatives<I> Weighed<I> }

impl<T: Cacheable, P: Presence<T>> Shape for Plain<T, P> {
    type Return = T;
    type Stored = T;
    type Value = T;
    type Present = P::Present;
    type Failure = Infallible;

    fn split(returned: T) -> Result<T, Infallible> {
        Ok(returned)
    }
    fn join(outcome: Result<T, Infallible>) -> T {
        let Ok(value) = outcome;
        value
    }
    #[inline]
    fn store(value: T) -> T {
        value
    }
    #[inline]
    fn restore(stored: T) -> Result<T, Infallible> {
        Ok(stored)
    }
    fn value(stored: &T) -> Option<&T> {
        Some(stored)
    }
    fn look(value: &T) -> Option<&P::Present> {
        P::look(value)
    }
    fn share(_: &Infallible) -> Option<SharedFailure> {
        None
    }
    fn receive(_: &SharedFailure) -> Option<Infallible> {
        None
    }
}

impl<T: Cacheable, E, P: Presence<T>, S: Sharing<E>> Shape for Fallible<T, E, P, S> {
    type Return = Result<T, E>;
    type Stored = T;
    type Value = T;
    type Present = P::Present;
    type Failure = E;

    fn split(returned: Result<T, E>) -> Result<T, E> {
        returned
    }
    #[inline]
    fn join(outcome: Result<T, E>) -> Result<T, E> {
        outcome
    }
    fn store(value: T) -> T {
        value
    }
    #[inline]
    fn restore(stored: T) -> Result<T, E> {
        Ok(stored)
    }
    fn value(stored: &T) -> Option<&T> {
        Some(stored)
    }
    fn look(value: &T) -> Option<&P::Present> {
        P::look(value)
    }
    fn share(failure: &E) -> Option<SharedFailure> {
        S::share(failure)
    }
    fn receive(shared: &SharedFailure) -> Option<E> {
        S::receive(shared)
    }
}

/// A `Result` whose errors are stored too (`error_ttl`).
#[derive(Debug)]
pub struct CachingErrors<T, E, P, S>(Types<(T, E, P, S)>);

impl<T: Cacheable, E: Cacheable, P: Presence<T>, S: Sharing<E>> Shape
    for CachingErrors<T, E, P, S>
{
    type Return = Result<T, E>;
    type Stored = Result<T, E>;
    type Value = T;
    type Present = P::Present;
    type Failure = E;

    fn split(returned: Result<T, E>) -> Result<T, E> {
        returned
    }
    fn join(outcome: Result<T, E>) -> Result<T, E> {
        outcome
    }
    fn store(value: T) -> Result<T, E> {
        Ok(value)
    }
    fn store_failure(failure: E) -> Result<Result<T, E>, E> {
        Ok(Err(failure))
    }
    fn restore(stored: Result<T, E>) -> Result<T, E> {
        stored
    }
    fn value(stored: &Result<T, E>) -> Option<&T> {
        stored.as_ref().ok()
    }
    fn look(value: &T) -> Option<&P::Present> {
        P::look(value)
    }
    fn share(failure: &E) -> Option<SharedFailure> {
        S::share(failure)
    }
    fn receive(shared: &SharedFailure) -> Option<E> {
        S::receive(shared)
    }
}

impl<T, E> Fallible<T, E, Always, ByRetry> {
    /// The shape of a loader that is given by hand: nothing is known of its error type.
    pub(crate) fn by_hand() -> Self {
        Self(PhantomData)
    }
}

/// Turns a shape into one that stores errors too: only a `Result` has them.
#[diagnostic::on_unimplemented(
    message = "`error_ttl` needs a function that returns a `Result`",
    note = "remove `error_ttl`, or return a `Result`"
)]
pub trait CanCacheErrors: Sized {
    /// The shape with errors stored.
    type With: Shape;
    /// Does so.
    fn with_errors(self) -> Self::With;
}

impl<T: Cacheable, E: Cacheable, P: Presence<T>, S: Sharing<E>> CanCacheErrors
    for Fallible<T, E, P, S>
{
    type With = CachingErrors<T, E, P, S>;
    fn with_errors(self) -> Self::With {
        CachingErrors(PhantomData)
    }
}

/// A shape whose `None` has a ttl of its own (`negative_ttl`), or one that is weighed (`max_weight`).
macro_rules! refined {
    ($(#[$doc:meta])* $name:ident where $bound:path; $($body:tt)*) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name<I>(PhantomData<fn() -> I>);

        impl<I: Shape> Shape for $name<I> where I::Stored: $bound {
            type Return = I::Return;
            type Stored = I::Stored;
            type Value = I::Value;
            type Present = I::Present;
            type Failure = I::Failure;

            fn split(returned: Self::Return) -> Result<Self::Value, Self::Failure> {
                I::split(returned)
            }
            fn join(outcome: Result<Self::Value, Self::Failure>) -> Self::Return {
                I::join(outcome)
            }
            fn store(value: Self::Value) -> Self::Stored {
                I::store(value)
            }
            fn store_failure(failure: Self::Failure) -> Result<Self::Stored, Self::Failure> {
                I::store_failure(failure)
            }
            fn restore(stored: Self::Stored) -> Result<Self::Value, Self::Failure> {
                I::restore(stored)
            }
            fn value(stored: &Self::Stored) -> Option<&Self::Value> {
                I::value(stored)
            }
            fn look(value: &Self::Value) -> Option<&Self::Present> {
                I::look(value)
            }
            fn share(failure: &Self::Failure) -> Option<SharedFailure> {
                I::share(failure)
            }
            fn receive(shared: &SharedFailure) -> Option<Self::Failure> {
                I::receive(shared)
            }
            $($body)*
        }
    };
}

refined! {
    /// A shape whose `None` is told apart.
    CheckingNegatives where Cacheable;
    const CHECKS_ABSENCE: bool = true;
    fn weigh(stored: &Self::Stored) -> Option<usize> {
        I::weigh(stored)
    }
}

refined! {
    /// A shape whose values are weighed.
    Weighed where Weigh;
    const CHECKS_ABSENCE: bool = I::CHECKS_ABSENCE;
    fn weigh(stored: &Self::Stored) -> Option<usize> {
        Some(size_of::<Self::Stored>() + stored.heap_bytes())
    }
}

/// How the outcome of a call is handed out with its provenance.
///
/// Helpers spell the value type where the return type is called `Result`; behind an alias of another name they spell
/// the whole return type. Either is served.
pub trait Provide<P>: Shape {
    /// Hands it out.
    fn provide(outcome: Result<Cached<Self::Value>, Self::Failure>) -> P;
}

/// How a stored entry is shown.
pub trait Reveal<P>: Shape {
    /// Shows it.
    fn reveal(outcome: Result<Cached<Self::Value>, Self::Failure>) -> Option<Cached<P>>;
}

/// How a value is taken that somebody puts.
pub trait Accept<P>: Shape {
    /// The value, unless it is an error.
    fn accept(put: P) -> Option<Self::Value>;
}

impl<T: Cacheable, P: Presence<T>> Provide<Cached<T>> for Plain<T, P> {
    fn provide(outcome: Result<Cached<T>, Infallible>) -> Cached<T> {
        let Ok(cached) = outcome;
        cached
    }
}

impl<T: Cacheable, P: Presence<T>> Reveal<T> for Plain<T, P> {
    fn reveal(outcome: Result<Cached<T>, Infallible>) -> Option<Cached<T>> {
        outcome.ok()
    }
}

impl<T: Cacheable, P: Presence<T>> Accept<T> for Plain<T, P> {
    fn accept(put: T) -> Option<T> {
        Some(put)
    }
}

macro_rules! handed_out {
    ($($shape:ident [$($bound:tt)*];)*) => {$(
        impl<T: Cacheable, E: $($bound)*, P: Presence<T>, S: Sharing<E>> Provide<Result<Cached<T>, E>> for $shape<T, E, P, S> {
            fn provide(outcome: Result<Cached<T>, E>) -> Result<Cached<T>, E> {
                outcome
            }
        }
        impl<T: Cacheable, E: $($bound)*, P: Presence<T>, S: Sharing<E>> Provide<Cached<Result<T, E>>> for $shape<T, E, P, S> {
            fn provide(outcome: Result<Cached<T>, E>) -> Cached<Result<T, E>> {
                whole(outcome)
            }
        }
        impl<T: Cacheable, E: $($bound)*, P: Presence<T>, S: Sharing<E>> Reveal<T> for $shape<T, E, P, S> {
            fn reveal(outcome: Result<Cached<T>, E>) -> Option<Cached<T>> {
                outcome.ok()
            }
        }
        impl<T: Cacheable, E: $($bound)*, P: Presence<T>, S: Sharing<E>> Reveal<Result<T, E>> for $shape<T, E, P, S> {
            fn reveal(outcome: Result<Cached<T>, E>) -> Option<Cached<Result<T, E>>> {
                Some(whole(outcome))
            }
        }
        impl<T: Cacheable, E: $($bound)*, P: Presence<T>, S: Sharing<E>> Accept<T> for $shape<T, E, P, S> {
            fn accept(put: T) -> Option<T> {
                Some(put)
            }
        }
        impl<T: Cacheable, E: $($bound)*, P: Presence<T>, S: Sharing<E>> Accept<Result<T, E>> for $shape<T, E, P, S> {
            fn accept(put: Result<T, E>) -> Option<T> {
                put.ok()
            }
        }
    )*};
}

handed_out! {
    Fallible [Sized];
    CachingErrors [Cacheable];
}

fn whole<T, E>(outcome: Result<Cached<T>, E>) -> Cached<Result<T, E>> {
    match outcome {
        Ok(cached) => cached.map(Ok),
        Err(failure) => Cached::new(Err(failure), Source::Loader, None, 0),
    }
}

macro_rules! handed_through {
    ($($shape:ident where $bound:path;)*) => {$(
        impl<I: Provide<P>, P> Provide<P> for $shape<I> where I::Stored: $bound {
            fn provide(outcome: Result<Cached<I::Value>, I::Failure>) -> P {
                I::provide(outcome)
            }
        }
        impl<I: Reveal<P>, P> Reveal<P> for $shape<I> where I::Stored: $bound {
            fn reveal(outcome: Result<Cached<I::Value>, I::Failure>) -> Option<Cached<P>> {
                I::reveal(outcome)
            }
        }
        impl<I: Accept<P>, P> Accept<P> for $shape<I> where I::Stored: $bound {
            fn accept(put: P) -> Option<I::Value> {
                I::accept(put)
            }
        }
    )*};
}

handed_through! {
    CheckingNegatives where Cacheable;
    Weighed where Weigh;
}

/// What generated code does with a shape. Inherent methods: a trait would have to be in scope where the code stands.
macro_rules! steps {
    ($($shape:ident<$($parameter:ident),*>)*) => {$(
        impl<$($parameter),*> $shape<$($parameter),*> {
            /// A load that is about to begin, and what is said of its value afterwards.
            pub fn loading<F, D>(self, load: F, describe: D) -> Loading<F, D>
            where
                Self: Shape,
                D: FnOnce(&<Self as Shape>::Value, &mut Draft),
            {
                Loading { load, describe }
            }

            /// Calls `act` with the value, unless it is `None`.
            pub fn present(self, value: &<Self as Shape>::Value, act: impl FnOnce(&<Self as Shape>::Present))
            where
                Self: Shape,
            {
                if let Some(present) = Self::look(value) {
                    act(present);
                }
            }

            /// Stores errors too.
            #[must_use]
            pub fn caching_errors(self) -> <Self as CanCacheErrors>::With
            where
                Self: CanCacheErrors,
            {
                self.with_errors()
            }

            /// Gives `None` a ttl of its own.
            #[must_use]
            pub fn checking_negatives(self) -> CheckingNegatives<Self>
            where
                Self: CanBeAbsent,
            {
                CheckingNegatives(PhantomData)
            }

            /// Weighs values in bytes.
            #[must_use]
            pub fn weighed(self) -> Weighed<Self>
            where
                Self: Shape,
                <Self as Shape>::Stored: Weigh,
            {
                Weighed(PhantomData)
            }
        }
    )*};
}

steps! { Plain<T, P> Fallible<T, E, P, S> CachingErrors<T, E, P, S> CheckingNegatives<I> Weighed<I> }

/// A shape that has a `None`.
#[diagnostic::on_unimplemented(
    message = "`negative_ttl` needs a function that returns an `Option`, or a `Result` of one",
    note = "remove `negative_ttl`, or return an `Option`"
)]
pub trait CanBeAbsent {}
impl<T> CanBeAbsent for Plain<T, Maybe> {}
impl<T, E, S> CanBeAbsent for Fallible<T, E, Maybe, S> {}
impl<T, E, S> CanBeAbsent for CachingErrors<T, E, Maybe, S> {}

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
