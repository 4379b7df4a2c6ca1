//! Collects the faults of one annotated item and renders them together. The texts belong to whoever finds the fault.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Error, Result};

/// The faults found so far.
#[derive(Debug, Default)]
pub(crate) struct Errors(Option<Error>);

impl Errors {
    pub(crate) fn push(&mut self, error: Error) {
        match &mut self.0 {
            Some(first) => first.combine(error),
            None => self.0 = Some(error),
        }
    }

    /// Reports `message` over the whole of `place`; an `Error::new(span, …)` would underline its first token only.
    pub(crate) fn at(&mut self, place: impl ToTokens, message: impl std::fmt::Display) {
        self.push(Error::new_spanned(place, message));
    }

    /// Takes the value out of `result`, or its error in.
    pub(crate) fn keep<T>(&mut self, result: Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    /// Takes all of `others` in.
    pub(crate) fn extend(&mut self, others: Self) {
        if let Some(others) = others.0 {
            self.push(others);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The errors, then the item as it was: callers of the item then see no error of their own.
    pub(crate) fn giving_back(self, item: TokenStream) -> TokenStream {
        let mut tokens = self
            .0
            .map(|error| error.to_compile_error())
            .unwrap_or_default();
        tokens.extend(item);
        tokens
    }
}

impl From<Error> for Errors {
    fn from(error: Error) -> Self {
        Self(Some(error))
    }
}
