//! Whether a body has done what it was asked, and what came of it: decided by the type that it returns, never by its spelling.
//!
//! Method look-up on `&&Yields<T>` tries the traits below from the more to the less particular.

use std::future::Future;
use std::marker::PhantomData;

/// How the return value of a body is read.
pub trait Success {
    /// What the body returns.
    type Returned;
    /// What is inside `Ok`, or all of it where there is no `Ok`.
    type Value;

    /// The value; none, if the body has failed.
    fn value(returned: &Self::Returned) -> Option<&Self::Value>;
}

/// The type that a body returns, asked for its [`Success`].
#[derive(Debug)]
pub struct Yields<T>(PhantomData<fn() -> T>);

impl<T> Yields<T> {
    /// Of the body of an async function.
    #[must_use]
    pub fn once_awaited(_: &impl Future<Output = T>) -> Self {
        Self(PhantomData)
    }

    /// Of the body of a sync function.
    #[must_use]
    pub fn once_called(_: &impl FnOnce() -> T) -> Self {
        Self(PhantomData)
    }
}

/// A `Result`.
#[derive(Debug)]
pub struct Fallible<T, E>(PhantomData<fn() -> (T, E)>);

/// Anything else: who returns has succeeded.
#[derive(Debug)]
pub struct Whole<T>(PhantomData<fn() -> T>);

impl<T, E> Success for Fallible<T, E> {
    type Returned = Result<T, E>;
    type Value = T;

    fn value(returned: &Result<T, E>) -> Option<&T> {
        returned.as_ref().ok()
    }
}

impl<T> Success for Whole<T> {
    type Returned = T;
    type Value = T;

    fn value(returned: &T) -> Option<&T> {
        Some(returned)
    }
}

/// A body that returns a `Result`.
pub trait WhetherOk {
    /// How it is read.
    type Success;
    /// How it is read.
    fn success(&self) -> Self::Success;
}

impl<T, E> WhetherOk for &Yields<Result<T, E>> {
    type Success = Fallible<T, E>;

    fn success(&self) -> Fallible<T, E> {
        Fallible(PhantomData)
    }
}

/// A body that returns anything.
pub trait AnyReturned {
    /// How it is read.
    type Success;
    /// How it is read.
    fn success(&self) -> Self::Success;
}

impl<T> AnyReturned for Yields<T> {
    type Success = Whole<T>;

    fn success(&self) -> Whole<T> {
        Whole(PhantomData)
    }
}

/// Tells the compiler that a closure is called once: only then may it hand out what it has captured.
pub fn call<T, F: FnOnce() -> T>(body: F) -> F {
    body
}
