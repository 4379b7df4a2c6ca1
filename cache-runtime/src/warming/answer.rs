//! What a call with provenance has returned, told by its type and never by its spelling: a value, or an error with a text.
//!
//! A function whose return type is written `Result` answers `Result<Cached<V>, E>`; one whose type is another name for a
//! `Result`, `Cached<Result<V, E>>`. Which trait applies is settled by how often the receiver must be borrowed, as in
//! [`probe`](crate::shape).

use crate::cached::{Cached, Source};
use std::convert::Infallible;
use std::fmt;

/// An answer, to be asked whether it is an error.
#[derive(Debug)]
pub struct Answered<T>(Option<T>);

impl<T> Answered<T> {
    /// An answer.
    pub fn new(answer: T) -> Self {
        Self(Some(answer))
    }

    fn take(&mut self) -> T {
        self.0.take().expect("an answer is taken once")
    }
}

/// `Result` as written.
pub trait SpeltFallible {
    /// Its error.
    type Error;
    /// Where the value was found, or the error.
    fn parted(&mut self) -> Untold<Self::Error>;
}

impl<T, E> SpeltFallible for Answered<Result<Cached<T>, E>> {
    type Error = E;

    fn parted(&mut self) -> Untold<E> {
        Untold(self.take().map(|cached| cached.source))
    }
}

/// `Result` under another name.
pub trait PlainlyFallible {
    /// Its error.
    type Error;
    /// Where the value was found, or the error.
    fn parted(&mut self) -> Untold<Self::Error>;
}

impl<T, E> PlainlyFallible for &mut Answered<Cached<Result<T, E>>> {
    type Error = E;

    fn parted(&mut self) -> Untold<E> {
        let Cached { value, source, .. } = self.take();
        Untold(value.map(|_| source))
    }
}

/// Anything else is a value.
pub trait Plainly {
    /// Where the value was found.
    fn parted(&mut self) -> Untold<Infallible>;
}

impl<T> Plainly for Answered<Cached<T>> {
    fn parted(&mut self) -> Untold<Infallible> {
        Untold(Ok(self.take().source))
    }
}

/// Where a value was found, or an error that is to be put into words.
#[derive(Debug)]
pub struct Untold<E>(Result<Source, E>);

impl<E> Untold<E> {
    fn told(&self, words: impl FnOnce(&E) -> String) -> Result<Source, String> {
        match &self.0 {
            Ok(source) => Ok(*source),
            Err(error) => Err(words(error)),
        }
    }
}

/// Errors that display.
pub trait Displayed {
    /// The source, or the words.
    ///
    /// # Errors
    /// The words.
    fn told(&self) -> Result<Source, String>;
}

impl<E: fmt::Display> Displayed for &&Untold<E> {
    fn told(&self) -> Result<Source, String> {
        Untold::told(self, ToString::to_string)
    }
}

/// Errors that debug.
pub trait Debugged {
    /// The source, or the words.
    ///
    /// # Errors
    /// The words.
    fn told(&self) -> Result<Source, String>;
}

impl<E: fmt::Debug> Debugged for &Untold<E> {
    fn told(&self) -> Result<Source, String> {
        Untold::told(self, |error| format!("{error:?}"))
    }
}

/// Errors of which only the type is known.
pub trait Unnamed {
    /// The source, or the words.
    ///
    /// # Errors
    /// The words.
    fn told(&self) -> Result<Source, String>;
}

impl<E> Unnamed for Untold<E> {
    fn told(&self) -> Result<Source, String> {
        Untold::told(self, |_| {
            format!("an error of the type `{}`", std::any::type_name::<E>())
        })
    }
}
