//! What some arguments of the attribute demand of an error type, each said in one message.
//!
//! [`Failing`] finds out by method look-up, as `probe.rs` does with types, whether an error can do it. Where it cannot, what
//! comes of that has the method that is demanded as well, but with a bound that nothing meets: rustc tells of this bound, and has
//! nothing further to say of a shape that nobody has.

use super::kinds::{Plain, TimingOut};
use super::presence::Presence;
use super::{Cacheable, Shape};
use crate::error::LoadTimeout;
use std::marker::PhantomData;

/// A shape, asked what its failures can do.
#[derive(Debug)]
pub struct Failing<I>(I);

impl<I: Copy> Failing<I> {
    /// The question.
    pub const fn of(shape: I) -> Self {
        Self(shape)
    }
}

/// The answer: they can.
#[derive(Debug)]
pub struct Able<I>(I);

/// The answer: they stay on their thread. Without the type of the error: where a lifetime hides in it, as in `Box<dyn Error>`,
/// rustc would not use the words below. Generic all the same: of a type that is not, rustc knows at once what it cannot do.
#[derive(Debug)]
pub struct Confined<const TO_ITS_THREAD: bool>;

/// The answer: errors of this type cannot tell.
#[derive(Debug)]
pub struct Untold<E>(PhantomData<fn(E)>);

/// The answer: there are none.
#[derive(Debug)]
pub struct NoFailures<I>(PhantomData<fn(I)>);

macro_rules! levels {
    ($($(#[$doc:meta])* $name:ident::$question:ident for [$($reference:tt)*] [$($generics:tt)*] $shape:ty where { $($bounds:tt)* } => $answer:ty, |$failing:ident| $value:expr;)*) => {$(
        $(#[$doc])*
        pub trait $name {
            /// The answer.
            type Answer;
            /// Asks.
            fn $question(&self) -> Self::Answer;
        }
        impl<$($generics)*> $name for $($reference)* Failing<$shape> where $($bounds)* {
            type Answer = $answer;
            #[inline]
            fn $question(&self) -> $answer {
                let $failing = self;
                $value
            }
        }
    )*};
}

levels! {
    /// They can be handed from one thread to another.
    Sent::sent for [&] [I: Shape + Copy] I where { I::Failure: Send } => Able<I>, |failing| Able(failing.0);
    /// They cannot.
    Unsent::sent for [] [I: Shape] I where {} => Confined<true>, |_failing| Confined;
    /// There is nothing that could say anything.
    Mute::timed for [&&] [T: Cacheable, P: Presence<T>] Plain<T, P> where {} => NoFailures<Plain<T, P>>, |_failing| NoFailures(PhantomData);
    /// They can say that the time of a call was over.
    Timed::timed for [&] [I: Shape + Copy] I where { I::Failure: From<LoadTimeout> } => Able<I>, |failing| Able(failing.0);
    /// They cannot.
    Untimed::timed for [] [I: Shape] I where {} => Untold<I::Failure>, |_failing| Untold(PhantomData);
}

impl<I: Shape> Able<I> {
    /// Lets loads outlive the calls they began in.
    #[must_use]
    pub fn outliving(self) -> I {
        self.0
    }
}

#[allow(
    clippy::unused_self,
    reason = "what is called is a method, so that rustc tells of its bounds"
)]
impl<I: Shape<Failure: From<LoadTimeout>>> Able<I> {
    /// Lets the error of a call say that its time was over (`timeout`).
    #[must_use]
    pub fn timing_out(self) -> TimingOut<I> {
        TimingOut(PhantomData)
    }
}

/// An answer with which loads may outlive their calls; that errors stay on their thread is none.
#[diagnostic::on_unimplemented(
    message = "a load that may outlive its caller needs an error that is `Send`",
    note = "such a load may end on another thread than it began on: make the error `Send`, as `Box<dyn Error + Send + Sync>` is, or leave \
            out the option that lets loads outlive their callers"
)]
pub trait CanOutlive {
    /// The shape that would come of it.
    type Shape;
}

/// An answer with which calls may time out; one about errors of type `E` is none.
#[diagnostic::on_unimplemented(
    message = "`{E}` cannot say that the time of a call was over",
    note = "implement `From<cache_runtime::LoadTimeout>` for it, as `anyhow::Error` and `Box<dyn Error + Send + Sync>` do, or remove \
            `timeout`"
)]
pub trait TellsOfTimeout<E> {
    /// The shape that would come of it.
    type Shape;
}

/// An answer with which calls may time out; that there are no failures is none.
#[diagnostic::on_unimplemented(
    message = "`timeout` needs a function that returns a `Result`",
    note = "return a `Result` with an error type that implements `From<cache_runtime::LoadTimeout>`, as `anyhow::Error` and \
            `Box<dyn Error + Send + Sync>` do; or remove `timeout`"
)]
pub trait CanTimeOut {
    /// The shape that would come of it.
    type Shape;
}

#[allow(
    clippy::unused_self,
    reason = "what is called is a method, so that rustc tells of its bounds"
)]
impl<const TO_ITS_THREAD: bool> Confined<TO_ITS_THREAD> {
    /// Refuses to compile.
    #[must_use]
    pub fn outliving(self) -> <Self as CanOutlive>::Shape
    where
        Self: CanOutlive,
    {
        unreachable!("no answer of this kind is `CanOutlive`")
    }
}

#[allow(
    clippy::unused_self,
    reason = "what is called is a method, so that rustc tells of its bounds"
)]
impl<E> Untold<E> {
    /// Refuses to compile.
    #[must_use]
    pub fn timing_out(self) -> <Self as TellsOfTimeout<E>>::Shape
    where
        Self: TellsOfTimeout<E>,
    {
        unreachable!("no answer of this kind is `TellsOfTimeout`")
    }
}

#[allow(
    clippy::unused_self,
    reason = "what is called is a method, so that rustc tells of its bounds"
)]
impl<I> NoFailures<I> {
    /// Refuses to compile.
    #[must_use]
    pub fn timing_out(self) -> <Self as CanTimeOut>::Shape
    where
        Self: CanTimeOut,
    {
        unreachable!("no answer of this kind is `CanTimeOut`")
    }
}
