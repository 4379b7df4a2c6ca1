//! Without the feature `redis` there is no shared tier: all shapes stay as they are, and only what asks for nothing but a
//! shared tier is refused.

use super::Shape;
use super::kinds::{CachingErrors, CheckingNegatives, Fallible, Plain, TimingOut, Weighed};
use std::convert::Infallible;
use std::marker::PhantomData;

/// What would write values to a shared tier. There is none.
#[derive(Debug)]
pub struct Coder<V>(
    #[allow(dead_code, reason = "it keeps the type from having values")] Infallible,
    PhantomData<fn(V)>,
);

impl<V> Clone for Coder<V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<V> Copy for Coder<V> {}

/// What only a shared tier can hold. Without the feature, nothing is.
#[diagnostic::on_unimplemented(
    message = "`tier = \"redis\"` needs the feature `redis` of `cache-runtime`",
    label = "no shared tier without the feature",
    note = "write `cache-runtime = {{ version = \"…\", features = [\"redis\"] }}`, or `tier = \"memory\"`"
)]
pub trait SharedTier {}

macro_rules! shared {
    ($($shape:ident<$($parameter:ident),*>)*) => {$(
        impl<$($parameter),*> $shape<$($parameter),*> {
            /// Goes to all tiers there are.
            #[must_use]
            pub fn shared(self) -> Self
            where
                Self: Shape,
            {
                self
            }

            /// Refuses to compile.
            #[must_use]
            pub fn shared_only(self) -> Self
            where
                Self: SharedTier,
            {
                self
            }
        }
    )*};
}

shared! { Plain<T, P> Fallible<T, E, P, S> CachingErrors<T, E, P, S> CheckingNegatives<I> Weighed<I> TimingOut<I> }
