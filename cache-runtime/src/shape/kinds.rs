//! The shapes: plain values and `Result`s, and these refined by `error_ttl`, `negative_ttl` and `max_weight`.

#[cfg(feature = "redis")]
use super::coded::Coded;
use super::presence::{Always, Maybe, Presence};
use super::sharing::{ByRetry, Sharing};
use super::{Cacheable, Shape, SharedFailure, Unshared, Written};
use crate::draft::Draft;
use crate::error::LoadTimeout;
use crate::load::Loading;
use crate::memory::Weigh;
use std::convert::Infallible;
use std::marker::PhantomData;

/// Types alone: `Send` and `Sync` whatever they are.
pub(super) type Types<T> = PhantomData<fn() -> T>;

/// The shape of any type that is not a `Result`.
#[derive(Debug)]
pub struct Plain<T, P>(pub(super) Types<(T, P)>);

/// The shape of a `Result`.
#[derive(Debug)]
pub struct Fallible<T, E, P, S>(pub(super) Types<(T, E, P, S)>);

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

copyable! { Plain<T, P> Fallible<T, E, P, S> CachingErrors<T, E, P, S> }

impl<T: Cacheable, P: Presence<T>> Shape for Plain<T, P> {
    type Return = T;
    type Stored = T;
    type Value = T;
    type Present = P::Present;
    type Failure = Infallible;
    type Failures = Unshared;

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
    fn complete(present: Option<P::Present>) -> Option<T> {
        P::complete(present)
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
    type Failures = Unshared;

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
    fn complete(present: Option<P::Present>) -> Option<T> {
        P::complete(present)
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
pub struct CachingErrors<T, E, P, S>(pub(super) Types<(T, E, P, S)>);

impl<T: Cacheable, E: Cacheable, P: Presence<T>, S: Sharing<E>> Shape
    for CachingErrors<T, E, P, S>
{
    type Return = Result<T, E>;
    type Stored = Result<T, E>;
    type Value = T;
    type Present = P::Present;
    type Failure = E;
    type Failures = Written;

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
    fn failure(stored: &Result<T, E>) -> Option<&E> {
        stored.as_ref().err()
    }
    fn look(value: &T) -> Option<&P::Present> {
        P::look(value)
    }
    fn complete(present: Option<P::Present>) -> Option<T> {
        P::complete(present)
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

/// A shape that refines another: one whose `None` has a ttl of its own (`negative_ttl`), one that is weighed
/// (`max_weight`), one that can be written.
macro_rules! refined {
    (
        $(#[$doc:meta])* $name:ident<$($more:ident),*> where { $($bounds:tt)* };
        $($body:tt)*
    ) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name<I $(, $more)*>(pub(super) PhantomData<fn() -> (I, $($more,)*)>);

        impl<I $(, $more)*> Clone for $name<I $(, $more)*> {
            fn clone(&self) -> Self {
                *self
            }
        }
        impl<I $(, $more)*> Copy for $name<I $(, $more)*> {}

        impl<I: Shape $(, $more)*> Shape for $name<I $(, $more)*> where $($bounds)* {
            type Return = I::Return;
            type Stored = I::Stored;
            type Value = I::Value;
            type Present = I::Present;
            type Failure = I::Failure;
            type Failures = I::Failures;

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
            fn failure(stored: &Self::Stored) -> Option<&Self::Failure> {
                I::failure(stored)
            }
            fn look(value: &Self::Value) -> Option<&Self::Present> {
                I::look(value)
            }
            fn complete(present: Option<Self::Present>) -> Option<Self::Value> {
                I::complete(present)
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

impl<T, P> Plain<T, P> {
    pub(crate) fn of_type() -> Self {
        Self(PhantomData)
    }

    /// Stores that there is no value, too: the same entries as those of a function that returns an `Option`.
    #[must_use]
    #[allow(
        clippy::unused_self,
        reason = "a method, as all demands on a shape are"
    )]
    pub fn holding_absence(self) -> CheckingNegatives<Plain<Option<T>, Maybe>> {
        CheckingNegatives(PhantomData)
    }
}

#[cfg(feature = "redis")]
pub(super) use refined;

refined! {
    /// A shape whose `None` is told apart.
    CheckingNegatives<> where {};
    const CHECKS_ABSENCE: bool = true;
    fn timed_out(timeout: LoadTimeout) -> Self::Failure {
        I::timed_out(timeout)
    }
    fn weigh(stored: &Self::Stored) -> Option<usize> {
        I::weigh(stored)
    }
}

refined! {
    /// A shape whose values are weighed.
    Weighed<> where { I::Stored: Weigh };
    const CHECKS_ABSENCE: bool = I::CHECKS_ABSENCE;
    fn timed_out(timeout: LoadTimeout) -> Self::Failure {
        I::timed_out(timeout)
    }
    fn weigh(stored: &Self::Stored) -> Option<usize> {
        Some(size_of::<Self::Stored>() + stored.heap_bytes())
    }
}

refined! {
    /// A shape whose failures can say that the time of a call was over.
    TimingOut<> where { I::Failure: From<LoadTimeout> };
    const CHECKS_ABSENCE: bool = I::CHECKS_ABSENCE;
    fn weigh(stored: &Self::Stored) -> Option<usize> {
        I::weigh(stored)
    }
    fn timed_out(timeout: LoadTimeout) -> Self::Failure {
        timeout.into()
    }
}

refined! {
    /// A shape of whose hits some are audited. The last of the demands, so that no shape but that of a shared tier goes
    /// around it.
    Audited<> where { I::Value: PartialEq };
    const CHECKS_ABSENCE: bool = I::CHECKS_ABSENCE;
    const AUDITED: bool = true;
    fn timed_out(timeout: LoadTimeout) -> Self::Failure {
        I::timed_out(timeout)
    }
    fn weigh(stored: &Self::Stored) -> Option<usize> {
        I::weigh(stored)
    }
    fn is_same(one: &Self::Value, other: &Self::Value) -> bool {
        one == other
    }
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

steps! { Plain<T, P> Fallible<T, E, P, S> CachingErrors<T, E, P, S> CheckingNegatives<I> Weighed<I> TimingOut<I> }
steps! { Audited<I> }
#[cfg(feature = "redis")]
steps! { Coded<I, Fate> }

/// A shape that has a `None`.
#[diagnostic::on_unimplemented(
    message = "`negative_ttl` needs a function that returns an `Option`, or a `Result` of one",
    note = "remove `negative_ttl`, or return an `Option`"
)]
pub trait CanBeAbsent {}
impl<T> CanBeAbsent for Plain<T, Maybe> {}
impl<T, E, S> CanBeAbsent for Fallible<T, E, Maybe, S> {}
impl<T, E, S> CanBeAbsent for CachingErrors<T, E, Maybe, S> {}
impl<I: CanBeAbsent> CanBeAbsent for TimingOut<I> {}
