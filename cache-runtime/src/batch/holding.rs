//! What a region holds of the values of a batch: the values themselves, or what a function that returns an `Option` would hold.

use crate::memory::Weigh;
use crate::shape::{Cacheable, CheckingNegatives, Maybe, Plain, Presence, Shape, Weighed};
#[cfg(feature = "redis")]
use crate::shape::{Coded, Failures, Shareable};
use std::convert::Infallible;

/// How entries hold values of the type `V`.
pub trait Holding<V>: Shape<Failure = Infallible> {
    /// What an entry holds of a value.
    fn hold(value: V) -> Self::Value;
    /// What an entry holds where there is no value, if that is held at all.
    fn absence() -> Option<Self::Value>;
    /// The way back.
    fn release(held: Self::Value) -> Option<V>;
}

impl<V: Cacheable, P: Presence<V>> Holding<V> for Plain<V, P> {
    fn hold(value: V) -> V {
        value
    }
    fn absence() -> Option<V> {
        None
    }
    #[inline]
    fn release(held: V) -> Option<V> {
        Some(held)
    }
}

impl<V: Cacheable> Holding<V> for CheckingNegatives<Plain<Option<V>, Maybe>> {
    fn hold(value: V) -> Option<V> {
        Some(value)
    }
    fn absence() -> Option<Option<V>> {
        Some(None)
    }
    #[inline]
    fn release(held: Option<V>) -> Option<V> {
        held
    }
}

macro_rules! held_through {
    ($shape:ident<$($more:ident),*> where { $($bounds:tt)* }) => {
        impl<V, I: Holding<V> $(, $more)*> Holding<V> for $shape<I $(, $more)*> where $($bounds)* {
            fn hold(value: V) -> Self::Value {
                I::hold(value)
            }
            fn absence() -> Option<Self::Value> {
                I::absence()
            }
            #[inline]
            fn release(held: Self::Value) -> Option<V> {
                I::release(held)
            }
        }
    };
}

held_through! { Weighed<> where { I::Stored: Weigh } }
#[cfg(feature = "redis")]
held_through! { Coded<Fate> where { I::Present: Shareable, Fate: Failures<I> } }
