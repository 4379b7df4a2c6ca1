//! The map that the body of a batch returns, plain or in a `Result`, and what the values in it are.

use crate::shape::{Always, Fallible, Maybe, Plain, Presence, SharedFailure, Sharing};
use std::convert::Infallible;
use std::marker::PhantomData;

/// A map from elements to values.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no map from elements to values",
    label = "not a map",
    note = "the body of a batch returns a map, plain or in a `Result`: a `HashMap`, a `BTreeMap`, or another type that is made \
            from pairs and taken apart into pairs",
    note = "helpers name the type of the values; where the return type is an alias of a `Result`, call the alias `Result`, or \
            write `helpers = false`"
)]
pub trait Mapping: Sized {
    /// What is asked for.
    type Key;
    /// What there is for it.
    type Value;
    /// Its pairs.
    fn into_pairs(self) -> impl Iterator<Item = (Self::Key, Self::Value)>;
    /// A map of pairs.
    fn of_pairs(pairs: Vec<(Self::Key, Self::Value)>) -> Self;
}

#[diagnostic::do_not_recommend]
impl<M, K, V> Mapping for M
where
    M: IntoIterator<Item = (K, V)> + FromIterator<(K, V)>,
{
    type Key = K;
    type Value = V;
    fn into_pairs(self) -> impl Iterator<Item = (K, V)> {
        self.into_iter()
    }
    fn of_pairs(pairs: Vec<(K, V)>) -> Self {
        pairs.into_iter().collect()
    }
}

/// The shape of what a batch returns.
pub trait Batched: Copy {
    /// The return type as the user wrote it.
    type Return;
    /// The map in it.
    type Map: Mapping;
    /// The error; `Infallible` for functions that return none.
    type Failure;
    /// Takes a return value apart.
    fn split(returned: Self::Return) -> Result<Self::Map, Self::Failure>;
    /// Puts a return value together.
    fn join(outcome: Result<Self::Map, Self::Failure>) -> Self::Return;
    /// A copy of the failure for those who wait, if it can be had.
    fn share(failure: &Self::Failure) -> Option<SharedFailure>;
    /// A failure from such a copy.
    fn receive(shared: &SharedFailure) -> Option<Self::Failure>;
}

impl<M: Mapping, P> Batched for Plain<M, P> {
    type Return = M;
    type Map = M;
    type Failure = Infallible;

    fn split(returned: M) -> Result<M, Infallible> {
        Ok(returned)
    }
    fn join(outcome: Result<M, Infallible>) -> M {
        let Ok(map) = outcome;
        map
    }
    fn share(_: &Infallible) -> Option<SharedFailure> {
        None
    }
    fn receive(_: &SharedFailure) -> Option<Infallible> {
        None
    }
}

impl<M: Mapping, E, P, S: Sharing<E>> Batched for Fallible<M, E, P, S> {
    type Return = Result<M, E>;
    type Map = M;
    type Failure = E;

    fn split(returned: Result<M, E>) -> Result<M, E> {
        returned
    }
    fn join(outcome: Result<M, E>) -> Result<M, E> {
        outcome
    }
    fn share(failure: &E) -> Option<SharedFailure> {
        S::share(failure)
    }
    fn receive(shared: &SharedFailure) -> Option<E> {
        S::receive(shared)
    }
}

/// A map, asked what its values are.
#[derive(Debug)]
pub struct Elements<M>(PhantomData<fn() -> M>);

impl<M> Elements<M> {
    /// The question about the map in a shape.
    #[must_use]
    pub fn of<B: Batched<Map = M>>(_: B) -> Self {
        Self(PhantomData)
    }
}

/// Values that may be `None`, as those of a function that returns an `Option` are.
pub trait MaybeElement {
    /// Their shape.
    type Shape;
    /// The shape.
    fn element(&self) -> Self::Shape;
}

impl<M: Mapping<Value = Option<T>>, T> MaybeElement for &Elements<M> {
    type Shape = Plain<Option<T>, Maybe>;
    fn element(&self) -> Self::Shape {
        Plain::of_type()
    }
}

/// All others.
pub trait AnyElement {
    /// Their shape.
    type Shape;
    /// The shape.
    fn element(&self) -> Self::Shape;
}

impl<M: Mapping> AnyElement for Elements<M>
where
    Always: Presence<M::Value>,
{
    type Shape = Plain<M::Value, Always>;
    fn element(&self) -> Self::Shape {
        Plain::of_type()
    }
}
