//! What helpers hand out and take: values with their provenance, in the type that the helper names.

#[cfg(feature = "redis")]
use super::coded::{Coded, Failures, Shareable};
use super::kinds::{
    Audited, CachingErrors, CheckingNegatives, Fallible, Plain, TimingOut, Weighed,
};
use super::presence::Presence;
use super::sharing::Sharing;
use super::{Cacheable, Shape};
use crate::cached::{Cached, Source};
use crate::error::LoadTimeout;
use crate::memory::Weigh;
use std::convert::Infallible;

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
    ($shape:ident<$($more:ident),*> where { $($bounds:tt)* }) => {
        impl<I: Provide<P> $(, $more)*, P> Provide<P> for $shape<I $(, $more)*> where $($bounds)* {
            fn provide(outcome: Result<Cached<I::Value>, I::Failure>) -> P {
                I::provide(outcome)
            }
        }
        impl<I: Reveal<P> $(, $more)*, P> Reveal<P> for $shape<I $(, $more)*> where $($bounds)* {
            fn reveal(outcome: Result<Cached<I::Value>, I::Failure>) -> Option<Cached<P>> {
                I::reveal(outcome)
            }
        }
        impl<I: Accept<P> $(, $more)*, P> Accept<P> for $shape<I $(, $more)*> where $($bounds)* {
            fn accept(put: P) -> Option<I::Value> {
                I::accept(put)
            }
        }
    };
}

handed_through! { CheckingNegatives<> where {} }
handed_through! { Weighed<> where { I::Stored: Weigh } }
handed_through! { TimingOut<> where { I::Failure: From<LoadTimeout> } }
handed_through! { Audited<> where { I::Value: PartialEq } }
#[cfg(feature = "redis")]
handed_through! { Coded<Fate> where { I::Present: Shareable, Fate: Failures<I> } }
