//! What `audit` demands of values: that two of them can be compared.
//!
//! Found out by method look-up and told in one message, as `failures.rs` does with errors.

use super::Shape;
use super::kinds::Audited;
use std::marker::PhantomData;

/// A shape, asked whether its values can be compared.
#[derive(Debug)]
pub struct Comparing<I>(I);

impl<I: Copy> Comparing<I> {
    /// The question.
    pub const fn of(shape: I) -> Self {
        Self(shape)
    }
}

/// The answer: they can.
#[derive(Debug)]
pub struct Comparable<I>(PhantomData<fn(I)>);

/// The answer: values of this type cannot.
#[derive(Debug)]
pub struct Incomparable<V>(PhantomData<fn(V)>);

/// They can be compared.
pub trait Compared {
    /// The answer.
    type Answer;
    /// Asks.
    fn compared(&self) -> Self::Answer;
}

/// They cannot.
pub trait Uncompared {
    /// The answer.
    type Answer;
    /// Asks.
    fn compared(&self) -> Self::Answer;
}

impl<I: Shape<Value: PartialEq>> Compared for &Comparing<I> {
    type Answer = Comparable<I>;

    #[inline]
    fn compared(&self) -> Comparable<I> {
        Comparable(PhantomData)
    }
}

impl<I: Shape> Uncompared for Comparing<I> {
    type Answer = Incomparable<I::Value>;

    #[inline]
    fn compared(&self) -> Incomparable<I::Value> {
        Incomparable(PhantomData)
    }
}

/// An answer with which hits can be audited; one about values of type `V` is none.
#[diagnostic::on_unimplemented(
    message = "`audit` compares values, and `{V}` cannot be compared",
    note = "derive or implement `PartialEq` for it, or remove `audit`"
)]
pub trait CanBeAudited<V> {
    /// The shape that would come of it.
    type Shape;
}

#[allow(
    clippy::unused_self,
    reason = "what is called is a method, so that rustc tells of its bounds"
)]
impl<I: Shape<Value: PartialEq>> Comparable<I> {
    /// Audits hits.
    #[must_use]
    pub fn audited(self) -> Audited<I> {
        Audited(PhantomData)
    }
}

#[allow(
    clippy::unused_self,
    reason = "what is called is a method, so that rustc tells of its bounds"
)]
impl<V> Incomparable<V> {
    /// Refuses to compile.
    #[must_use]
    pub fn audited(self) -> <Self as CanBeAudited<V>>::Shape
    where
        Self: CanBeAudited<V>,
    {
        unreachable!("no answer of this kind is `CanBeAudited`")
    }
}
