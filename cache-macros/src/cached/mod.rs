//! `#[cached]`: parse what was written, validate it into a model, expand the model.

pub(crate) mod args;
mod async_trait;
mod closure;
mod dependency;
pub(crate) mod expand;
pub(crate) mod model;
pub(crate) mod validate;

use proc_macro2::TokenStream;

#[cfg(test)]
pub(crate) use self::args::ARGUMENTS;
use self::args::Args;
pub(crate) use self::async_trait::boxed_future;
use self::model::Model;
pub(crate) use self::model::{BoxedFuture, Form, Origin, Part};
pub(crate) use self::validate::{Results, Scope, texts};
use crate::diagnostics::Errors;
use crate::function::Function;

/// What `#[cached(arguments)]` makes of `item`; on a fault the errors and the item as it was.
pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    match model(arguments, item.clone()) {
        Ok(model) => expand::expand(model),
        Err(errors) => errors.giving_back(item),
    }
}

fn model(arguments: TokenStream, item: TokenStream) -> Result<Model, Errors> {
    let function: Function = syn::parse2(item)?;
    let mut errors = Errors::default();
    let args = Args::parse(arguments, &mut errors);
    match validate::validate(&args, function, &mut errors) {
        Some(model) if errors.is_empty() => Ok(model),
        _ => Err(errors),
    }
}
